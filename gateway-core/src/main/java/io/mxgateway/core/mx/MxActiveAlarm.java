package io.mxgateway.core.mx;

import java.time.Instant;
import java.util.Objects;

/**
 * An alarm that is not over yet.
 *
 * @param alarmFullReference the alarm, {@code Provider!Group.Tag}
 * @param sourceObjectReference the object that raised it
 * @param alarmTypeName its kind, such as {@code HI} or {@code LOLO}
 * @param severity the native priority, 1 to 999, 1 most urgent
 * @param originalRaiseTimestamp when it was raised; null when not known
 * @param currentState its state
 * @param category the category the galaxy puts it in
 * @param description the description the galaxy gives it
 * @param lastTransitionTimestamp when it last changed; null when not known
 * @param operatorUser who acknowledged it; empty while nobody has
 * @param operatorComment what the operator said
 * @param currentValue the value at the last transition; null when not known
 * @param limitValue the limit that was passed; null when there is none
 * @param degraded whether the record came from a provider that cannot tell everything
 * @param alarmGuid the identity of this occurrence; empty when the provider has none
 */
public record MxActiveAlarm(
        String alarmFullReference,
        String sourceObjectReference,
        String alarmTypeName,
        int severity,
        Instant originalRaiseTimestamp,
        AlarmConditionState currentState,
        String category,
        String description,
        Instant lastTransitionTimestamp,
        String operatorUser,
        String operatorComment,
        MxValue currentValue,
        MxValue limitValue,
        boolean degraded,
        String alarmGuid) {
    public MxActiveAlarm {
        Objects.requireNonNull(alarmFullReference, "alarmFullReference");
        Objects.requireNonNull(sourceObjectReference, "sourceObjectReference");
        Objects.requireNonNull(alarmTypeName, "alarmTypeName");
        Objects.requireNonNull(currentState, "currentState");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(operatorUser, "operatorUser");
        Objects.requireNonNull(operatorComment, "operatorComment");
        Objects.requireNonNull(alarmGuid, "alarmGuid");
    }
}
