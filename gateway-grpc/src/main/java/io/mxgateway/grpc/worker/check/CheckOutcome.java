package io.mxgateway.grpc.worker.check;

/** What came of one rule. */
public enum CheckOutcome {
    /** It was put to the test and kept. */
    PASS,
    /** It was broken at least once. */
    FAIL,
    /** It could not be put to the test. */
    NOT_TESTED
}
