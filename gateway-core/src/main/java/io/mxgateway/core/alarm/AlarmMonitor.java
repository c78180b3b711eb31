package io.mxgateway.core.alarm;

import io.mxgateway.core.config.AlarmMonitorOptions;
import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.EventLogException;
import io.mxgateway.core.event.StreamEnd;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.session.CloseReason;
import io.mxgateway.core.session.GatewaySession;
import io.mxgateway.core.session.InternalSessions;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.session.SessionOpenRequest;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.worker.SerialQueue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The central alarm monitor: owns one worker session that no client sees, knows which alarms are active, and serves any
 * number of clients from that. A session that is lost is opened again, after a delay that doubles from one second to
 * half a minute and begins anew once a session has lasted that long; clients stay, hear of it, and then hear the
 * differences.
 *
 * <p>It runs nothing until {@link #start()} and has no thread of its own: everything happens on a serial queue, on the
 * threads of workers and timers. It ends with {@link #close()}, which is to come before the shutdown of the session
 * manager; a manager that shuts down ends it as well.
 *
 * <p>Thread-safe; nothing blocks.
 */
public final class AlarmMonitor implements AlarmService, AutoCloseable {
    private static final Logger LOG = System.getLogger(AlarmMonitor.class.getName());
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
    private static final String PURPOSE = "alarms";

    /** How many changes are told at once while there are more events to take in. */
    private static final int BATCH = 256;

    private final InternalSessions sessions;
    private final SessionOpenRequest request;
    private final Optional<String> expression;
    private final Duration reconcileInterval;
    private final GatewayTime time;
    private final AlarmFeed feed;
    private final SerialQueue queue = new SerialQueue();

    // What follows is guarded by the queue; volatile where others look at it.
    private final ProviderWatch provider;
    private final AlarmBook book = new AlarmBook(false);
    private final Backoff reopening = new Backoff(FIRST_DELAY, LONGEST_DELAY);
    // Between attempts to settle a doubt, or to get a first snapshot.
    private final Backoff asking = new Backoff(FIRST_DELAY, LONGEST_DELAY);
    private volatile MonitorState state = MonitorState.IDLE;
    // Null while there is none that is ready.
    private volatile MonitorSession session;
    // The opening under way; null while there is none.
    private CompletableFuture<GatewaySession> opening;
    // The next opening, or the next snapshot; NONE while neither waits for its time.
    private GatewayTime.Timer timer = GatewayTime.Timer.NONE;
    // When it became live, on the monotonic clock; of use while it is.
    private long liveSince;
    // Whether any session has told which alarms there are.
    private volatile boolean everLoaded;

    /**
     * A monitor that does not run yet.
     *
     * @param sessions opens its session; a fresh one whenever the last is lost
     * @param backend the backend of the session; blank for the default one
     * @param expression what to subscribe to; empty when nothing is configured, which is told to clients as a degraded
     *     provider
     * @param options how it works
     * @param time its clock and timers
     * @param metrics takes its counts
     */
    public AlarmMonitor(
            InternalSessions sessions,
            String backend,
            Optional<String> expression,
            AlarmMonitorOptions options,
            GatewayTime time,
            GatewayMetrics metrics) {
        this.sessions = Objects.requireNonNull(sessions, "sessions");
        this.request = SessionOpenRequest.named("gateway-" + PURPOSE).onBackend(backend);
        this.expression = Objects.requireNonNull(expression, "expression");
        this.reconcileInterval = options.reconcileInterval();
        this.time = Objects.requireNonNull(time, "time");
        this.provider = new ProviderWatch(metrics);
        this.feed = new AlarmFeed(
                options.feedSize(),
                options.maxStreams(),
                provider.absent("the alarm session is not open yet", time.now()),
                metrics);
    }

    /** Starts it; without effect when it was started or closed before. */
    public void start() {
        queue.run(() -> {
            if (state == MonitorState.IDLE) {
                open();
            }
        });
    }

    /** Where it is, in a word, for people: {@code LIVE} when all is well. */
    public String stateText() {
        return state.name();
    }

    /** Where alarms come from at the moment, and how well. */
    public MxEventBody.AlarmProviderModeChanged provider() {
        return feed.status().status();
    }

    /** Ends it and closes its session; ends every client with {@code SHUTTING_DOWN}. Idempotent, legal before start. */
    @Override
    public void close() {
        queue.run(this::stop);
    }

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public AlarmFeedCursor stream(String prefix, Runnable wakeUp) {
        return feed.attach(prefix, wakeUp);
    }

    @Override
    public List<AlarmFeedMessage> active(String prefix) {
        List<AlarmFeedMessage> active = feed.active(prefix);
        if (!everLoaded) {
            throw notThere();
        }
        return active;
    }

    @Override
    public CompletableFuture<AlarmAcknowledgementResult> acknowledge(
            String reference, AlarmAcknowledgement acknowledgement, Duration timeout) {
        MxCommand command = AlarmReference.acknowledging(reference, acknowledgement);
        if (command == null) {
            return CompletableFuture.completedFuture(
                    AlarmAcknowledgementResult.invalid(AlarmReference.problem(reference)));
        }
        MonitorSession current = session;
        if (current == null) {
            return CompletableFuture.failedFuture(notThere());
        }
        CompletableFuture<MxReply> asked = current.acknowledge(command, timeout);
        CompletableFuture<AlarmAcknowledgementResult> result = asked.thenApply(AlarmAcknowledgementResult::of);
        result.whenComplete((done, error) -> {
            if (result.isCancelled()) {
                asked.cancel(false);
            }
        });
        return result;
    }

    private SessionException notThere() {
        MonitorState now = state;
        return now == MonitorState.STOPPED
                ? shuttingDown()
                : new SessionException(
                        SessionErrorCode.WORKER_LOST,
                        "the gateway's alarm session is not up: monitor=" + now
                                + "; it is opened again by itself, try later");
    }

    private static SessionException shuttingDown() {
        return new SessionException(SessionErrorCode.SHUTTING_DOWN, "the gateway is shutting down");
    }

    // From here on everything runs on the queue.

    /** The one change of state; false when it cannot follow. */
    private boolean to(MonitorState next) {
        if (!state.mayBecome(next)) {
            return false;
        }
        LOG.log(Level.DEBUG, "alarm monitor: {0} -> {1}", state, next);
        state = next;
        return true;
    }

    private void open() {
        if (!to(MonitorState.OPENING)) {
            return;
        }
        if (expression.isEmpty()) {
            lost("neither alarms.subscription-expression nor alarms.default-area is configured");
            return;
        }
        CompletableFuture<GatewaySession> promised = sessions.open(request, PURPOSE);
        opening = promised;
        promised.whenComplete((opened, error) -> queue.run(() -> opened(promised, opened, error)));
    }

    private void opened(CompletableFuture<GatewaySession> promised, GatewaySession fresh, Throwable error) {
        if (opening != promised) {
            if (fresh != null) {
                MonitorSession.close(sessions, fresh, CloseReason.GATEWAY_SHUTDOWN);
            }
            return;
        }
        opening = null;
        if (fresh != null) {
            begin(new MonitorSession(sessions, fresh, queue, new Listening()));
        } else if (Texts.isShutdown(error)) {
            stop();
        } else {
            lost("the alarm session could not be opened: " + Texts.of(error));
        }
    }

    private void begin(MonitorSession fresh) {
        session = fresh;
        to(MonitorState.SUBSCRIBING);
        try {
            fresh.begin(expression.orElseThrow());
        } catch (EventLogException over) {
            lost("the alarm session was over at once: " + over.getMessage());
        }
    }

    /** What the session has to say. */
    private final class Listening implements MonitorSession.Owner {
        @Override
        public void subscribed(String problem) {
            if (problem == null) {
                to(MonitorState.LOADING);
                query();
                return;
            }
            MonitorSession useless = session;
            lost("the worker does not subscribe alarms: " + problem);
            useless.close(CloseReason.FAULTED);
        }

        @Override
        public void snapshot(List<MxActiveAlarm> alarms, String problem) {
            if (alarms == null) {
                missed(problem);
            } else {
                loaded(alarms);
            }
        }

        @Override
        public void pull(EventCursor events) {
            boolean doubted = book.inDoubt();
            List<AlarmChange> changes = new ArrayList<>();
            for (MxEvent event = events.poll(); event != null; event = events.poll()) {
                take(event, changes);
                if (changes.size() >= BATCH) {
                    feed.publish(changes);
                    changes = new ArrayList<>();
                }
            }
            feed.publish(changes);
            if (events.end() != null) {
                over(events.end());
            } else if (book.inDoubt() && !doubted && state == MonitorState.LIVE && !session.isAsking()) {
                queryAfter(soon());
            }
        }
    }

    private void query() {
        MonitorSession current = session;
        if (!current.isAsking()) {
            book.snapshotAsked();
            current.query();
        }
    }

    private void queryAfter(Duration delay) {
        timer.cancel();
        MonitorSession current = session;
        timer = time.after(
                delay,
                () -> queue.run(() -> {
                    if (session == current) {
                        query();
                    }
                }));
    }

    private Duration soon() {
        Duration delay = asking.next();
        return delay.compareTo(reconcileInterval) < 0 ? delay : reconcileInterval;
    }

    private void loaded(List<MxActiveAlarm> alarms) {
        boolean degraded = provider.isDegraded();
        List<AlarmChange> changes = new ArrayList<>(book.reconcile(alarms, degraded, time.now()));
        if (to(MonitorState.LIVE)) {
            liveSince = time.nanoTime();
            everLoaded = true;
            changes.add(telling(provider.present(alarms, time.now())));
            LOG.log(Level.INFO, "the alarm monitor is live: session={0} active={1}", session.id(), book.size());
        }
        feed.publish(changes);
        if (book.inDoubt()) {
            queryAfter(soon());
        } else {
            asking.reset();
            queryAfter(reconcileInterval);
        }
    }

    /** The worker is there and cannot tell which alarms are active: its provider may fail, and may fail over. */
    private void missed(String problem) {
        book.snapshotMissed();
        String why = "the worker does not tell which alarms are active: " + problem;
        Duration delay = state == MonitorState.LIVE ? reconcileInterval : soon();
        LOG.log(Level.WARNING, "{0}; it is asked again in {1} ms", why, delay.toMillis());
        if (state != MonitorState.LIVE) {
            feed.publish(List.of(telling(provider.absent(why, time.now()))));
        }
        queryAfter(delay);
    }

    private void take(MxEvent event, List<AlarmChange> changes) {
        if (event.replayGap() != null) {
            book.distrust();
            return;
        }
        switch (event.family()) {
            case ON_ALARM_TRANSITION -> book.take((MxEventBody.AlarmTransition) event.body(), changes);
            case ON_ALARM_PROVIDER_MODE_CHANGED -> {
                AlarmNews.ProviderStatus status = provider.changed((MxEventBody.AlarmProviderModeChanged) event.body());
                if (state == MonitorState.LIVE) {
                    changes.add(telling(status));
                }
                // The other provider may see things that this one did not.
                book.distrust();
            }
            default -> {
                // Nothing else was asked for.
            }
        }
    }

    private static AlarmChange telling(AlarmNews.ProviderStatus status) {
        return AlarmChange.telling(new AlarmFeedMessage(status));
    }

    private void over(StreamEnd end) {
        if (end.cause() == StreamEnd.Cause.GATEWAY_SHUTDOWN) {
            stop();
        } else {
            lost("the alarm session is lost: " + end.text());
        }
    }

    /** There is no session any more: tells so, and opens the next one in a while. */
    private void lost(String why) {
        boolean lasted = state == MonitorState.LIVE && time.nanoTime() - liveSince >= LONGEST_DELAY.toNanos();
        if (!to(MonitorState.WAITING)) {
            return;
        }
        letGo();
        if (lasted) {
            reopening.reset();
        }
        Duration delay = reopening.next();
        LOG.log(Level.WARNING, "the alarm monitor has no session: {0}; next attempt in {1} ms", why, delay.toMillis());
        timer = time.after(delay, () -> queue.run(this::open));
        feed.publish(List.of(telling(provider.absent(why, time.now()))));
    }

    private void letGo() {
        timer.cancel();
        timer = GatewayTime.Timer.NONE;
        book.snapshotMissed();
        provider.forget();
        asking.reset();
        MonitorSession last = session;
        session = null;
        if (last != null) {
            last.forget();
        }
    }

    private void stop() {
        if (!to(MonitorState.STOPPED)) {
            return;
        }
        CompletableFuture<GatewaySession> pending = opening;
        opening = null;
        MonitorSession last = session;
        letGo();
        provider.absent("the gateway is shutting down", time.now());
        feed.end(shuttingDown());
        if (pending != null) {
            pending.cancel(false);
        }
        if (last != null) {
            last.close(CloseReason.GATEWAY_SHUTDOWN);
        }
    }
}
