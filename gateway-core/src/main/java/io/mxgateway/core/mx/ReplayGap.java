package io.mxgateway.core.mx;

/**
 * A loss told to a reader. Both sequences are unsigned.
 *
 * @param requestedAfterSequence the last sequence the reader had, 0 when it wanted everything
 * @param oldestAvailableSequence the oldest event that is still kept; what lies between is lost
 */
public record ReplayGap(long requestedAfterSequence, long oldestAvailableSequence) {}
