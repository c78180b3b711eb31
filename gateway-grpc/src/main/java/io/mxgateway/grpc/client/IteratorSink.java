package io.mxgateway.grpc.client;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Keeps changes until a thread of the application takes them; how many can wait is bounded by the stream's window. */
final class IteratorSink implements ChangeSink, Iterator<ValueChange> {
    private final Runnable credit;
    private final Object lock = new Object();
    private final ArrayDeque<ValueChange> waiting = new ArrayDeque<>(); // guarded by lock
    private Optional<MxClientException> failure; // guarded by lock; null until it is over

    IteratorSink(Runnable credit) {
        this.credit = credit;
    }

    @Override
    public void change(ValueChange change) {
        synchronized (lock) {
            waiting.add(change);
            lock.notifyAll();
        }
    }

    @Override
    public void gap(EventGap gap) {
        // The change after the gap carries it.
    }

    @Override
    public void end(Optional<MxClientException> why) {
        synchronized (lock) {
            failure = why;
            lock.notifyAll();
        }
    }

    /** Waits for a change or the end; throws what ended the subscription when it did not end well. */
    @Override
    public boolean hasNext() {
        synchronized (lock) {
            while (waiting.isEmpty() && failure == null) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            if (!waiting.isEmpty()) {
                return true;
            }
            failure.ifPresent(e -> {
                throw e;
            });
            return false;
        }
    }

    @Override
    public ValueChange next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the subscription is over, or the waiting thread was interrupted");
        }
        ValueChange change;
        synchronized (lock) {
            change = waiting.remove();
        }
        credit.run();
        return change;
    }
}
