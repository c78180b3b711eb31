package io.mxgateway.grpc.service;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.mxgateway.core.alarm.AlarmService;
import io.mxgateway.core.galaxy.GalaxyRepository;
import io.mxgateway.core.session.SessionManager;
import io.mxgateway.core.testing.Await;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway's public port over loopback, and a client of it. */
final class TestServer implements AutoCloseable {
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

    final GatewayServer server;
    final ManagedChannel channel;

    TestServer(SessionManager sessions) {
        this(sessions, GrpcServerOptions.DEFAULT, CallIdentity.ANONYMOUS, LoggerFactory.getLogger(TestServer.class));
    }

    TestServer(SessionManager sessions, GrpcServerOptions options, CallIdentity identity, Logger log) {
        this(sessions, GalaxyRepository.NONE, options, identity, log);
    }

    TestServer(
            SessionManager sessions,
            GalaxyRepository galaxy,
            GrpcServerOptions options,
            CallIdentity identity,
            Logger log) {
        AtomicInteger ids = new AtomicInteger();
        GatewayServices services = new GatewayServices(
                sessions,
                AlarmService.DISABLED,
                galaxy,
                identity,
                GatewayServices.CAPABILITIES,
                new ErrorMapping(() -> "c-" + ids.incrementAndGet(), log),
                log);
        server = new GatewayServer(options.listeningOn("127.0.0.1", 0), services.definitions(), builder -> {});
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .directExecutor()
                .maxInboundMessageSize(64 << 20)
                .build();
    }

    /** One more client, which takes no more than so many bytes that nobody reads; to be {@linkplain #end ended}. */
    ManagedChannel connect(int window) {
        return NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .directExecutor()
                .flowControlWindow(window)
                .build();
    }

    /** Ends a client. */
    static void end(ManagedChannel channel) {
        channel.shutdownNow();
        Await.until("the channel to end", channel::isTerminated);
    }

    MxAccessGatewayGrpc.MxAccessGatewayBlockingStub blocking() {
        return MxAccessGatewayGrpc.newBlockingStub(channel)
                .withDeadlineAfter(Await.NET.toMillis(), TimeUnit.MILLISECONDS);
    }

    MxAccessGatewayGrpc.MxAccessGatewayStub async() {
        return MxAccessGatewayGrpc.newStub(channel);
    }

    /** A unary method to which anything can be sent. */
    static MethodDescriptor<byte[], byte[]> raw(String method) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNKNOWN)
                .setFullMethodName(MxAccessGatewayGrpc.SERVICE_NAME + "/" + method)
                .setRequestMarshaller(BYTES)
                .setResponseMarshaller(BYTES)
                .build();
    }

    /** A call of a method of the gateway with anything as messages. */
    Recorder<byte[], byte[]> call(String method, Metadata headers, List<byte[]> messages) {
        return Recorder.begin(channel.newCall(raw(method), CallOptions.DEFAULT), headers, messages);
    }

    static com.google.rpc.ErrorInfo infoOf(StatusRuntimeException failure) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        if (status == null || status.getDetailsCount() != 1) {
            throw new AssertionError("expected one detail in " + status, failure);
        }
        try {
            return status.getDetails(0).unpack(com.google.rpc.ErrorInfo.class);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        end(channel);
        Await.result(server.shutdown(Duration.ofMillis(100)));
    }
}
