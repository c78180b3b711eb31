package io.mxgateway.launcher;

import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.metrics.MetricsSnapshot;
import io.mxgateway.core.security.Audit;
import io.mxgateway.core.security.AuditAction;
import io.mxgateway.core.security.AuditOutcome;
import io.mxgateway.core.security.AuditRecord;
import io.mxgateway.core.security.Caller;
import io.mxgateway.core.security.ReadOnlySwitch;
import io.mxgateway.core.session.CloseReason;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.GatewaySession;
import io.mxgateway.core.session.SessionCloseResult;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.session.SessionRegistry;
import io.mxgateway.core.worker.WarmPool;
import io.mxgateway.core.worker.WorkerDescription;
import io.mxgateway.launcher.admin.GalaxyView;
import io.mxgateway.launcher.admin.GatewayView;
import io.mxgateway.launcher.admin.SecurityView;
import io.mxgateway.launcher.config.Configuration;
import io.mxgateway.launcher.config.EffectiveOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A running gateway as the admin port sees it. Thread-safe. */
final class RunningGateway implements GatewayView {
    private final DefaultSessionManager sessions;
    private final SessionRegistry registry;
    private final InMemoryMetrics metrics;
    private final List<WarmPool> pools;
    private final AlarmWiring alarms;
    private final GalaxyView galaxy;
    private final SecurityWiring security;
    private final List<OptionRow> configuration;
    private final ReadOnlySwitch readOnly;
    private final Audit audit;
    private final Runnable onDrain;
    private final Supplier<Overview> overview;

    /**
     * A view.
     *
     * @param pools all there are; not changed any more
     * @param onDrain tells whoever asks for the gateway's health
     * @param overview the gateway as a whole, but for what changes: that is put in here
     */
    RunningGateway(
            DefaultSessionManager sessions,
            SessionRegistry registry,
            InMemoryMetrics metrics,
            List<WarmPool> pools,
            AlarmWiring alarms,
            GalaxyView galaxy,
            SecurityWiring security,
            Configuration configuration,
            Runnable onDrain,
            Supplier<Overview> overview) {
        this.sessions = sessions;
        this.registry = registry;
        this.metrics = metrics;
        this.pools = List.copyOf(pools);
        this.alarms = alarms;
        this.galaxy = galaxy;
        this.security = security;
        this.configuration =
                configuration.effective().stream().map(RunningGateway::row).toList();
        this.readOnly = security.readOnly();
        this.audit = security.audit();
        this.onDrain = onDrain;
        this.overview = overview;
    }

    @Override
    public Overview overview() {
        Overview fixed = overview.get();
        return new Overview(
                fixed.version(),
                fixed.startedAt(),
                fixed.grpcAddress(),
                fixed.authentication(),
                sessions.isDraining(),
                readOnly.isOn(),
                fixed.maxSessions());
    }

    @Override
    public List<SessionRow> sessions() {
        return registry.sessions().stream()
                .map(RunningGateway::row)
                .sorted(Comparator.comparing(SessionRow::createdAt).thenComparing(SessionRow::id))
                .toList();
    }

    @Override
    public Optional<SessionRow> session(String id) {
        return registry.find(id).map(RunningGateway::row);
    }

    private static SessionRow row(GatewaySession session) {
        return new SessionRow(
                session.id(),
                session.clientName(),
                session.owner(),
                session.backend(),
                session.state().name(),
                session.workerState(),
                session.worker().map(WorkerDescription::processId).orElse(0L),
                session.createdAt(),
                session.lease(),
                session.pendingCommands(),
                session.commands(),
                session.failedCommands(),
                session.lastEventSequence(),
                session.keptEvents(),
                session.subscribers(),
                session.lastFault().orElse(""),
                session.isInternal());
    }

    @Override
    public List<EndedRow> ended() {
        return sessions.endedSessions().stream()
                .map(ended -> new EndedRow(
                        ended.id(),
                        ended.clientName(),
                        ended.owner(),
                        ended.backend(),
                        ended.finalState().name(),
                        ended.reason().name(),
                        ended.fault(),
                        ended.lastSequence(),
                        ended.endedAt(),
                        ended.lastOutput()))
                .toList();
    }

    @Override
    public List<PoolRow> pools() {
        return pools.stream()
                .map(pool -> new PoolRow(pool.backend(), pool.parked(), pool.size()))
                .toList();
    }

    @Override
    public AlarmsNow alarms() {
        return alarms.now();
    }

    @Override
    public GalaxyView galaxy() {
        return galaxy;
    }

    @Override
    public List<OptionRow> configuration() {
        return configuration;
    }

    private static OptionRow row(EffectiveOption effective) {
        return new OptionRow(
                effective.option().key(),
                effective.value(),
                effective.source(),
                effective.isDefault(),
                effective.option().defaultText(),
                effective.option().meaning());
    }

    @Override
    public Optional<SecurityView> security() {
        return security.keys().map(KeyWiring::view);
    }

    @Override
    public MetricsSnapshot metrics() {
        return metrics.snapshot();
    }

    @Override
    public CompletionStage<String> close(String sessionId, Caller by, String peer) {
        return ended(
                sessionId,
                by,
                peer,
                AuditAction.SESSION_CLOSE,
                () -> sessions.close(sessionId, by.identity(), CloseReason.ADMIN_KILL));
    }

    @Override
    public CompletionStage<String> kill(String sessionId, Caller by, String peer) {
        return ended(
                sessionId,
                by,
                peer,
                AuditAction.SESSION_KILL,
                () -> sessions.kill(sessionId, by.identity(), CloseReason.ADMIN_KILL));
    }

    private CompletionStage<String> ended(
            String sessionId,
            Caller by,
            String peer,
            AuditAction action,
            Supplier<CompletionStage<SessionCloseResult>> act) {
        CompletionStage<SessionCloseResult> ending;
        try {
            ending = act.get();
        } catch (SessionException e) {
            ending = CompletableFuture.failedFuture(e);
        }
        return ending.whenComplete((result, error) -> audit.record(AuditRecord.of(
                                actor(by),
                                action,
                                error == null ? AuditOutcome.SUCCESS : AuditOutcome.FAILURE,
                                sessionId)
                        .from(peer, "")))
                .thenApply(result -> result.finalState().name());
    }

    @Override
    public void drain(Caller by, String peer) {
        sessions.drain();
        onDrain.run();
        audit.record(AuditRecord.of(actor(by), AuditAction.ADMIN, AuditOutcome.SUCCESS, "drain")
                .from(peer, ""));
    }

    @Override
    public void readOnly(boolean refuse, Caller by, String peer) {
        readOnly.set(refuse);
        audit.record(AuditRecord.of(actor(by), AuditAction.ADMIN, AuditOutcome.SUCCESS, "invoke.read-only")
                .with("value", Boolean.toString(refuse))
                .from(peer, ""));
    }

    private static String actor(Caller by) {
        return by.keyed() ? by.keyId() : "anonymous";
    }
}
