package io.mxgateway.core.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Does something asynchronous to each of many things, so many of them at a time. Thread-safe. */
final class Parallel<T> {
    private static final Logger LOG = System.getLogger(Parallel.class.getName());

    private final Function<T, CompletionStage<?>> action;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    // Guarded by this: what has not begun, how many run, how many may begin, whether somebody is beginning them.
    private final Queue<T> waiting;
    private int free;
    private int unfinished;
    private boolean starting;

    private Parallel(Collection<T> items, int atOnce, Function<T, CompletionStage<?>> action) {
        this.action = action;
        this.waiting = new ArrayDeque<>(items);
        this.free = atOnce;
        this.unfinished = items.size();
    }

    /** Completes when all are through, whatever came of each; never exceptionally. */
    static <T> CompletableFuture<Void> forEach(
            Collection<T> items, int atOnce, Function<T, CompletionStage<?>> action) {
        Parallel<T> run = new Parallel<>(items, atOnce, action);
        if (items.isEmpty()) {
            run.done.complete(null);
        } else {
            run.startMore();
        }
        return run.done;
    }

    private void startMore() {
        synchronized (this) {
            if (starting) {
                return;
            }
            starting = true;
        }
        for (T item = next(); item != null; item = next()) {
            start(item);
        }
    }

    /** The next that may begin; after null nobody is beginning any more. */
    private synchronized T next() {
        T item = free > 0 ? waiting.poll() : null;
        if (item == null) {
            starting = false;
        } else {
            free--;
        }
        return item;
    }

    private void start(T item) {
        CompletionStage<?> stage;
        try {
            stage = action.apply(item);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "one of many could not begin; the others go on: " + item, e);
            finished();
            return;
        }
        stage.whenComplete((result, error) -> finished());
    }

    private void finished() {
        boolean last;
        synchronized (this) {
            free++;
            last = --unfinished == 0;
        }
        if (last) {
            done.complete(null);
        } else {
            startMore();
        }
    }
}
