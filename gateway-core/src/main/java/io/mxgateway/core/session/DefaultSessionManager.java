package io.mxgateway.core.session;

import io.mxgateway.core.config.ConfigException;
import io.mxgateway.core.config.ConfigProblem;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.EventLogException;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.galaxy.GalaxyMetadata;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.WorkerClientFactory;
import io.mxgateway.core.worker.WorkerTicket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * The session manager.
 *
 * <p>A new one runs nothing and needs no start: the timer that looks for unused sessions is set with the first opening,
 * and is gone again when neither a session nor the memory of one is left. It ends with {@link #shutdown()}, which also
 * closes the factory it was given; give each manager a factory of its own.
 */
public final class DefaultSessionManager implements SessionManager {
    private static final int MAX_NAME = 128;
    private static final int ID_BYTES = 16;

    private final SessionRegistry registry;
    private final WorkerClientFactory factory;
    private final GatewayOptions options;
    private final GatewayTime time;
    private final RandomGenerator random;
    // What shutdown has to close besides; does nothing when time was given from outside.
    private final Runnable closeTime;
    private final Slots slots;
    private final Tombstones tombstones;
    private final SessionEndings endings;
    private final SessionServices services;
    private final SessionCommands commands;
    private final LeaseMonitor leases;
    private final AfterOpenStep afterOpen;
    private final SessionDirectory directory;
    private final Set<OpenOperation> openings = ConcurrentHashMap.newKeySet();
    // Whether clients get no new sessions any more; never taken back.
    private volatile boolean draining;
    // Null until the shutdown begins; what all who call it get.
    private final AtomicReference<CompletableFuture<Void>> shutdown = new AtomicReference<>();

    /**
     * A manager on this machine's time, with a timer thread of its own that ends with the shutdown.
     *
     * @param registry where it keeps its sessions; used by nobody else to add or remove any
     * @param factory makes its workers; closed by the shutdown
     * @param options what it may do
     * @param metrics takes its counts
     * @throws ConfigException when the options cannot be used, with everything that is wrong
     */
    public DefaultSessionManager(
            SessionRegistry registry, WorkerClientFactory factory, GatewayOptions options, GatewayMetrics metrics) {
        this(registry, factory, options, metrics, new SystemTime("mxgateway-sessions"), new SecureRandom());
    }

    private DefaultSessionManager(
            SessionRegistry registry,
            WorkerClientFactory factory,
            GatewayOptions options,
            GatewayMetrics metrics,
            SystemTime ownTime,
            SecureRandom random) {
        this(
                registry,
                factory,
                options,
                metrics,
                ownTime,
                random,
                CommandGate.OPEN,
                GalaxyMetadata.UNKNOWN,
                ownTime::close);
    }

    /**
     * A manager on a time and a randomness from outside, which stay the caller's to close.
     *
     * @param registry where it keeps its sessions; used by nobody else to add or remove any
     * @param factory makes its workers; closed by the shutdown
     * @param options what it may do
     * @param metrics takes its counts
     * @param time its clock and timers
     * @param random makes session ids; safe for many threads, and unpredictable outside of tests
     * @throws ConfigException when the options cannot be used, with everything that is wrong
     */
    public DefaultSessionManager(
            SessionRegistry registry,
            WorkerClientFactory factory,
            GatewayOptions options,
            GatewayMetrics metrics,
            GatewayTime time,
            RandomGenerator random) {
        this(registry, factory, options, metrics, time, random, CommandGate.OPEN);
    }

    /**
     * A manager whose clients' commands pass a gate, on a time and a randomness from outside, which stay the caller's to
     * close.
     *
     * @param registry where it keeps its sessions; used by nobody else to add or remove any
     * @param factory makes its workers; closed by the shutdown
     * @param options what it may do
     * @param metrics takes its counts
     * @param time its clock and timers
     * @param random makes session ids; safe for many threads, and unpredictable outside of tests
     * @param gate what commands of clients have to pass
     * @throws ConfigException when the options cannot be used, with everything that is wrong
     */
    public DefaultSessionManager(
            SessionRegistry registry,
            WorkerClientFactory factory,
            GatewayOptions options,
            GatewayMetrics metrics,
            GatewayTime time,
            RandomGenerator random,
            CommandGate gate) {
        this(registry, factory, options, metrics, time, random, gate, GalaxyMetadata.UNKNOWN);
    }

    /**
     * As above, for a gateway that knows what references mean.
     *
     * @param metadata tells arrays, whose bare names get brackets before a worker sees them
     * @throws ConfigException when the options cannot be used, with everything that is wrong
     */
    public DefaultSessionManager(
            SessionRegistry registry,
            WorkerClientFactory factory,
            GatewayOptions options,
            GatewayMetrics metrics,
            GatewayTime time,
            RandomGenerator random,
            CommandGate gate,
            GalaxyMetadata metadata) {
        this(registry, factory, options, metrics, time, random, gate, metadata, () -> {});
    }

    private DefaultSessionManager(
            SessionRegistry registry,
            WorkerClientFactory factory,
            GatewayOptions options,
            GatewayMetrics metrics,
            GatewayTime time,
            RandomGenerator random,
            CommandGate gate,
            GalaxyMetadata metadata,
            Runnable closeTime) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.factory = Objects.requireNonNull(factory, "factory");
        this.options = checked(options, factory.backends());
        Objects.requireNonNull(metrics, "metrics");
        this.time = Objects.requireNonNull(time, "time");
        this.random = Objects.requireNonNull(random, "random");
        this.closeTime = closeTime;
        this.slots =
                new Slots(options.sessions().maxSessions(), options.sessions().maxSessionsPerKey());
        this.tombstones = new Tombstones(options.sessions(), time);
        this.endings = new SessionEndings(registry, tombstones, options, metrics, time);
        this.services = new SessionServices(options, time, metrics, endings, Objects.requireNonNull(gate, "gate"));
        this.commands = new SessionCommands(options, time, metrics, endings, new ArrayNames(metadata));
        this.leases = new LeaseMonitor(registry, tombstones, endings, options.sessions(), time);
        this.afterOpen = AlarmSubscription.of(options.alarms(), commands, DefaultSessionManager::thisHost);
        this.directory = new SessionDirectory(registry, tombstones);
    }

    private static GatewayOptions checked(GatewayOptions options, Set<String> backends) {
        List<ConfigProblem> problems = new ArrayList<>(options.problems());
        if (!backends.contains(options.defaultBackend())) {
            problems.add(new ConfigProblem(
                    "backends.default",
                    options.defaultBackend(),
                    "must be one of the backends that exist: " + String.join(", ", new TreeSet<>(backends))));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return options;
    }

    private static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new ConfigException(List.of(new ConfigProblem(
                    "alarms.machine-name", "", "must be given, since this host does not know its own name")));
        }
    }

    @Override
    public CompletableFuture<GatewaySession> open(SessionOpenRequest request, ClientIdentity identity) {
        return open(request, identity, false);
    }

    /** The way to sessions of the gateway's own; every call gives an equal one. */
    public InternalSessions internalSessions() {
        return new InternalSessions((request, identity) -> open(request, identity, true), commands, endings);
    }

    private CompletableFuture<GatewaySession> open(
            SessionOpenRequest request, ClientIdentity identity, boolean internal) {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(identity, "identity");
        OpenOperation opening =
                new OpenOperation(services, registry, internal ? AfterOpenStep.NONE : afterOpen, !internal);
        openings.add(opening);
        opening.over().whenComplete((done, error) -> openings.remove(opening));
        // Added before this is asked, and asked before a shutdown looks for what was added: one of both sees the other.
        if (shutdown.get() != null || (draining && !internal)) {
            opening.refuse(Failures.shuttingDown());
            return opening.result();
        }
        try {
            String backend = checked(request);
            begin(opening, request, identity, backend, internal);
        } catch (SessionException refused) {
            opening.refuse(refused);
        }
        return opening.result();
    }

    private void begin(
            OpenOperation opening,
            SessionOpenRequest request,
            ClientIdentity identity,
            String backend,
            boolean internal) {
        Slots.Slot slot = internal ? slots.outside() : slots.take(identity);
        WorkerTicket ticket;
        try {
            ticket = factory.prepare(backend, newId());
        } catch (RuntimeException e) {
            slot.release();
            services.metrics().count(GatewayMetric.FAULTS, SessionErrorCode.OPEN_FAILED.name());
            throw Failures.notPrepared(backend, e);
        }
        Duration timeout = revised(request.commandTimeout());
        SessionOrigin origin =
                new SessionOrigin(ticket.sessionId(), identity, request, backend, timeout, time.now(), slot, internal);
        opening.begin(new GatewaySession(origin, opening, services), ticket);
        leases.wake();
    }

    /** The backend to use, when all that was asked for can be had. */
    private String checked(SessionOpenRequest request) {
        String name = request.clientName();
        if (name.length() > MAX_NAME) {
            throw Failures.invalid("client_session_name has " + name.length() + " characters, the most is " + MAX_NAME);
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw Failures.invalid("client_session_name contains a control character; it must be printable text");
        }
        String backend = request.backend().isBlank() ? options.defaultBackend() : request.backend();
        if (!factory.backends().contains(backend)) {
            throw new SessionException(
                    SessionErrorCode.UNKNOWN_BACKEND,
                    "there is no backend '" + Failures.quoted(backend) + "'; those that exist: "
                            + String.join(", ", new TreeSet<>(factory.backends())));
        }
        return backend;
    }

    private Duration revised(Duration wanted) {
        if (wanted == null || wanted.isZero() || wanted.isNegative()) {
            return options.sessions().defaultCommandTimeout();
        }
        Duration max = options.sessions().maxCommandTimeout();
        return wanted.compareTo(max) > 0 ? max : wanted;
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return "session-" + HexFormat.of().formatHex(bytes);
    }

    @Override
    public GatewaySession find(String sessionId, ClientIdentity identity) {
        return directory.find(sessionId, identity);
    }

    @Override
    public CompletableFuture<MxReply> invoke(String sessionId, ClientIdentity identity, CommandRequest request) {
        return commands.invoke(directory.find(sessionId, identity), identity, request);
    }

    @Override
    public EventCursor events(String sessionId, ClientIdentity identity, StreamStart start, Runnable wakeUp) {
        SessionDirectory.Found found = directory.look(sessionId, identity);
        if (found.session() == null) {
            return found.tombstone().events(start, wakeUp);
        }
        GatewaySession session = found.session();
        if (!session.attachBegins()) {
            throw Failures.notReady(session);
        }
        try {
            return session.log().attach(start, wakeUp);
        } catch (EventLogException refused) {
            throw Failures.ofLog(session, refused);
        } finally {
            session.attachEnds();
        }
    }

    @Override
    public CompletionStage<SessionCloseResult> close(String sessionId, ClientIdentity identity, CloseReason reason) {
        Objects.requireNonNull(reason, "reason");
        SessionDirectory.Found found = directory.look(sessionId, identity);
        CompletableFuture<SessionCloseResult> outcome =
                found.session() == null ? found.tombstone().outcome() : close(found.session(), identity, reason);
        // A copy: whoever cancels theirs does not cancel the others'.
        return outcome.copy();
    }

    @Override
    public CompletionStage<SessionCloseResult> kill(String sessionId, ClientIdentity identity, CloseReason reason) {
        Objects.requireNonNull(reason, "reason");
        SessionDirectory.Found found = directory.look(sessionId, identity);
        CompletableFuture<SessionCloseResult> outcome =
                found.session() == null ? found.tombstone().outcome() : kill(found.session(), identity, reason);
        return outcome.copy();
    }

    private CompletableFuture<SessionCloseResult> close(GatewaySession session, ClientIdentity by, CloseReason reason) {
        tellOfOthers(session, by, false);
        return endings.close(session, reason);
    }

    private CompletableFuture<SessionCloseResult> kill(GatewaySession session, ClientIdentity by, CloseReason reason) {
        tellOfOthers(session, by, true);
        return endings.kill(session, reason);
    }

    private void tellOfOthers(GatewaySession session, ClientIdentity by, boolean kill) {
        if (!by.owner().equals(session.owner())) {
            endings.listeners().tell(session, listener -> listener.endWanted(session, by, kill));
        }
    }

    /** Has somebody hear what becomes of sessions from now on; meant to be called before there are any. */
    public void listen(SessionListener listener) {
        endings.listeners().add(listener);
    }

    /**
     * Closes all sessions of an owner who may have none any more, and ends their streams at once.
     *
     * @param owner see {@link ClientIdentity#owner()}
     * @return completes when they are gone, whatever came of each; tells how many there were
     */
    public CompletionStage<Integer> revokeOwner(String owner) {
        return endings.revokeOwner(owner, options.sessions().maxParallelCloses());
    }

    @Override
    public CompletionStage<Integer> closeExpiredLeases(long nowNanos) {
        return leases.sweep(nowNanos);
    }

    /** Sessions that are over and still remembered, the latest first; a copy. */
    public List<EndedSession> endedSessions() {
        return tombstones.all();
    }

    /** How many sessions there are or are being opened, as the limit counts them. */
    public int slotsTaken() {
        return slots.taken();
    }

    /**
     * Refuses new sessions of clients from now on, as a shutdown would; those there are go on until their clients, or a
     * shutdown, end them. Idempotent; cannot be undone.
     */
    public void drain() {
        draining = true;
    }

    /** Whether new sessions are refused, by a drain or a shutdown. */
    public boolean isDraining() {
        return draining || shutdown.get() != null;
    }

    @Override
    public CompletionStage<Void> shutdown() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> first = shutdown.compareAndExchange(null, mine);
        if (first != null) {
            return first.copy();
        }
        leases.stop();
        new ShutdownOperation(registry, endings, factory, options, time)
                .run(List.copyOf(openings))
                .whenComplete((done, error) -> {
                    tombstones.clear();
                    closeTime.run();
                    mine.complete(null);
                });
        return mine.copy();
    }
}
