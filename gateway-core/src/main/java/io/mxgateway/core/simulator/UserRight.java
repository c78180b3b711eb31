package io.mxgateway.core.simulator;

/** What a user of a simulated galaxy may do while the galaxy's security is on. */
public enum UserRight {
    /** Write attributes of the classes Operate, SecuredWrite and VerifiedWrite. */
    OPERATE,
    /** Write attributes of the class Tune. */
    TUNE,
    /** Write attributes of the class Configure. */
    CONFIGURE,
    /** Be the second person of a verified write. */
    VERIFY,
    /** Acknowledge alarms. */
    ACKNOWLEDGE_ALARMS
}
