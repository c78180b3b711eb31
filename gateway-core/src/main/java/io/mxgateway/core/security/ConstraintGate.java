package io.mxgateway.core.security;

import io.mxgateway.core.galaxy.GalaxyMetadata;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.CommandGate;
import io.mxgateway.core.session.SessionGate;
import io.mxgateway.core.time.GatewayTime;
import java.util.Objects;

/**
 * Holds the commands of clients against the {@link KeyConstraints} of their keys, and against the {@link ReadOnlySwitch}.
 * Reads are judged where an item is named, writes where they are asked for.
 *
 * <p>A session that a key without constraints has opened has no memory of its items; a constrained admin can therefore read
 * in it, but not write. Thread-safe.
 */
public final class ConstraintGate implements CommandGate {
    private static final int REMEMBERED_MATCHES = 1 << 15;

    private final Judge judge;
    private final ReadOnlySwitch readOnly;
    private final Audit audit;
    private final WriteRates rates;

    /**
     * A gate.
     *
     * @param metadata tells the path and the class of what a reference stands for
     * @param readOnly refuses every write while it is on
     * @param audit gets a record of every command that was denied something
     * @param time the clock of the rates
     */
    public ConstraintGate(GalaxyMetadata metadata, ReadOnlySwitch readOnly, Audit audit, GatewayTime time) {
        this.judge = new Judge(Objects.requireNonNull(metadata, "metadata"), new MatchCache(REMEMBERED_MATCHES));
        this.readOnly = Objects.requireNonNull(readOnly, "readOnly");
        this.audit = Objects.requireNonNull(audit, "audit");
        this.rates = new WriteRates(Objects.requireNonNull(time, "time"));
    }

    @Override
    public SessionGate of(String sessionId, ClientIdentity owner) {
        HandleMemory memory = SessionConstraints.of(owner).constrainsWrites() ? new HandleMemory() : null;
        return new SessionConstraints(judge, readOnly, rates, new Denials(sessionId, audit), memory);
    }
}
