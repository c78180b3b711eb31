package io.mxgateway.core.mx;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** The result that a reply carries; which one, follows from the kind of the call. */
public sealed interface MxReplyPayload {
    /** No result. */
    None NONE = new None();

    /** No result. */
    record None() implements MxReplyPayload {}

    /** Answers Register. */
    record ServerHandle(int serverHandle) implements MxReplyPayload {}

    /** Answers AddItem, AddItem2 and AddBufferedItem. */
    record ItemHandle(int itemHandle) implements MxReplyPayload {}

    /** Answers Suspend and Activate. */
    record ItemStatus(MxStatus status) implements MxReplyPayload {
        public ItemStatus {
            Objects.requireNonNull(status, "status");
        }
    }

    /** Answers AuthenticateUser and ArchestrAUserToId. */
    record UserId(int userId) implements MxReplyPayload {}

    /** Answers the six bulk commands that add, advise, remove and unadvise: one result per entry, in input order. */
    record SubscribeResults(List<SubscribeResult> results) implements MxReplyPayload {
        public SubscribeResults {
            results = List.copyOf(results);
        }
    }

    /** Answers the four bulk writes: one result per entry, in input order. */
    record WriteResults(List<WriteResult> results) implements MxReplyPayload {
        public WriteResults {
            results = List.copyOf(results);
        }
    }

    /** Answers ReadBulk: one result per tag, in input order. */
    record ReadResults(List<ReadResult> results) implements MxReplyPayload {
        public ReadResults {
            results = List.copyOf(results);
        }
    }

    /** Answers AcknowledgeAlarm and AcknowledgeAlarmByName. */
    record NativeStatus(int nativeStatus) implements MxReplyPayload {}

    /** Answers QueryActiveAlarms. */
    record ActiveAlarms(List<MxActiveAlarm> snapshots) implements MxReplyPayload {
        public ActiveAlarms {
            snapshots = List.copyOf(snapshots);
        }
    }

    /**
     * Answers GetSessionState.
     *
     * @param stateNumber the wire number of the session's state
     * @param workerState the state of the worker, in words
     * @param pendingCommands commands sent and not answered
     * @param lastEventSequence the newest event, 0 when there was none
     * @param subscribers client streams attached
     */
    record SessionStateInfo(
            int stateNumber, String workerState, int pendingCommands, long lastEventSequence, int subscribers)
            implements MxReplyPayload {
        public SessionStateInfo {
            Objects.requireNonNull(workerState, "workerState");
        }
    }

    /** Answers GetWorkerInfo. */
    record WorkerInfo(
            int processId,
            String version,
            String backendName,
            int protocolVersion,
            Instant startedAt,
            Map<String, String> attributes)
            implements MxReplyPayload {
        public WorkerInfo {
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(backendName, "backendName");
            Objects.requireNonNull(startedAt, "startedAt");
            attributes = Map.copyOf(attributes);
        }
    }

    /** Answers DrainEvents; a loss shows as a replay gap among the events. */
    record DrainedEvents(List<MxEvent> events) implements MxReplyPayload {
        public DrainedEvents {
            events = List.copyOf(events);
        }
    }

    /** How one entry of a bulk command fared; {@code errorMessage} is empty on success. */
    record SubscribeResult(
            int serverHandle, String tagAddress, int itemHandle, boolean wasSuccessful, String errorMessage) {
        public SubscribeResult {
            Objects.requireNonNull(tagAddress, "tagAddress");
            Objects.requireNonNull(errorMessage, "errorMessage");
        }
    }

    /** How one write of a bulk write fared; {@code errorMessage} is empty on success. */
    record WriteResult(
            int serverHandle,
            int itemHandle,
            boolean wasSuccessful,
            OptionalInt hresult,
            List<MxStatus> statuses,
            String errorMessage) {
        public WriteResult {
            Objects.requireNonNull(hresult, "hresult");
            statuses = List.copyOf(statuses);
            Objects.requireNonNull(errorMessage, "errorMessage");
        }
    }

    /**
     * What one tag of a ReadBulk gave.
     *
     * @param serverHandle the registration
     * @param tagAddress the reference that was read
     * @param itemHandle the item it was read through
     * @param wasSuccessful whether a value came in time
     * @param wasCached whether it is the last value of a live subscription
     * @param value the value; null when none came
     * @param quality the OPC DA quality
     * @param sourceTimestamp when the value arose; null when not known
     * @param statuses the statuses that came with it
     * @param errorMessage what went wrong; empty on success
     */
    record ReadResult(
            int serverHandle,
            String tagAddress,
            int itemHandle,
            boolean wasSuccessful,
            boolean wasCached,
            MxValue value,
            int quality,
            Instant sourceTimestamp,
            List<MxStatus> statuses,
            String errorMessage) {
        public ReadResult {
            Objects.requireNonNull(tagAddress, "tagAddress");
            statuses = List.copyOf(statuses);
            Objects.requireNonNull(errorMessage, "errorMessage");
        }
    }
}
