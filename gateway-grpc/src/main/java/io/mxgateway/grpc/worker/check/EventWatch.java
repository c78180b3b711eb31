package io.mxgateway.grpc.worker.check;

import io.mxgateway.proto.v1.MxEvent;
import io.mxgateway.proto.v1.MxEventFamily;
import java.util.List;

/**
 * Looks at every event of a session. Not thread-safe.
 */
final class EventWatch {
    private final Identity identity;
    private final Findings findings;
    private final CheckRule rule;
    private final boolean batchesTaken;
    // The number of the last event; 0 before the first.
    private long lastSequence;
    // The handles of the one item that is advised; 0 before.
    private int serverHandle;
    private int itemHandle;
    // Data changes of that item.
    private int dataChanges;

    /**
     * @param rule the rule that events are judged by
     * @param batchesTaken whether the gateway has announced that it takes batches
     */
    EventWatch(Identity identity, Findings findings, CheckRule rule, boolean batchesTaken) {
        this.identity = identity;
        this.findings = findings;
        this.rule = rule;
        this.batchesTaken = batchesTaken;
    }

    /** Names the item whose data changes are waited for. */
    void expect(int server, int item) {
        serverHandle = server;
        itemHandle = item;
    }

    /** How many data changes of the item came. */
    int dataChanges() {
        return dataChanges;
    }

    /** The number of the last event that came; 0 when none did. */
    long lastSequence() {
        return lastSequence;
    }

    void batch(Frame frame, List<MxEvent> events) {
        if (!batchesTaken) {
            fail(CheckRule.SINGLE_EVENTS, "a batch comes, though the gateway has not announced it takes any", frame);
        }
        if (events.isEmpty()) {
            fail(rule, "a batch is empty", frame);
        }
        see(frame, events);
    }

    void see(Frame frame, List<MxEvent> events) {
        for (MxEvent event : events) {
            String wrong = wrong(event);
            if (!wrong.isEmpty()) {
                fail(rule, wrong, frame);
            }
            lastSequence = event.getWorkerSequence();
            if (event.getFamily() == MxEventFamily.MX_EVENT_FAMILY_ON_DATA_CHANGE
                    && event.getServerHandle() == serverHandle
                    && event.getItemHandle() == itemHandle) {
                dataChanges++;
            }
        }
    }

    // Empty when nothing is.
    private String wrong(MxEvent event) {
        if (event.getWorkerSequence() != lastSequence + 1) {
            return "an event has number " + Long.toUnsignedString(event.getWorkerSequence()) + " where "
                    + (lastSequence + 1) + " was due";
        }
        if (!event.getSessionId().equals(identity.sessionId())) {
            return "an event has another session than " + identity.sessionId();
        }
        if (!bodyFits(event)) {
            return "the family of an event and its body disagree";
        }
        if (isOfItem(event) && (event.getServerHandle() != serverHandle || event.getItemHandle() != itemHandle)) {
            return "an event has other handles than the one item that is advised, " + serverHandle + " and "
                    + itemHandle;
        }
        if (isOfItem(event) && event.getStatusesCount() == 0) {
            return "an event has no statuses";
        }
        return "";
    }

    private static boolean isOfItem(MxEvent event) {
        return event.getFamily() == MxEventFamily.MX_EVENT_FAMILY_ON_DATA_CHANGE;
    }

    private static boolean bodyFits(MxEvent event) {
        return switch (event.getFamily()) {
            case MX_EVENT_FAMILY_ON_DATA_CHANGE -> event.hasOnDataChange();
            case MX_EVENT_FAMILY_ON_WRITE_COMPLETE -> event.hasOnWriteComplete();
            case MX_EVENT_FAMILY_OPERATION_COMPLETE -> event.hasOperationComplete();
            case MX_EVENT_FAMILY_ON_BUFFERED_DATA_CHANGE -> event.hasOnBufferedDataChange();
            case MX_EVENT_FAMILY_ON_ALARM_TRANSITION -> event.hasOnAlarmTransition();
            case MX_EVENT_FAMILY_ON_ALARM_PROVIDER_MODE_CHANGED -> event.hasOnAlarmProviderModeChanged();
            case MX_EVENT_FAMILY_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }

    private void fail(CheckRule broken, String reason, Frame frame) {
        findings.fail(broken, reason, FrameText.received(frame, identity));
    }
}
