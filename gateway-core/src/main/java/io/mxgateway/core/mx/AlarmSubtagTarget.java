package io.mxgateway.core.mx;

import java.util.Objects;

/**
 * Where to find one alarm when it is watched through the attributes of its object.
 *
 * @param alarmFullReference the alarm, {@code Provider!Group.Tag}
 * @param sourceObjectReference the object that raises it
 * @param area the area of the object
 * @param activeSubtag the attribute that tells whether it is in alarm
 * @param ackedSubtag the attribute that tells whether it is acknowledged
 * @param ackCommentSubtag the attribute to write in order to acknowledge
 * @param prioritySubtag the attribute with the priority
 */
public record AlarmSubtagTarget(
        String alarmFullReference,
        String sourceObjectReference,
        String area,
        String activeSubtag,
        String ackedSubtag,
        String ackCommentSubtag,
        String prioritySubtag) {
    public AlarmSubtagTarget {
        Objects.requireNonNull(alarmFullReference, "alarmFullReference");
        Objects.requireNonNull(sourceObjectReference, "sourceObjectReference");
        Objects.requireNonNull(area, "area");
        Objects.requireNonNull(activeSubtag, "activeSubtag");
        Objects.requireNonNull(ackedSubtag, "ackedSubtag");
        Objects.requireNonNull(ackCommentSubtag, "ackCommentSubtag");
        Objects.requireNonNull(prioritySubtag, "prioritySubtag");
    }
}
