package io.mxgateway.launcher.admin;

import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.metrics.MetricsSnapshot;
import io.mxgateway.core.security.Caller;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway whose sessions a test makes up; it remembers what was asked of it. */
public final class FakeGateway implements GatewayView {
    public final InMemoryMetrics metrics = new InMemoryMetrics();
    public final List<String> acts = new CopyOnWriteArrayList<>();
    private final List<SessionRow> rows = new CopyOnWriteArrayList<>();
    public final List<PoolRow> pools = new CopyOnWriteArrayList<>();
    public final List<OptionRow> options = new CopyOnWriteArrayList<>();
    public volatile AlarmsNow alarms = AlarmsNow.NONE;
    public volatile GalaxyView galaxy = new NoGalaxy();
    // Null while authentication is off.
    public volatile SecurityView security;
    public final List<EndedRow> ended = new CopyOnWriteArrayList<>();
    private volatile boolean draining;
    private volatile boolean readOnly;

    public void add(SessionRow row) {
        rows.add(row);
    }

    public static SessionRow row(String id, String clientName) {
        return row(id, clientName, 345);
    }

    public static SessionRow row(String id, String clientName, long events) {
        return new SessionRow(
                id,
                clientName,
                "writer",
                "simulator",
                "READY",
                "READY",
                4711,
                Instant.parse("2026-01-02T03:04:05Z"),
                Duration.ofMinutes(30),
                0,
                12,
                1,
                events,
                300,
                2,
                "",
                false);
    }

    @Override
    public Overview overview() {
        return new Overview(
                "1.2.3", Instant.parse("2026-01-02T03:00:00Z"), "127.0.0.1:5001", "api keys", draining, readOnly, 64);
    }

    @Override
    public List<SessionRow> sessions() {
        return new ArrayList<>(rows);
    }

    @Override
    public Optional<SessionRow> session(String id) {
        return rows.stream().filter(row -> row.id().equals(id)).findFirst();
    }

    @Override
    public List<PoolRow> pools() {
        return List.copyOf(pools);
    }

    @Override
    public AlarmsNow alarms() {
        return alarms;
    }

    @Override
    public GalaxyView galaxy() {
        return galaxy;
    }

    @Override
    public List<OptionRow> configuration() {
        return List.copyOf(options);
    }

    @Override
    public Optional<SecurityView> security() {
        return Optional.ofNullable(security);
    }

    @Override
    public List<EndedRow> ended() {
        return List.copyOf(ended);
    }

    @Override
    public MetricsSnapshot metrics() {
        return metrics.snapshot();
    }

    @Override
    public CompletionStage<String> close(String sessionId, Caller by, String peer) {
        return ended("close", sessionId, by);
    }

    @Override
    public CompletionStage<String> kill(String sessionId, Caller by, String peer) {
        return ended("kill", sessionId, by);
    }

    private CompletionStage<String> ended(String act, String id, Caller by) {
        acts.add(act + " " + id + " by " + by.keyId());
        if (!rows.removeIf(row -> row.id().equals(id))) {
            return CompletableFuture.failedFuture(
                    new SessionException(SessionErrorCode.SESSION_NOT_FOUND, "there is no session '" + id + "'"));
        }
        return CompletableFuture.completedFuture("CLOSED");
    }

    @Override
    public void drain(Caller by, String peer) {
        acts.add("drain by " + by.keyId());
        draining = true;
    }

    @Override
    public void readOnly(boolean refuse, Caller by, String peer) {
        acts.add("read-only " + refuse + " by " + by.keyId());
        readOnly = refuse;
    }
}
