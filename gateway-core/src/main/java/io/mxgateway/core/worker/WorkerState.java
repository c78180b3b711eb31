package io.mxgateway.core.worker;

/** What a worker says of itself, with the number on the wire. */
public enum WorkerState {
    /** It did not say. */
    UNSPECIFIED(0),
    /** The process runs. */
    STARTING(1),
    /** The backend is coming up. */
    INITIALIZING(2),
    /** Waits for commands. */
    READY(3),
    /** The backend is at work on a command. */
    EXECUTING_COMMAND(4),
    /** Was asked to go; the backend is going down. */
    SHUTTING_DOWN(5),
    /** The backend is down. Final. */
    STOPPED(6),
    /** Cannot go on, and can only be asked to go. */
    FAULTED(7);

    private final int number;

    WorkerState(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The constant with this wire number; {@link #UNSPECIFIED} for a number that none has. */
    public static WorkerState ofNumber(int number) {
        for (WorkerState constant : values()) {
            if (constant.number == number) {
                return constant;
            }
        }
        return UNSPECIFIED;
    }
}
