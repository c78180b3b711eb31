package io.mxgateway.core.alarm;

/** Where the monitor is with its session. */
enum MonitorState {
    /** Made, not started. */
    IDLE,
    /** Its session is being opened. */
    OPENING,
    /** The session is ready, and was asked to subscribe. */
    SUBSCRIBING,
    /** It is subscribed, and was asked for the first time which alarms there are. */
    LOADING,
    /** It is told of every change. */
    LIVE,
    /** The session is lost; a timer will open the next one. */
    WAITING,
    /** Over. Final. */
    STOPPED;

    /** Whether this may be followed by that. */
    boolean mayBecome(MonitorState next) {
        return switch (next) {
            case IDLE -> false;
            case OPENING -> this == IDLE || this == WAITING;
            case SUBSCRIBING -> this == OPENING;
            case LOADING -> this == SUBSCRIBING;
            case LIVE -> this == LOADING;
            case WAITING -> this == OPENING || this == SUBSCRIBING || this == LOADING || this == LIVE;
            case STOPPED -> this != STOPPED;
        };
    }
}
