package io.mxgateway.grpc.worker.check;

import io.mxgateway.proto.worker.v1.WorkerHeartbeat;
import io.mxgateway.proto.worker.v1.WorkerState;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/**
 * Looks at the heartbeats of a session. Not thread-safe.
 */
final class HeartbeatWatch {
    // So many times the interval a gateway waits before it calls a worker silent.
    private static final int GRACE = 3;

    private final Identity identity;
    private final Findings findings;
    private final Duration interval;
    private final EventWatch events;
    private final IntPredicate ownPid;
    private int count;
    private long firstAt;
    private long longestGap;
    // The number of the last event that had come when the last heartbeat did: one that comes while a heartbeat is being
    // made may overtake it, an older one may not.
    private long eventsBeforeLast;
    // The last heartbeat; null before the first.
    private Frame last;

    /**
     * @param interval what the worker was told
     * @param ownPid whether a process id is the worker's
     */
    HeartbeatWatch(Identity identity, Findings findings, Duration interval, EventWatch events, IntPredicate ownPid) {
        this.identity = identity;
        this.findings = findings;
        this.interval = interval;
        this.events = events;
        this.ownPid = ownPid;
    }

    void see(Frame frame, WorkerHeartbeat beat) {
        if (last == null) {
            firstAt = frame.atNanos();
        } else {
            longestGap = Math.max(longestGap, frame.atNanos() - last.atNanos());
        }
        String wrong = wrong(beat);
        count++;
        last = frame;
        eventsBeforeLast = events.lastSequence();
        if (!wrong.isEmpty()) {
            findings.fail(CheckRule.HEARTBEAT_FACTS, wrong, FrameText.received(frame, identity));
        }
    }

    // Empty when nothing is.
    private String wrong(WorkerHeartbeat beat) {
        if (!ownPid.test(beat.getWorkerProcessId())) {
            return "a heartbeat has a process id that is not the worker's";
        }
        if (beat.getState() == WorkerState.WORKER_STATE_UNSPECIFIED || beat.getState() == WorkerState.UNRECOGNIZED) {
            return "a heartbeat tells no known state";
        }
        if (beat.getPendingCommands() < 0 || beat.getEventQueueDepth() < 0) {
            return "a heartbeat counts less than nothing";
        }
        if (Long.compareUnsigned(beat.getEventSequence(), eventsBeforeLast) < 0) {
            return "a heartbeat says that fewer events were given out than had come long before: " + eventsBeforeLast;
        }
        return "";
    }

    /** How many came. */
    int count() {
        return count;
    }

    /** Judges whether the first one came at once. */
    void checkFirst(long greetedAt) throws StepFailed {
        long nanos = firstAt - greetedAt;
        // A heartbeat that waited for its interval cannot be mistaken for one that was only slow on its way.
        if (nanos > interval.toNanos() * 3 / 4) {
            throw new StepFailed("the first heartbeat came " + millis(nanos) + " ms after the hellos", lastFrame());
        }
    }

    /** Judges how often they came. */
    void checkInterval() throws StepFailed {
        long average = (last.atNanos() - firstAt) / Math.max(1, count - 1);
        if (longestGap > GRACE * interval.toNanos()) {
            throw new StepFailed(
                    "asked for a heartbeat each " + interval.toMillis() + " ms, the longest pause was "
                            + millis(longestGap) + " ms",
                    lastFrame());
        }
        if (average < interval.toNanos() / 2) {
            throw new StepFailed(
                    "asked for a heartbeat each " + interval.toMillis() + " ms, " + count + " came, on average each "
                            + millis(average) + " ms",
                    lastFrame());
        }
    }

    /** Judges the last one, which was sent while the worker had nothing to do. */
    void checkIdle() throws StepFailed {
        WorkerHeartbeat beat = last.envelope().getWorkerHeartbeat();
        if (beat.getState() != WorkerState.WORKER_STATE_READY
                || beat.getPendingCommands() != 0
                || !beat.getCurrentCommandCorrelationId().isEmpty()) {
            throw new StepFailed(
                    "every command is answered, so the state must be READY, no command pending and none current",
                    lastFrame());
        }
    }

    private String lastFrame() {
        return FrameText.received(last, identity);
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
