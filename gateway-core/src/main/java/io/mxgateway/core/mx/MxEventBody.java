package io.mxgateway.core.mx;

import java.time.Instant;
import java.util.Objects;

/** What an event carries beyond the fields that all events have; which one, follows from the family. */
public sealed interface MxEventBody {
    /** Of a replay gap: nothing. */
    record None() implements MxEventBody {}

    /** Of OnDataChange: nothing more. */
    record DataChange() implements MxEventBody {}

    /** Of OnWriteComplete: nothing more. */
    record WriteComplete() implements MxEventBody {}

    /** Of OperationComplete: nothing more. */
    record OperationComplete() implements MxEventBody {}

    /**
     * Of OnBufferedDataChange. The values themselves are the event's value, an array; qualities and timestamps run
     * parallel to it.
     */
    record BufferedDataChange(MxDataType dataType, int rawDataType, MxArray qualityValues, MxArray timestampValues)
            implements MxEventBody {
        public BufferedDataChange {
            Objects.requireNonNull(dataType, "dataType");
            Objects.requireNonNull(qualityValues, "qualityValues");
            Objects.requireNonNull(timestampValues, "timestampValues");
        }
    }

    /**
     * Of OnAlarmTransition; the fields are those of {@link MxActiveAlarm}.
     *
     * @param transitionKind what happened
     * @param transitionTimestamp when it happened; null when not known
     */
    record AlarmTransition(
            String alarmFullReference,
            String sourceObjectReference,
            String alarmTypeName,
            AlarmTransitionKind transitionKind,
            int severity,
            Instant originalRaiseTimestamp,
            Instant transitionTimestamp,
            String operatorUser,
            String operatorComment,
            String category,
            String description,
            MxValue currentValue,
            MxValue limitValue,
            boolean degraded,
            String alarmGuid)
            implements MxEventBody {
        public AlarmTransition {
            Objects.requireNonNull(alarmFullReference, "alarmFullReference");
            Objects.requireNonNull(sourceObjectReference, "sourceObjectReference");
            Objects.requireNonNull(alarmTypeName, "alarmTypeName");
            Objects.requireNonNull(transitionKind, "transitionKind");
            Objects.requireNonNull(operatorUser, "operatorUser");
            Objects.requireNonNull(operatorComment, "operatorComment");
            Objects.requireNonNull(category, "category");
            Objects.requireNonNull(description, "description");
            Objects.requireNonNull(alarmGuid, "alarmGuid");
        }
    }

    /** Of OnAlarmProviderModeChanged; {@code since} is null when not known. */
    record AlarmProviderModeChanged(AlarmProviderMode mode, boolean degraded, String reason, Instant since)
            implements MxEventBody {
        public AlarmProviderModeChanged {
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Shared instances of the bodies that carry nothing. */
    MxEventBody NONE = new None();

    /** See {@link #NONE}. */
    MxEventBody DATA_CHANGE = new DataChange();

    /** See {@link #NONE}. */
    MxEventBody WRITE_COMPLETE = new WriteComplete();

    /** See {@link #NONE}. */
    MxEventBody OPERATION_COMPLETE = new OperationComplete();
}
