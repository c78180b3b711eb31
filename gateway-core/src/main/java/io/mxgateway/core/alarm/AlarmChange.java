package io.mxgateway.core.alarm;

/**
 * One step of what the feed tells: something that is told, and what becomes of the snapshot with it. Immutable.
 *
 * @param told what clients hear; null when only the snapshot changes, or when nothing is told of a mere detail
 * @param reference the alarm whose place in the snapshot changes; null when none does
 * @param active the alarm as the snapshot tells it from now on; null when it is over
 */
record AlarmChange(AlarmFeedMessage told, String reference, AlarmFeedMessage active) {
    /** Something that changes no alarm. */
    static AlarmChange telling(AlarmFeedMessage message) {
        return new AlarmChange(message, null, null);
    }
}
