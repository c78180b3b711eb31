package io.mxgateway.grpc.service;

import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.mxgateway.core.session.SessionManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The public port. Calls run on the threads of their connections, which this server owns and ends.
 *
 * <p>Ends calls, not sessions: shut the {@link SessionManager} down first, then this.
 *
 * <p>Thread-safe.
 */
public final class GatewayServer {
    private static final Duration AFTER_FORCE = Duration.ofSeconds(5);

    private final GrpcServerOptions options;
    private final List<ServerServiceDefinition> services;
    private final List<ServerInterceptor> interceptors;
    private final Consumer<NettyServerBuilder> adjustments;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final Object lock = new Object();
    // What listens; null before start, and when a start failed. Guarded by lock.
    private Server server;
    // The connections' threads; null as the server is. Guarded by lock.
    private EventLoopGroup threads;
    // Whether somebody has asked it to stop. Guarded by lock.
    private boolean stopping;

    /** A server for anybody who calls, without encryption. */
    public GatewayServer(SessionManager sessions, GrpcServerOptions options) {
        this(options, new GatewayServices(sessions).definitions(), builder -> {});
    }

    /**
     * A server for anybody who calls.
     *
     * @param options how it listens; must be without {@linkplain GrpcServerOptions#problems() problems}
     * @param services what it serves
     * @param adjustments made to the builder last: encryption, health
     */
    public GatewayServer(
            GrpcServerOptions options,
            List<ServerServiceDefinition> services,
            Consumer<NettyServerBuilder> adjustments) {
        this(options, services, List.of(), adjustments);
    }

    /**
     * A server whose calls pass interceptors, also those of services that the adjustments add.
     *
     * @param options how it listens; must be without {@linkplain GrpcServerOptions#problems() problems}
     * @param services what it serves
     * @param interceptors what every call passes, in this order: first of all an {@link
     *     io.mxgateway.grpc.auth.AuthInterceptor}
     * @param adjustments made to the builder last: encryption, health
     */
    public GatewayServer(
            GrpcServerOptions options,
            List<ServerServiceDefinition> services,
            List<ServerInterceptor> interceptors,
            Consumer<NettyServerBuilder> adjustments) {
        if (!options.problems().isEmpty()) {
            throw new IllegalArgumentException("the gateway cannot listen like this: " + options.problems());
        }
        this.options = options;
        this.services = List.copyOf(services);
        this.interceptors = List.copyOf(interceptors);
        this.adjustments = Objects.requireNonNull(adjustments, "adjustments");
    }

    /**
     * Listens. When this returns, clients can connect.
     *
     * @throws IOException when the address cannot be listened on; nothing is left running
     * @throws IllegalStateException when it was started or stopped before
     */
    public void start() throws IOException {
        synchronized (lock) {
            if (server != null || stopping) {
                throw new IllegalStateException("a gateway server starts once");
            }
            InetSocketAddress address = new InetSocketAddress(options.bindAddress(), options.port());
            EventLoopGroup group = Transport.newThreads(options.ioThreads());
            try {
                server = configured(address, group).build().start();
                threads = group;
            } catch (IOException | RuntimeException e) {
                group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
                throw new IOException(
                        "cannot listen on " + options.bindAddress() + ":" + options.port() + ": " + e.getMessage(), e);
            }
        }
    }

    private NettyServerBuilder configured(InetSocketAddress address, EventLoopGroup group) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address)
                .channelType(Transport.serverChannel())
                .bossEventLoopGroup(group)
                .workerEventLoopGroup(group)
                .directExecutor()
                .maxInboundMessageSize(options.maxMessageBytes())
                .maxInboundMetadataSize(options.maxMetadataBytes())
                .maxConcurrentCallsPerConnection(options.maxConcurrentCalls())
                .keepAliveTime(options.keepAliveTime().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(options.keepAliveTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(options.minClientKeepAliveTime().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true)
                .handshakeTimeout(options.handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .maxRstFramesPerWindow(options.maxResetsPerWindow(), (int)
                        options.resetWindow().toSeconds());
        if (!options.maxConnectionAge().isZero()) {
            builder.maxConnectionAge(options.maxConnectionAge().toMillis(), TimeUnit.MILLISECONDS);
        }
        if (!options.maxConnectionIdle().isZero()) {
            builder.maxConnectionIdle(options.maxConnectionIdle().toMillis(), TimeUnit.MILLISECONDS);
        }
        services.forEach(builder::addService);
        // The one added last is the first that a call meets.
        for (int i = interceptors.size() - 1; i >= 0; i--) {
            builder.intercept(interceptors.get(i));
        }
        builder.addTransportFilter(HomeThread.amongst(group));
        adjustments.accept(builder);
        return builder;
    }

    /**
     * The port it listens on.
     *
     * @throws IllegalStateException when it was not started
     */
    public int port() {
        synchronized (lock) {
            if (server == null) {
                throw new IllegalStateException("the gateway server was not started");
            }
            return server.getPort();
        }
    }

    /**
     * Takes no more calls, gives those under way some time, then cuts them off. Idempotent; the first grace counts. Legal
     * before the start, after which it cannot be started any more.
     *
     * @return completes when no thread of it is left
     */
    public CompletionStage<Void> shutdown(Duration grace) {
        Server running;
        EventLoopGroup group;
        synchronized (lock) {
            if (stopping) {
                return stopped.copy();
            }
            stopping = true;
            running = server;
            group = threads;
        }
        if (running == null) {
            stopped.complete(null);
            return stopped.copy();
        }
        running.shutdown();
        // gRPC tells nobody when it is through, so somebody has to wait for it.
        Thread waiter = new Thread(() -> finish(running, group, grace), "mxgateway-grpc-stop");
        waiter.setDaemon(true);
        waiter.start();
        return stopped.copy();
    }

    private void finish(Server running, EventLoopGroup group, Duration grace) {
        try {
            if (!running.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                running.shutdownNow();
                running.awaitTermination(AFTER_FORCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            running.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            group.terminationFuture().addListener(done -> stopped.complete(null));
        }
    }
}
