package io.mxgateway.core.alarm;

import io.mxgateway.core.mx.AlarmConditionState;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.AlarmTransitionKind;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.FakeWorker;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The alarms of a plant and what a worker says of them: the truth that clients' views are compared with. Events and
 * answers go out at once, or wait on their own ways until a test lets them go. For one thread.
 */
final class FakePlant implements FakeScript {
    private final FakeTime time;
    private final Map<String, MxActiveAlarm> truth = new LinkedHashMap<>();
    private final ArrayDeque<MxEventBody> eventsUnderWay = new ArrayDeque<>();
    private final ArrayDeque<Runnable> answersUnderWay = new ArrayDeque<>();
    // The worker that is subscribed; null when none is.
    private FakeWorker subscribed;
    private int occurrences;
    // No two transitions happen at the same moment.
    private long transitionsInAll;
    // Events that were under way when the last answer arrived, and still are.
    private int overtaken;
    /** Whether events and answers wait. */
    boolean slow;
    /** What the worker answers to its subscription, when that is not yes. */
    CompletableFuture<MxReply> subscription;
    /** What the worker answers when it is asked for alarms, when that is not the truth. */
    CompletableFuture<MxReply> query;
    /** Whether a start fails. */
    boolean broken;
    /** Whether records come from a provider that does not know everything. */
    boolean degraded;

    /** How many transitions there were of each alarm. */
    final Map<String, Integer> transitions = new LinkedHashMap<>();

    int subscriptions;
    int queries;

    FakePlant(FakeTime time) {
        this.time = time;
    }

    @Override
    public CompletableFuture<Void> start(FakeWorker worker) {
        return broken
                ? CompletableFuture.failedFuture(new IllegalStateException("no worker today"))
                : CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<MxReply> execute(FakeWorker worker, MxCommand command) {
        if (command instanceof MxCommand.SubscribeAlarms) {
            subscriptions++;
            if (subscription != null) {
                return subscription;
            }
            subscribed = worker;
            overtaken = 0;
            eventsUnderWay.clear();
            return CompletableFuture.completedFuture(MxReplyData.ok(MxCommandKind.SUBSCRIBE_ALARMS));
        }
        if (command instanceof MxCommand.QueryActiveAlarms) {
            queries++;
            if (query != null) {
                return query;
            }
            MxReply answer =
                    MxReplyData.ok(command.kind(), new MxReplyPayload.ActiveAlarms(List.copyOf(truth.values())));
            CompletableFuture<MxReply> reply = new CompletableFuture<>();
            if (slow) {
                answersUnderWay.add(() -> reply.complete(answer));
            } else {
                reply.complete(answer);
            }
            return reply;
        }
        return CompletableFuture.completedFuture(MxReplyData.ok(command.kind(), new MxReplyPayload.NativeStatus(0)));
    }

    /** The worker is gone, and what it had not sent with it. */
    void workerDied() {
        subscribed = null;
        overtaken = 0;
        eventsUnderWay.clear();
        answersUnderWay.clear();
    }

    List<MxActiveAlarm> truth() {
        return List.copyOf(truth.values());
    }

    private Instant next() {
        transitionsInAll++;
        return moment();
    }

    private Instant moment() {
        return time.now().plusNanos(transitionsInAll);
    }

    void raise(String reference) {
        next();
        MxActiveAlarm before = truth.get(reference);
        boolean again = before != null;
        String guid = again ? before.alarmGuid() : "guid-" + ++occurrences;
        Instant raised = again ? before.originalRaiseTimestamp() : next();
        truth.put(reference, alarm(reference, AlarmConditionState.ACTIVE, guid, raised, "", ""));
        tell(reference, again ? AlarmTransitionKind.RETRIGGER : AlarmTransitionKind.RAISE, guid, raised, "", "");
    }

    void clear(String reference) {
        next();
        MxActiveAlarm before = truth.remove(reference);
        if (before.currentState() == AlarmConditionState.ACTIVE) {
            truth.put(reference, changed(before, AlarmConditionState.INACTIVE, "", ""));
        }
        tell(reference, AlarmTransitionKind.CLEAR, before.alarmGuid(), before.originalRaiseTimestamp(), "", "");
    }

    void acknowledge(String reference, String user, String comment) {
        next();
        MxActiveAlarm before = truth.remove(reference);
        if (before.currentState() == AlarmConditionState.ACTIVE) {
            truth.put(reference, changed(before, AlarmConditionState.ACTIVE_ACKED, user, comment));
        }
        tell(
                reference,
                AlarmTransitionKind.ACKNOWLEDGE,
                before.alarmGuid(),
                before.originalRaiseTimestamp(),
                user,
                comment);
    }

    /** The alarm is over, and nobody has said so. */
    void loseSilently(String reference) {
        truth.remove(reference);
    }

    void switchTo(AlarmProviderMode mode, String reason) {
        degraded = mode == AlarmProviderMode.SUBTAG;
        emit(new MxEventBody.AlarmProviderModeChanged(mode, degraded, reason, time.now()));
    }

    private void tell(
            String reference, AlarmTransitionKind kind, String guid, Instant raised, String user, String comment) {
        transitions.merge(reference, 1, Integer::sum);
        emit(transition(reference, kind, guid, raised, user, comment));
    }

    MxEventBody.AlarmTransition transition(
            String reference, AlarmTransitionKind kind, String guid, Instant raised, String user, String comment) {
        return new MxEventBody.AlarmTransition(
                reference,
                "Source",
                "HI",
                kind,
                500,
                raised,
                moment(),
                user,
                comment,
                "Value",
                "too high",
                MxValue.of(7),
                MxValue.of(5),
                degraded,
                degraded ? "" : guid);
    }

    private MxActiveAlarm changed(MxActiveAlarm before, AlarmConditionState state, String user, String comment) {
        return alarm(
                before.alarmFullReference(), state, before.alarmGuid(), before.originalRaiseTimestamp(), user, comment);
    }

    MxActiveAlarm alarm(
            String reference, AlarmConditionState state, String guid, Instant raised, String user, String comment) {
        return new MxActiveAlarm(
                reference,
                "Source",
                "HI",
                500,
                raised,
                state,
                "Value",
                "too high",
                moment(),
                user,
                comment,
                MxValue.of(7),
                MxValue.of(5),
                degraded,
                degraded ? "" : guid);
    }

    /** Sends something, in its turn. */
    void emit(MxEventBody body) {
        if (subscribed == null) {
            return;
        }
        eventsUnderWay.add(body);
        if (!slow) {
            deliverEvents(eventsUnderWay.size());
        }
    }

    int eventsUnderWay() {
        return eventsUnderWay.size();
    }

    int answersUnderWay() {
        return answersUnderWay.size();
    }

    /** Lets the first events go, in one frame. */
    void deliverEvents(int count) {
        List<MxEventBody> frame = new ArrayList<>();
        for (int i = 0; i < count && !eventsUnderWay.isEmpty(); i++) {
            frame.add(eventsUnderWay.remove());
        }
        overtaken = Math.max(0, overtaken - frame.size());
        if (!frame.isEmpty()) {
            subscribed.emitAlarms(frame);
        }
    }

    /** Lets an answer go; it overtakes events, but no event is overtaken by two. */
    void deliverAnswer() {
        deliverEvents(overtaken);
        overtaken = eventsUnderWay.size();
        answersUnderWay.remove().run();
    }

    void deliverAll() {
        while (!eventsUnderWay.isEmpty() || !answersUnderWay.isEmpty()) {
            deliverEvents(eventsUnderWay.size());
            if (!answersUnderWay.isEmpty()) {
                deliverAnswer();
            }
        }
    }
}
