package io.mxgateway.core.event;

/**
 * Where a reader wants to begin.
 *
 * @param afterSequence the last sequence it has, unsigned; 0 when it has none
 * @param fromOldest whether it wants everything that is still kept; ignored when {@code afterSequence} is not 0
 */
public record StreamStart(long afterSequence, boolean fromOldest) {
    /** From now on; the first stream of a session gets what was kept so far all the same. */
    public static final StreamStart LIVE = new StreamStart(0, false);

    /** From the oldest event that is kept. */
    public static final StreamStart OLDEST = new StreamStart(0, true);

    /** Right behind an event that was seen. */
    public static StreamStart after(long sequence) {
        return new StreamStart(sequence, false);
    }
}
