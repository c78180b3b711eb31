package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxDetail;
import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxResult;

/**
 * What the simulator does where public knowledge of the real component is silent. A client that must not depend on any
 * of these can be tested with others.
 *
 * @param firstItemHandle the first item handle of each registration
 * @param invalidArgumentResult the hresult for an unknown handle, an empty reference and bad credentials
 * @param userNotAuthenticatedResult the hresult of a secured write by a user who has not signed in
 * @param unresolvedDetail the detail of a reference that does not resolve
 * @param unresolvedQuality the quality that goes with it
 * @param arrayIndexDetail the detail of an array without {@code []} and of an index outside it
 * @param writeRequiresAdvise whether a write to an item that is not advised is refused
 * @param secondAdviseRepeatsValue whether advising an advised item delivers its value again
 * @param activateRepeatsValue whether activating a suspended item delivers its value at once rather than at the next
 *     change
 * @param unregisterRemovesItems whether Unregister takes items along; otherwise it is refused while there are some
 */
public record MxChoices(
        int firstItemHandle,
        int invalidArgumentResult,
        int userNotAuthenticatedResult,
        int unresolvedDetail,
        int unresolvedQuality,
        int arrayIndexDetail,
        boolean writeRequiresAdvise,
        boolean secondAdviseRepeatsValue,
        boolean activateRepeatsValue,
        boolean unregisterRemovesItems) {
    /** The usual choices. */
    public static final MxChoices DEFAULT = new MxChoices(
            1,
            MxResult.INVALID_ARGUMENT,
            MxResult.USER_NOT_AUTHENTICATED,
            MxDetail.INVALID_REFERENCE.number(),
            MxQuality.CONFIGURATION_ERROR,
            MxDetail.INDEX_OUT_OF_RANGE.number(),
            true,
            false,
            true,
            true);

    /** The same choices, with writes to items that are not advised allowed or not. */
    public MxChoices withWriteRequiresAdvise(boolean required) {
        return new MxChoices(
                firstItemHandle,
                invalidArgumentResult,
                userNotAuthenticatedResult,
                unresolvedDetail,
                unresolvedQuality,
                arrayIndexDetail,
                required,
                secondAdviseRepeatsValue,
                activateRepeatsValue,
                unregisterRemovesItems);
    }
}
