package io.mxgateway.core.alarm;

import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.mx.AlarmFailoverConfig;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.session.CloseReason;
import io.mxgateway.core.session.GatewaySession;
import io.mxgateway.core.session.InternalSessions;
import io.mxgateway.core.worker.SerialQueue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One session of the monitor, from its being ready until the monitor has done with it; after that its owner hears nothing
 * of it any more. Everything but {@link #acknowledge} runs on the monitor's queue, and so do the calls of the owner.
 */
final class MonitorSession {
    private static final Logger LOG = System.getLogger(MonitorSession.class.getName());

    /** Who hears what the worker says. */
    interface Owner {
        /** The worker has answered to the subscription; {@code problem} is null when all is well. */
        void subscribed(String problem);

        /** The worker has told which alarms are active; null when it has not, and why. */
        void snapshot(List<MxActiveAlarm> alarms, String problem);

        /** There are events to poll, or the session is over. */
        void pull(EventCursor events);
    }

    private final InternalSessions sessions;
    private final GatewaySession session;
    private final SerialQueue queue;
    private final Owner owner;
    // Its place in the session's log; null before begin.
    private EventCursor events;
    // Whether the monitor has done with it.
    private boolean over;
    // Whether a snapshot was asked for and has not come.
    private boolean asking;

    MonitorSession(InternalSessions sessions, GatewaySession session, SerialQueue queue, Owner owner) {
        this.sessions = sessions;
        this.session = session;
        this.queue = queue;
        this.owner = owner;
    }

    String id() {
        return session.id();
    }

    /**
     * Reads its events from the first, and subscribes.
     *
     * @throws io.mxgateway.core.event.EventLogException when it is over already
     */
    void begin(String expression) {
        events = session.observe(StreamStart.OLDEST, () -> queue.run(this::pull));
        var command = new MxCommand.SubscribeAlarms(
                expression, AlarmProviderMode.UNSPECIFIED, List.of(), AlarmFailoverConfig.DEFAULT);
        ask(command, reply -> owner.subscribed(null), owner::subscribed);
        pull();
    }

    /** Asks which alarms are active; not while it is asking. */
    void query() {
        asking = true;
        ask(
                new MxCommand.QueryActiveAlarms(""),
                reply -> {
                    asking = false;
                    if (reply.payload() instanceof MxReplyPayload.ActiveAlarms told) {
                        owner.snapshot(told.snapshots(), null);
                    } else {
                        owner.snapshot(null, "the reply has no list of alarms");
                    }
                },
                problem -> {
                    asking = false;
                    owner.snapshot(null, problem);
                });
    }

    /** Whether the worker was asked for a snapshot and has not answered. */
    boolean isAsking() {
        return asking;
    }

    private void ask(MxCommand command, Consumer<MxReply> answered, Consumer<String> failed) {
        sessions.invoke(session, command, session.commandTimeout())
                .whenComplete((reply, error) -> queue.run(() -> {
                    if (over) {
                        return;
                    }
                    if (error != null) {
                        failed.accept(Texts.of(error));
                    } else if (!reply.status().isOk()) {
                        failed.accept(Texts.of(reply));
                    } else {
                        answered.accept(reply);
                    }
                }));
    }

    private void pull() {
        if (!over) {
            owner.pull(events);
        }
    }

    /** On any thread: has the worker acknowledge an alarm; a time of null is the session's own. */
    CompletableFuture<MxReply> acknowledge(MxCommand command, Duration timeout) {
        return sessions.invoke(session, command, timeout == null ? session.commandTimeout() : timeout);
    }

    /** The owner has done with it. */
    void forget() {
        over = true;
        if (events != null) {
            events.close();
        }
    }

    /** The same, and its worker is not needed any more. */
    void close(CloseReason reason) {
        forget();
        close(sessions, session, reason);
    }

    /** Closes a session that nobody has begun with. */
    static void close(InternalSessions sessions, GatewaySession session, CloseReason reason) {
        sessions.close(session, reason).whenComplete((done, error) -> {
            if (error != null) {
                LOG.log(Level.WARNING, "an alarm session did not close well: {0}", Texts.of(error));
            }
        });
    }
}
