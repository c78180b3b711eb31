package io.mxgateway.grpc.worker;

import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.grpc.worker.orphan.WorkerLedger;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all workers of one factory share: threads for sockets, for launching, for ending and for output, none of them
 * per worker. It runs from the first worker until the factory is closed and its last worker is gone.
 *
 * <p>Thread-safe.
 */
final class WorkerMachinery {
    private static final int LAUNCH_THREADS = 4;
    private static final int END_THREADS = 4;
    private static final int MAX_WAITING = 4096;

    private final GatewayTime time;
    private final GatewayMetrics metrics;
    private final WorkerOptions options;
    private final SocketDirectory sockets;
    private final WorkerLedger ledger;
    private final int ioLoops;
    private final ThreadPoolExecutor launches = pool("mxgateway-worker-launch-", LAUNCH_THREADS);
    private final ThreadPoolExecutor ends = pool("mxgateway-worker-end-", END_THREADS);
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Object lock = new Object();
    // Guarded by lock: empty until the first worker.
    private final List<IoLoop> loops = new ArrayList<>();
    // Guarded by lock: written once, with the loops; read by those who hold a worker and so came later.
    private volatile OutputPump pump;
    // Guarded by lock: workers that exist or are being started.
    private int workers;
    // Guarded by lock: which loop the next worker gets.
    private int nextLoop;
    // Guarded by lock: no more workers.
    private boolean closing;

    WorkerMachinery(
            GatewayTime time,
            GatewayMetrics metrics,
            WorkerOptions options,
            SocketDirectory sockets,
            WorkerLedger ledger,
            int ioLoops) {
        this.time = time;
        this.metrics = metrics;
        this.options = options;
        this.sockets = sockets;
        this.ledger = ledger;
        this.ioLoops = ioLoops;
    }

    GatewayTime time() {
        return time;
    }

    GatewayMetrics metrics() {
        return metrics;
    }

    WorkerOptions options() {
        return options;
    }

    SocketDirectory sockets() {
        return sockets;
    }

    /** Is told which processes there are; on threads that may block. */
    WorkerLedger ledger() {
        return ledger;
    }

    /** Runs what blocks before a worker is there: files and spawning. Refuses when very much is waiting. */
    Executor launches() {
        return launches;
    }

    /** Runs what blocks when a worker goes. Apart from launches, so that no slow start holds up an end. */
    Executor ends() {
        return ends;
    }

    /** Does away with something that is no longer needed, soon. */
    void clean(Runnable task) {
        try {
            ends.execute(task);
        } catch (RejectedExecutionException tooMuchWaits) {
            task.run();
        }
    }

    // Holds the lock. All of them or none.
    private void startLoops() {
        try {
            for (int i = 0; i < ioLoops; i++) {
                loops.add(IoLoop.start(ioLoops == 1 ? "mxgateway-worker-io" : "mxgateway-worker-io-" + i));
            }
        } catch (UncheckedIOException e) {
            loops.forEach(IoLoop::close);
            loops.clear();
            throw e;
        }
    }

    OutputPump pump() {
        return pump;
    }

    /**
     * One more worker, on a loop of its choice.
     *
     * @return its loop; null when the factory is closed
     * @throws UncheckedIOException when the machine has nothing left for a loop
     */
    IoLoop enter() {
        synchronized (lock) {
            if (closing) {
                return null;
            }
            if (loops.isEmpty()) {
                startLoops();
                pump = OutputPump.start("mxgateway-worker-output");
            }
            workers++;
            nextLoop = (nextLoop + 1) % loops.size();
            return loops.get(nextLoop);
        }
    }

    /** One worker less; to be called once for each that entered, when nothing of it is left. */
    void leave() {
        boolean last;
        synchronized (lock) {
            workers--;
            last = closing && workers == 0;
        }
        if (last) {
            stop();
        }
    }

    /** No more workers; idempotent. Completes when the last one is gone and all threads have ended. */
    CompletionStage<Void> close() {
        boolean idle;
        synchronized (lock) {
            idle = !closing && workers == 0;
            closing = true;
        }
        if (idle) {
            stop();
        }
        return closed.copy();
    }

    private void stop() {
        List<CompletionStage<Void>> ending = new ArrayList<>();
        synchronized (lock) {
            loops.forEach(loop -> ending.add(loop.close()));
            if (pump != null) {
                ending.add(pump.close());
            }
        }
        ending.add(CompletableFuture.runAsync(sockets::remove, ends));
        launches.shutdown();
        ends.shutdown();
        CompletableFuture.allOf(ending.stream()
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture[]::new))
                .thenRun(() -> closed.complete(null));
    }

    private static ThreadPoolExecutor pool(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 5, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, name + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
