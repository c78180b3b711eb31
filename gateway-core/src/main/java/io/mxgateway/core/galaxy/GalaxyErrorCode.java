package io.mxgateway.core.galaxy;

/** Why a request for a part of the galaxy was refused. */
public enum GalaxyErrorCode {
    /** A number or text of the request breaks a rule; the request can never succeed as it is. */
    INVALID_REQUEST,
    /** The page token is not ours, belongs to another request, or to a galaxy that has been replaced since. */
    INVALID_PAGE_TOKEN,
    /** There is no such root or parent, or the caller may not see it. */
    ROOT_NOT_FOUND,
    /** As many wait or watch already as may. */
    LIMIT_REACHED,
    /** Nothing was ever loaded, or the first load has not ended in time. */
    UNAVAILABLE
}
