package io.mxgateway.grpc.client;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Keeps what came until a thread of the application takes it. How much can wait is bounded by the window of the stream
 * that fills it. Thread-safe; only the iterator's methods wait.
 */
final class Handover<T> implements Iterator<T> {
    private record Kept<T>(T what, Runnable taken) {}

    private final Object lock = new Object();
    private final ArrayDeque<Kept<T>> waiting = new ArrayDeque<>(); // guarded by lock
    private Optional<MxClientException> failure; // guarded by lock; null until it is over

    /** Adds something; {@code taken} is run by the thread that takes it. */
    void put(T what, Runnable taken) {
        synchronized (lock) {
            waiting.add(new Kept<>(what, taken));
            lock.notifyAll();
        }
    }

    /** Nothing more comes; what waits can still be taken. */
    void end(Optional<MxClientException> why) {
        synchronized (lock) {
            failure = why;
            lock.notifyAll();
        }
    }

    /** Waits for something or the end; throws what ended the subscription when it did not end well. */
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
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the subscription is over, or the waiting thread was interrupted");
        }
        Kept<T> next;
        synchronized (lock) {
            next = waiting.remove();
        }
        next.taken().run();
        return next.what();
    }
}
