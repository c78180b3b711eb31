package io.mxgateway.core.mx;

import java.util.Objects;

/**
 * What goes with an acknowledgement; arrives at MXAccess unchanged.
 *
 * @param comment what the operator has to say
 * @param operatorUser who acknowledges
 * @param operatorNode from which machine
 * @param operatorDomain of which domain
 * @param operatorFullName the operator's name in full
 */
public record AlarmAcknowledgement(
        String comment, String operatorUser, String operatorNode, String operatorDomain, String operatorFullName) {
    public AlarmAcknowledgement {
        Objects.requireNonNull(comment, "comment");
        Objects.requireNonNull(operatorUser, "operatorUser");
        Objects.requireNonNull(operatorNode, "operatorNode");
        Objects.requireNonNull(operatorDomain, "operatorDomain");
        Objects.requireNonNull(operatorFullName, "operatorFullName");
    }
}
