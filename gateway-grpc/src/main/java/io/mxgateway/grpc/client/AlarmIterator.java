package io.mxgateway.grpc.client;

import io.mxgateway.core.alarm.AlarmNews;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Keeps news until a thread of the application takes them; the stream's window and the snapshot bound how many. */
final class AlarmIterator implements AlarmSink, Iterator<AlarmNews> {
    private record Waiting(AlarmNews news, Runnable done) {}

    private final Object lock = new Object();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(); // guarded by lock
    private Optional<MxClientException> failure; // guarded by lock; null until it is over

    @Override
    public void news(AlarmNews news, Runnable done) {
        synchronized (lock) {
            waiting.add(new Waiting(news, done));
            lock.notifyAll();
        }
    }

    @Override
    public void end(Optional<MxClientException> why) {
        synchronized (lock) {
            failure = why;
            lock.notifyAll();
        }
    }

    /** Waits for news or the end; throws what ended the subscription when it did not end well. */
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
    public AlarmNews next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the subscription is over, or the waiting thread was interrupted");
        }
        Waiting next;
        synchronized (lock) {
            next = waiting.remove();
        }
        next.done().run();
        return next.news();
    }
}
