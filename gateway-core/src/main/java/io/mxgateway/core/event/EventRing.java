package io.mxgateway.core.event;

import io.mxgateway.core.mx.MxEvent;

/**
 * The storage of a log: the events from {@link #oldest()} to {@link #newest()}, and when each arrived.
 *
 * <p>It takes memory in small chunks as events come and gives each chunk back once its last event is dropped, so that an
 * unused log holds nothing and a log that ran empty holds nothing again. How many events to keep is its owner's business.
 *
 * <p>Not thread-safe: guarded by the lock of its log.
 */
final class EventRing {
    private static final int CHUNK_BITS = 7;
    private static final int CHUNK_SIZE = 1 << CHUNK_BITS;
    private static final int SLOT_MASK = CHUNK_SIZE - 1;
    private static final Chunk[] NO_CHUNKS = {};

    private static final class Chunk {
        final MxEvent[] events = new MxEvent[CHUNK_SIZE];
        final long[] arrivals = new long[CHUNK_SIZE];
    }

    // Chunk n lies at n modulo the length, a power of two or 0; null where no event is kept.
    private Chunk[] chunks = NO_CHUNKS;
    // The chunk that was emptied last, for the next one that is needed; null when there is none.
    private Chunk spare;
    // Sequences begin at 1; oldest is newest + 1 when nothing is kept.
    private long oldest = 1;
    private long newest;

    long oldest() {
        return oldest;
    }

    long newest() {
        return newest;
    }

    int size() {
        return (int) (newest - oldest + 1);
    }

    /** Adds the event that follows the newest. */
    void add(MxEvent event, long arrival) {
        long number = numberOf(newest + 1);
        makeRoomFor(number);
        int at = (int) number & (chunks.length - 1);
        Chunk chunk = chunks[at];
        if (chunk == null) {
            chunk = spare == null ? new Chunk() : spare;
            spare = null;
            chunks[at] = chunk;
        }
        int slot = (int) newest & SLOT_MASK;
        chunk.events[slot] = event;
        chunk.arrivals[slot] = arrival;
        newest++;
    }

    private void makeRoomFor(long number) {
        int needed = (int) (number - numberOf(oldest)) + 1;
        if (needed <= chunks.length) {
            return;
        }
        Chunk[] wider = new Chunk[Integer.highestOneBit(needed * 2 - 1)];
        for (long n = numberOf(oldest); n < number && chunks.length > 0; n++) {
            wider[(int) n & (wider.length - 1)] = chunks[(int) n & (chunks.length - 1)];
        }
        chunks = wider;
    }

    /** Drops everything older than {@code sequence}, which is at most one beyond the newest. */
    void dropBefore(long sequence) {
        while (oldest < sequence) {
            int at = (int) numberOf(oldest) & (chunks.length - 1);
            int slot = (int) (oldest - 1) & SLOT_MASK;
            chunks[at].events[slot] = null;
            oldest++;
            if (slot == SLOT_MASK) {
                spare = chunks[at];
                chunks[at] = null;
            }
        }
        if (oldest > newest) {
            chunks = NO_CHUNKS;
            spare = null;
        }
    }

    /** When the oldest event arrived; there must be one. */
    long oldestArrival() {
        return chunkOf(oldest).arrivals[(int) (oldest - 1) & SLOT_MASK];
    }

    /** The event with a sequence that is kept. */
    MxEvent get(long sequence) {
        return chunkOf(sequence).events[(int) (sequence - 1) & SLOT_MASK];
    }

    /** Copies {@code count} events, all of them kept, from {@code sequence} on. */
    void copy(long sequence, int count, MxEvent[] target, int at) {
        int copied = 0;
        while (copied < count) {
            long from = sequence + copied;
            int slot = (int) (from - 1) & SLOT_MASK;
            int run = Math.min(count - copied, CHUNK_SIZE - slot);
            System.arraycopy(chunkOf(from).events, slot, target, at + copied, run);
            copied += run;
        }
    }

    /** The number of the chunk that a sequence belongs to. */
    private static long numberOf(long sequence) {
        return (sequence - 1) >> CHUNK_BITS;
    }

    private Chunk chunkOf(long sequence) {
        return chunks[(int) numberOf(sequence) & (chunks.length - 1)];
    }
}
