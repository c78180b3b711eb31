package io.mxgateway.grpc.worker.orphan;

import java.util.List;

/**
 * Is told of every worker process that was launched, and when nothing of it is left.
 *
 * <p>Thread-safe. May block on the file system for a moment; never fails, so that a ledger in trouble stops no worker.
 */
@FunctionalInterface
public interface WorkerLedger {
    /** A ledger that remembers nothing. */
    WorkerLedger NONE = (process, command) -> Entry.NONE;

    /**
     * Takes down a process right after its launch.
     *
     * @param process the worker itself; by its id and start it is known again
     * @param command the executable and the arguments it was launched with, which tell it from others; never secret
     * @return the entry, never null; whoever launched the process strikes it out in the end
     */
    Entry launched(ProcessHandle process, List<String> command);

    /** A process in the ledger. Thread-safe. */
    @FunctionalInterface
    interface Entry {
        /** The entry of a process that nobody took down. */
        Entry NONE = () -> {};

        /** Strikes the entry out, once the process and all it started are gone; idempotent. */
        void gone();
    }
}
