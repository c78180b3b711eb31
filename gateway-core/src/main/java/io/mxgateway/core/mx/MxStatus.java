package io.mxgateway.core.mx;

import java.util.Objects;

/**
 * One entry of an MXSTATUS_PROXY array: how MXAccess tells the outcome of something.
 *
 * @param success the COM number, -1 for success and 0 for failure; branch on {@code category} instead
 * @param category what kind of outcome this is
 * @param detectedBy which part of the system found it out
 * @param detail what exactly happened, a number of {@link MxDetail}
 * @param rawCategory the native number of the category
 * @param rawDetectedBy the native number of the source
 * @param diagnosticText the detail in words; empty when there is nothing to say
 */
public record MxStatus(
        int success,
        MxStatusCategory category,
        MxStatusSource detectedBy,
        int detail,
        int rawCategory,
        int rawDetectedBy,
        String diagnosticText) {
    /** The COM truth value. */
    public static final int SUCCESS = -1;

    /** The COM value for failure. */
    public static final int FAILURE = 0;

    private static final MxStatus GOOD = of(MxStatusCategory.OK, MxStatusSource.RESPONDING_AUTOMATION_OBJECT, 0);

    public MxStatus {
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(detectedBy, "detectedBy");
        Objects.requireNonNull(diagnosticText, "diagnosticText");
    }

    /** A status with the native numbers and the diagnostic text that belong to its parts. */
    public static MxStatus of(MxStatusCategory category, MxStatusSource detectedBy, int detail) {
        boolean good = category == MxStatusCategory.OK || category == MxStatusCategory.PENDING;
        return new MxStatus(
                good ? SUCCESS : FAILURE,
                category,
                detectedBy,
                detail,
                category.nativeNumber(),
                detectedBy.nativeNumber(),
                MxDetail.textOf(detail));
    }

    /** Everything went well. */
    public static MxStatus good() {
        return GOOD;
    }

    /** Whether the category tells of success. */
    public boolean isOk() {
        return category == MxStatusCategory.OK;
    }
}
