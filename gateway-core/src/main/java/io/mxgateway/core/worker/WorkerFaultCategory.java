package io.mxgateway.core.worker;

/** Why a worker cannot go on, in its own words, with the number on the wire. */
public enum WorkerFaultCategory {
    /** It did not say. */
    UNSPECIFIED(0),
    /** Its backend did not come up. */
    INITIALIZATION_FAILED(1),
    /** The thread that MXAccess lives on does not move. */
    STA_HUNG(2),
    /** More events than it can hold. */
    QUEUE_OVERFLOW(3),
    /** The gateway broke the worker protocol. */
    PROTOCOL_VIOLATION(4),
    /** The backend broke while it executed a command. */
    COMMAND_FAILED(5),
    /** MXAccess is gone. */
    BACKEND_LOST(6),
    /** A mistake of the worker's own. */
    INTERNAL(7);

    private final int number;

    WorkerFaultCategory(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The constant with this wire number; {@link #UNSPECIFIED} for a number that none has. */
    public static WorkerFaultCategory ofNumber(int number) {
        for (WorkerFaultCategory constant : values()) {
            if (constant.number == number) {
                return constant;
            }
        }
        return UNSPECIFIED;
    }
}
