package io.mxgateway.launcher;

import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.ColdStartLimiter;
import io.mxgateway.core.worker.WarmPool;
import io.mxgateway.core.worker.WorkerClientFactory;
import io.mxgateway.grpc.service.GatewayServer;
import io.mxgateway.grpc.service.GatewayServices;
import io.mxgateway.grpc.worker.LocalProcessLauncher;
import io.mxgateway.grpc.worker.ProcessLauncher;
import io.mxgateway.grpc.worker.ProcessWorkerClientFactory;
import io.mxgateway.grpc.worker.orphan.OrphanReaper;
import io.mxgateway.grpc.worker.orphan.RunDirectoryException;
import io.mxgateway.grpc.worker.orphan.WorkerManifest;
import io.mxgateway.launcher.admin.GatewayView;
import io.mxgateway.launcher.admin.HealthCheck;
import io.mxgateway.launcher.config.Configuration;
import io.mxgateway.launcher.config.SimulatorFamily;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole gateway, put together by hand: each thing is made here, given what it needs, and closed here in the opposite
 * order. Owned by one thread.
 */
final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    /** What ending may take beyond what it is told to take, before it is given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long the workers of dead gateways may take to end before the start goes on. */
    private static final Duration REAPING = Duration.ofSeconds(3);

    /** How long warm workers wait for the archive that they would start from. */
    private static final Duration ARCHIVE_PATIENCE = Duration.ofSeconds(30);

    private static final Duration LAST_CALLS = Duration.ofSeconds(1);
    private static final int SESSION_ID_BYTES = 16;

    private final Configuration configuration;
    private final SystemTime time = new SystemTime("mxgateway-timer");
    private final SecureRandom random = new SecureRandom();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final DefaultSessionRegistry registry = new DefaultSessionRegistry();
    private final List<WarmPool> pools = new ArrayList<>();
    private final Path runDirectory;
    private final WorkerManifest manifest;
    private final GalaxyWiring galaxy;
    private final SecurityWiring security;
    private final List<String> bundledWorker =
            WorkerLaunch.command(System.getProperty("java.home"), System.getProperty("java.class.path"));
    // Empty where nothing would start from one.
    private final Optional<ClassDataArchive> archive;
    private final BackendChecks backendChecks;
    private final DefaultSessionManager sessions;
    private final AlarmWiring alarms;
    private final LiveValues values;
    private final StandardServices services;
    private final GatewayServer server;
    private final AdminWiring admin;
    private final Instant startedAt;

    /**
     * Puts it together; nothing runs but a timer thread.
     *
     * @param environment where the pepper of the keys may be
     * @throws CommandFailure when the run directory, the keys or a certificate cannot be used
     */
    Gateway(Configuration configuration, Map<String, String> environment) {
        this.configuration = configuration;
        this.runDirectory = runDirectory(configuration.launcher().runDirectory());
        ProcessLauncher launcher = LocalProcessLauncher.ofThisMachine();
        this.galaxy = new GalaxyWiring(configuration, runDirectory, time, metrics, random);
        this.security = openSecurity(environment, launcher);
        this.manifest = openManifest();
        this.archive = archive(launcher);
        GatewayOptions options = configuration.gateway();
        WorkerClientFactory workers = workers(launcher);
        this.backendChecks = new BackendChecks(
                options.backends(),
                options.defaultBackend(),
                workers,
                this::newSessionId,
                SpawnSelfTest.Times.STANDARD,
                time);
        this.sessions = new DefaultSessionManager(
                registry, takingTurns(workers), options, metrics, time, random, security.gate(), galaxy.metadata());
        this.alarms = AlarmWiring.of(configuration, sessions, time, metrics);
        this.values = new LiveValues(sessions, time);
        this.services = new StandardServices(
                new GatewayServices(sessions, alarms.service(), galaxy.repository()).definitions());
        this.server = new GatewayServer(
                configuration.server(),
                services.definitions(),
                List.of(security.interceptor()),
                security.tls()::secure);
        this.startedAt = time.now();
        this.admin = AdminWiring.of(
                configuration.admin(),
                security,
                new RunningGateway(
                        sessions,
                        registry,
                        metrics,
                        pools,
                        alarms,
                        new RunningGalaxy(galaxy.repository(), values),
                        security,
                        configuration,
                        services::ending,
                        this::overview),
                checks(),
                time,
                random);
    }

    private GatewayView.Overview overview() {
        return new GatewayView.Overview(
                Version.text(),
                startedAt,
                address(),
                security.text(),
                sessions.isDraining(),
                security.readOnly().isOn(),
                configuration.gateway().sessions().maxSessions());
    }

    private List<HealthCheck> checks() {
        List<HealthCheck> checks = new ArrayList<>(List.of(new HealthCheck("accepting", this::accepting)));
        checks.addAll(backendChecks.checks());
        checks.addAll(galaxy.checks());
        checks.addAll(alarms.checks());
        return checks;
    }

    private HealthCheck.Finding accepting() {
        return sessions.isDraining()
                ? HealthCheck.Finding.down("no new sessions are taken: the gateway is drained or ends")
                : HealthCheck.Finding.ok("listens on " + address());
    }

    private SecurityWiring openSecurity(Map<String, String> environment, ProcessLauncher launcher) {
        try {
            return new SecurityWiring(configuration, environment, launcher, galaxy.metadata(), time, metrics, random);
        } catch (CommandFailure e) {
            time.close();
            throw e;
        }
    }

    private WorkerManifest openManifest() {
        try {
            return WorkerManifest.open(runDirectory, random);
        } catch (RunDirectoryException e) {
            time.close();
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
    }

    private Optional<ClassDataArchive> archive(ProcessLauncher launcher) {
        BackendOptions simulator = configuration.gateway().backends().get(GatewayOptions.SIMULATOR);
        if (!configuration.launcher().classDataArchive()
                || simulator == null
                || !simulator.command().isEmpty()) {
            return Optional.empty();
        }
        return ClassDataFingerprint.of(
                        ClassDataFingerprint.thisJvm(), bundledWorker, System.getProperty("java.class.path"))
                .map(fingerprint -> new ClassDataArchive(
                        new ClassDataFiles(
                                runDirectory,
                                fingerprint,
                                ProcessHandle.current().pid()),
                        new Rehearsal(bundledWorker, runDirectory, launcher, time, manifest),
                        LOG::warn));
    }

    private WorkerClientFactory workers(ProcessLauncher launcher) {
        return new ProcessWorkerClientFactory(
                backends(),
                configuration.gateway().workers(),
                configuration.gateway().sessions().maxPendingCommands(),
                runDirectory,
                time,
                metrics,
                manifest,
                archive.map(classes -> classes.in(launcher, bundledWorker)).orElse(launcher),
                random,
                1);
    }

    /** Cold starts take turns; where workers are kept warm, a pool stands in front. */
    private WorkerClientFactory takingTurns(WorkerClientFactory processes) {
        GatewayOptions options = configuration.gateway();
        WorkerClientFactory workers = new ColdStartLimiter(
                processes,
                options.workers().maxColdStarts(),
                options.sessions().maxSessions(),
                options.workers().coldStartWait(),
                time);
        for (Map.Entry<String, BackendOptions> backend : new TreeMap<>(options.backends()).entrySet()) {
            if (backend.getValue().warm() > 0) {
                WarmPool pool = new WarmPool(
                        workers,
                        backend.getKey(),
                        backend.getValue().warm(),
                        options.workers().maxWarmAge(),
                        time,
                        metrics,
                        this::newSessionId);
                pools.add(pool);
                workers = pool;
            }
        }
        return workers;
    }

    /** The backends that were configured; the simulator, without a command of its own, is this program as a worker. */
    private Map<String, BackendOptions> backends() {
        Map<String, BackendOptions> backends =
                new TreeMap<>(configuration.gateway().backends());
        backends.computeIfPresent(GatewayOptions.SIMULATOR, (name, simulator) -> {
            if (!simulator.command().isEmpty()) {
                return simulator;
            }
            Map<String, String> environment = new TreeMap<>(SimulatorFamily.toEnvironment(configuration));
            environment.putAll(galaxy.workerEnvironment());
            environment.putAll(simulator.environment());
            return new BackendOptions(bundledWorker, simulator.workingDirectory(), environment, simulator.warm());
        });
        return backends;
    }

    /** The same place at every start: a gateway that was killed left its workers' names there. */
    private static Path runDirectory(String configured) {
        if (!configured.isEmpty()) {
            return Path.of(configured);
        }
        return Path.of(System.getProperty("java.io.tmpdir"), "mxgateway-" + System.getProperty("user.name"));
    }

    private String newSessionId() {
        byte[] id = new byte[SESSION_ID_BYTES];
        random.nextBytes(id);
        return "session-" + HexFormat.of().formatHex(id);
    }

    /**
     * Ends what gateways that no longer live have left behind, then listens; when this returns, clients can connect.
     *
     * @throws IOException when the address cannot be listened on
     * @throws CommandFailure when the keys cannot be read
     */
    void start() throws IOException {
        Thread reaper = new Thread(this::reap, "mxgateway-reaper");
        // Beside what has to be ready before clients come; whoever restarts a killed gateway waits for both.
        reaper.start();
        try {
            security.start(sessions);
            sessions.listen(backendChecks);
            galaxy.start();
        } finally {
            join(reaper);
        }
        server.start();
        services.serving();
        admin.start();
        archive.ifPresentOrElse(this::startPoolsAfter, () -> pools.forEach(WarmPool::start));
        alarms.start();
    }

    private void reap() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        OrphanReaper.Reaped reaped = new OrphanReaper(manifest, runDirectory, temporary, REAPING, time).reap();
        if (reaped.ended() + reaped.surviving() > 0) {
            LOG.warn("workers of a gateway that no longer lives were ended: {}", reaped);
        }
    }

    /** Bounded by what reaping is; an interrupted start goes on without waiting. */
    private static void join(Thread reaper) {
        try {
            reaper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A worker that is started before the archive is there does without it for all its life; but none waits for ever. */
    private void startPoolsAfter(ClassDataArchive classes) {
        classes.start();
        if (!pools.isEmpty()) {
            CompletableFuture<Void> known = classes.settled().toCompletableFuture();
            GatewayTime.Timer late = time.after(ARCHIVE_PATIENCE, () -> known.complete(null));
            known.thenRun(() -> {
                late.cancel();
                pools.forEach(WarmPool::start);
            });
        }
    }

    /** Where it listens, as a client writes it. */
    String address() {
        String host = configuration.server().bindAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port();
    }

    /** Where its admin port listens; empty where there is none. */
    Optional<String> adminAddress() {
        return admin.address();
    }

    /** What it can open sessions on. */
    String backendNames() {
        return String.join(", ", new TreeMap<>(configuration.gateway().backends()).keySet());
    }

    /** How callers are known and connections are secured. */
    String security() {
        return security.text();
    }

    /** Ends the sessions, then the calls, then time; each within its bound. Idempotent. */
    @Override
    public void close() {
        Duration sessionsBound = configuration.gateway().shutdownTimeout().plus(PATIENCE);
        services.ending();
        alarms.close();
        values.close();
        CompletionStage<?> tests = backendChecks.close();
        CompletionStage<?> shutdown = sessions.shutdown();
        archive.ifPresent(ClassDataArchive::close);
        await("its sessions", shutdown, sessionsBound);
        await("the tests of its backends", tests, PATIENCE);
        manifest.close();
        galaxy.close();
        await("its calls", server.shutdown(LAST_CALLS), LAST_CALLS.plus(PATIENCE));
        admin.close();
        security.close();
        time.close();
    }

    private static void await(String what, CompletionStage<?> stage, Duration bound) {
        boolean ended = stage.toCompletableFuture()
                .handle((done, failure) -> {
                    if (failure != null) {
                        LOG.warn("the gateway had trouble in ending {}", what, failure);
                    }
                    return true;
                })
                .completeOnTimeout(false, bound.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (!ended) {
            LOG.warn("the gateway could not end {} within {} ms and goes on without", what, bound.toMillis());
        }
    }
}
