package io.mxgateway.grpc.service;

import io.grpc.Attributes;
import io.grpc.ServerCall;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The thread that a connection of our own server lives on. A stream that is fed there writes what is at hand with one
 * task, in memory that the same thread gives back; fed from elsewhere, each message would go through the connection's
 * queue by itself and wake that thread anew.
 *
 * <p>Thread-safe.
 */
final class HomeThread {
    private static final Attributes.Key<EventLoopGroup> THREADS = Attributes.Key.create("mxgateway-threads");

    // Null where the thread is not known: another server's transport, or another executor.
    private final EventExecutor executor;

    private HomeThread(EventExecutor executor) {
        this.executor = executor;
    }

    /** Tells the calls of a server which threads its connections live on. */
    static ServerTransportFilter amongst(EventLoopGroup threads) {
        return new ServerTransportFilter() {
            @Override
            public Attributes transportReady(Attributes attributes) {
                return attributes.toBuilder().set(THREADS, threads).build();
            }
        };
    }

    /** The home of a call; to be asked for by a method of its listener. */
    static HomeThread of(ServerCall<?, ?> call) {
        EventLoopGroup threads = call.getAttributes().get(THREADS);
        if (threads != null) {
            for (EventExecutor each : threads) {
                if (each.inEventLoop()) {
                    return new HomeThread(each);
                }
            }
        }
        return new HomeThread(null);
    }

    /** Runs a task there, or here if that is there or not known. */
    void run(Runnable task) {
        if (executor == null || executor.inEventLoop()) {
            task.run();
            return;
        }
        try {
            executor.execute(task);
        } catch (RejectedExecutionException over) {
            // The server has ended its threads; the task finds its call cancelled.
            task.run();
        }
    }
}
