package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;

/**
 * What is known of an alarm at one moment. Immutable; each transition makes another.
 *
 * @param guid the identity of the occurrence; empty before the first
 * @param raisedAt when the occurrence began; a retrigger does not move it; null before the first
 * @param onAt when the condition began to hold last; null before the first time
 * @param offAt when it ceased to hold last; null before the first time
 * @param ackedAt when somebody acknowledged last; null before the first time
 * @param changedAt when the last transition was; null before the first
 * @param acknowledgement what the operator of this occurrence said; null while nobody has acknowledged it
 * @param value the attribute's value at the last transition; null before the first
 */
record AlarmRecord(
        AlarmState state,
        String guid,
        Instant raisedAt,
        Instant onAt,
        Instant offAt,
        Instant ackedAt,
        Instant changedAt,
        AlarmAcknowledgement acknowledgement,
        MxValue value) {
    /** Of an alarm that was never raised. */
    static final AlarmRecord NEVER = new AlarmRecord(AlarmState.NORMAL, "", null, null, null, null, null, null, null);

    /** After the condition has begun to hold; {@code freshGuid} is used when this begins an occurrence. */
    AlarmRecord began(Instant now, MxValue current, String freshGuid) {
        boolean fresh = state == AlarmState.NORMAL;
        return new AlarmRecord(
                state.after(AlarmState.Happening.BEGAN).to(),
                fresh ? freshGuid : guid,
                fresh ? now : raisedAt,
                now,
                offAt,
                ackedAt,
                now,
                fresh ? null : acknowledgement,
                current);
    }

    /** After the condition has ceased to hold. */
    AlarmRecord ceased(Instant now, MxValue current) {
        AlarmState next = state.after(AlarmState.Happening.CEASED).to();
        return new AlarmRecord(next, guid, raisedAt, onAt, now, ackedAt, now, acknowledgement, current);
    }

    /** After an operator has taken note. */
    AlarmRecord acknowledged(Instant now, AlarmAcknowledgement said) {
        AlarmState next = state.after(AlarmState.Happening.ACKNOWLEDGED).to();
        return new AlarmRecord(next, guid, raisedAt, onAt, offAt, now, now, said, value);
    }

    /** Whether the alarm is not over. */
    boolean isActive() {
        return state != AlarmState.NORMAL;
    }

    /** The operator's comment; empty while there is none. */
    String comment() {
        return acknowledgement == null ? "" : acknowledgement.comment();
    }

    /** The operator; empty while nobody has acknowledged. */
    String operator() {
        return acknowledgement == null ? "" : acknowledgement.operatorUser();
    }
}
