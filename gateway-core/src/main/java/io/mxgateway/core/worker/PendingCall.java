package io.mxgateway.core.worker;

import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReply;
import java.util.concurrent.CompletableFuture;

/**
 * One command on its way: the future of its reply. Made by {@link PendingCommands#begin}, which says what completes it.
 * Cancelling it, or completing it from outside, ends the wait and leaves the command in flight.
 *
 * <p>Thread-safe.
 */
public final class PendingCall extends CompletableFuture<MxReply> {
    private final PendingCommands table;
    private final long id;
    private final MxCommandKind kind;
    private final long startedNanos;
    private final long deadlineNanos;
    // Whether its outcome is still open. Guarded by the table's lock; false from the beginning for a refused command.
    boolean waiting;

    PendingCall(PendingCommands table, long id, MxCommandKind kind, long startedNanos, long deadlineNanos) {
        this.table = table;
        this.id = id;
        this.kind = kind;
        this.startedNanos = startedNanos;
        this.deadlineNanos = deadlineNanos;
    }

    /** Whether the command is to be sent; a refused one has failed already and has no correlation id. */
    public boolean accepted() {
        return id != 0;
    }

    /** The id on the worker's wire, unique for this worker. */
    public String correlationId() {
        return Long.toString(id);
    }

    /** Which call it is. */
    public MxCommandKind kind() {
        return kind;
    }

    long id() {
        return id;
    }

    long startedNanos() {
        return startedNanos;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /** Ends the wait; what else that does, is told at {@link WorkerClient#invoke}. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return table.abandon(this, "the caller cancelled") && super.cancel(mayInterruptIfRunning);
    }

    @Override
    public boolean complete(MxReply value) {
        return table.abandon(this, "the caller completed the wait") && super.complete(value);
    }

    @Override
    public boolean completeExceptionally(Throwable ex) {
        return table.abandon(this, "the caller ended the wait") && super.completeExceptionally(ex);
    }

    /** For the table, after it has claimed the outcome. */
    void deliver(MxReply reply) {
        super.complete(reply);
    }

    /** For the table, after it has claimed the outcome. */
    void fail(WorkerException failure) {
        super.completeExceptionally(failure);
    }
}
