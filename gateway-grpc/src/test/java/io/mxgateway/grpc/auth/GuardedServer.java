package io.mxgateway.grpc.auth;

import com.google.rpc.ErrorInfo;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.mxgateway.core.alarm.AlarmService;
import io.mxgateway.core.galaxy.GalaxyRepository;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.security.Audit;
import io.mxgateway.core.security.Authenticator;
import io.mxgateway.core.session.SessionManager;
import io.mxgateway.core.testing.Await;
import io.mxgateway.grpc.service.CallIdentity;
import io.mxgateway.grpc.service.ErrorMapping;
import io.mxgateway.grpc.service.GatewayServer;
import io.mxgateway.grpc.service.GatewayServices;
import io.mxgateway.grpc.service.GrpcServerOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** A gateway's port with an interceptor before it, and a client of it that sends bytes. */
final class GuardedServer implements AutoCloseable {
    static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    /** How much is on its way to a client that takes nothing, in bytes. */
    private static final int SMALL_WINDOW = 65_535;

    final AuthInterceptor interceptor;
    private final GatewayServer server;
    private final ManagedChannel channel;

    GuardedServer(
            SessionManager sessions,
            Authenticator keys,
            Audit audit,
            GatewayMetrics metrics,
            Consumer<NettyServerBuilder> more) {
        this(sessions, AlarmService.DISABLED, GalaxyRepository.NONE, keys, audit, metrics, more);
    }

    GuardedServer(
            SessionManager sessions,
            AlarmService alarms,
            GalaxyRepository galaxy,
            Authenticator keys,
            Audit audit,
            GatewayMetrics metrics,
            Consumer<NettyServerBuilder> more) {
        AtomicInteger ids = new AtomicInteger();
        var log = LoggerFactory.getLogger(GuardedServer.class);
        ErrorMapping errors = new ErrorMapping(() -> "c-" + ids.incrementAndGet(), log);
        interceptor = new AuthInterceptor(keys, audit, metrics, errors::map);
        GatewayServices services = new GatewayServices(
                sessions, alarms, galaxy, CallIdentity.AUTHENTICATED, GatewayServices.CAPABILITIES, errors, log);
        server = new GatewayServer(
                GrpcServerOptions.DEFAULT.listeningOn("127.0.0.1", 0),
                services.definitions(),
                List.of(interceptor),
                more);
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                // Stays as it is: by itself it grows on a quick machine.
                .flowControlWindow(SMALL_WINDOW)
                .directExecutor()
                .build();
    }

    /** What the client has seen of a call so far. */
    static final class Seen extends ClientCall.Listener<byte[]> {
        final CompletableFuture<Void> begun = new CompletableFuture<>();
        final CompletableFuture<StatusRuntimeException> end = new CompletableFuture<>();
        final AtomicInteger messages = new AtomicInteger();
        private ClientCall<byte[], byte[]> call;

        @Override
        public void onHeaders(Metadata headers) {
            begun.complete(null);
        }

        @Override
        public void onMessage(byte[] message) {
            messages.incrementAndGet();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            end.complete(new StatusRuntimeException(status, trailers));
            begun.complete(null);
        }

        void take(int count) {
            call.request(count);
        }

        void cancel() {
            call.cancel("the test has seen enough", null);
        }

        /** How it ended, or null when it began and has not ended. */
        StatusRuntimeException outcome(boolean streaming) {
            if (!streaming) {
                return Await.result(end);
            }
            Await.result(begun);
            return end.getNow(null);
        }
    }

    /** Begins a call that takes so many messages. */
    Seen call(MethodDescriptor<?, ?> method, String key, byte[] request, int take, Duration deadline) {
        MethodDescriptor<byte[], byte[]> raw = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(method.getType())
                .setFullMethodName(method.getFullMethodName())
                .setRequestMarshaller(BYTES)
                .setResponseMarshaller(BYTES)
                .build();
        Seen seen = new Seen();
        seen.call =
                channel.newCall(raw, CallOptions.DEFAULT.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS));
        seen.call.start(seen, Keys.headers(key));
        if (take > 0) {
            seen.call.request(take);
        }
        seen.call.sendMessage(request);
        seen.call.halfClose();
        return seen;
    }

    /** The code in the details of a failure; empty when there are none. */
    static String reason(StatusRuntimeException failure) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        if (status == null || status.getDetailsCount() == 0) {
            return "";
        }
        try {
            return status.getDetails(0).unpack(ErrorInfo.class).getReason();
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        Await.until("the channel to end", channel::isTerminated);
        Await.result(server.shutdown(Duration.ofMillis(100)));
    }
}
