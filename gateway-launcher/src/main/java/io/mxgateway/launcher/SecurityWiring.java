package io.mxgateway.launcher;

import io.mxgateway.core.galaxy.GalaxyMetadata;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.security.Audit;
import io.mxgateway.core.security.AuditAction;
import io.mxgateway.core.security.AuditOutcome;
import io.mxgateway.core.security.AuditRecord;
import io.mxgateway.core.security.ConstraintGate;
import io.mxgateway.core.security.ReadOnlySwitch;
import io.mxgateway.core.security.SessionAudit;
import io.mxgateway.core.session.CommandGate;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.grpc.auth.AuthInterceptor;
import io.mxgateway.grpc.service.ErrorMapping;
import io.mxgateway.grpc.worker.ProcessLauncher;
import io.mxgateway.launcher.config.AuthMode;
import io.mxgateway.launcher.config.Configuration;
import io.mxgateway.launcher.config.EffectiveOption;
import io.mxgateway.launcher.config.ListenerRules;
import io.mxgateway.launcher.config.SecuritySettings;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may do what, put together as it was configured: the keys, what each call is held against, what is written down of it,
 * encryption. Owned by the gateway's thread.
 */
final class SecurityWiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityWiring.class);

    private final Configuration configuration;
    private final TlsWiring tls;
    // Empty where nobody is asked for a key.
    private final Optional<KeyWiring> keys;
    private final ReadOnlySwitch readOnly;
    private final CommandGate gate;
    private final AuthInterceptor interceptor;

    /**
     * Reads keys, pepper and certificates, or makes what may be made. Blocks; nothing runs yet.
     *
     * @param environment where the pepper may be
     * @param metadata what constraints on places of the galaxy are decided by
     * @throws CommandFailure when something of it cannot be used
     */
    SecurityWiring(
            Configuration configuration,
            Map<String, String> environment,
            ProcessLauncher launcher,
            GalaxyMetadata metadata,
            GatewayTime time,
            GatewayMetrics metrics,
            SecureRandom random) {
        SecuritySettings settings = configuration.security();
        this.configuration = configuration;
        this.tls = TlsWiring.of(settings.tls(), launcher, time, metrics, random);
        this.keys = settings.mode() == AuthMode.API_KEY
                ? Optional.of(KeyWiring.of(settings, environment, time, metrics, random))
                : Optional.empty();
        this.readOnly = new ReadOnlySwitch(settings.readOnly());
        this.gate = new ConstraintGate(metadata, readOnly, audit(), time);
        ErrorMapping errors =
                new ErrorMapping(() -> UUID.randomUUID().toString(), LoggerFactory.getLogger(AuthInterceptor.class));
        this.interceptor = new AuthInterceptor(KeyWiring.authenticatorOf(keys), audit(), metrics, errors::map);
    }

    /** Takes down what is done; nothing where nobody is known. */
    Audit audit() {
        return keys.isPresent() ? keys.get().audit() : Audit.NONE;
    }

    /** The keys; empty where nobody is asked for one. */
    Optional<KeyWiring> keys() {
        return keys;
    }

    /** What every call passes. */
    AuthInterceptor interceptor() {
        return interceptor;
    }

    /** What every command of a client passes. */
    CommandGate gate() {
        return gate;
    }

    /** Refuses all writes while it is on. */
    ReadOnlySwitch readOnly() {
        return readOnly;
    }

    /** Encryption. */
    TlsWiring tls() {
        return tls;
    }

    /**
     * Begins to look after keys and certificates; to be called before anybody can connect.
     *
     * @param sessions loses those whose keys end
     * @throws CommandFailure when the keys cannot be read
     */
    void start(DefaultSessionManager sessions) {
        keys.ifPresent(on -> {
            sessions.listen(new SessionAudit(on.audit()));
            on.start(interceptor, sessions);
        });
        tls.start();
        audit().record(configured());
        warn();
    }

    private AuditRecord configured() {
        AuditRecord record = AuditRecord.of("gateway", AuditAction.CONFIGURATION, AuditOutcome.SUCCESS, Version.text());
        for (EffectiveOption option : configuration.effective()) {
            if (!option.isDefault()) {
                record = record.with(option.option().key(), option.value());
            }
        }
        return record;
    }

    private void warn() {
        String bind = configuration.server().bindAddress();
        try {
            if (!configuration.security().tls().enabled() && !ListenerRules.isLoopback(bind)) {
                LOG.warn(
                        "server.bind = {} without TLS: keys and values travel in the open unless something in front of the"
                                + " gateway encrypts",
                        bind);
            }
        } catch (UnknownHostException e) {
            LOG.warn("server.bind = {} is not known any more: {}", bind, e.toString());
        }
        if (readOnly.isOn()) {
            LOG.warn("invoke.read-only is on: every write is refused");
        }
    }

    /** How callers are known and connections are secured, for the line that says that the gateway is ready. */
    String text() {
        return (keys.isPresent() ? "authentication by API key" : "authentication off (this machine only)") + ", "
                + tls.text();
    }

    /** Ends looking and writes down what is left to write. To be called when no call is under way. Idempotent. */
    @Override
    public void close() {
        tls.close();
        keys.ifPresent(KeyWiring::close);
    }
}
