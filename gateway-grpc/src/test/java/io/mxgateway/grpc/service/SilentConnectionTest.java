package io.mxgateway.grpc.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.grpc.tls.GatewayTls;
import io.mxgateway.grpc.tls.TestCertificates;
import io.mxgateway.grpc.tls.TlsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What ends a connection of somebody who connects and says nothing. In each test only one limit is short. */
@ExtendWith(NothingLeftBehind.class)
class SilentConnectionTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    Path directory;

    private static GrpcServerOptions with(Duration idle, Duration keepAlive, Duration handshake) {
        GrpcServerOptions d = GrpcServerOptions.DEFAULT.listeningOn("127.0.0.1", 0);
        return new GrpcServerOptions(
                d.bindAddress(),
                d.port(),
                d.ioThreads(),
                d.maxMessageBytes(),
                d.maxMetadataBytes(),
                d.maxConcurrentCalls(),
                LONG,
                idle,
                keepAlive,
                SHORT,
                d.minClientKeepAliveTime(),
                handshake,
                d.maxResetsPerWindow(),
                d.resetWindow());
    }

    /** Says nothing until the other side has had enough. */
    private static void isEnded(GrpcServerOptions options, Consumer<NettyServerBuilder> adjustments)
            throws IOException {
        GatewayServer server = new GatewayServer(options, List.of(), adjustments);
        server.start();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout((int) Await.NET.toMillis());
            InputStream in = socket.getInputStream();
            long read = in.transferTo(java.io.OutputStream.nullOutputStream());
            assertThat(read).as("a farewell at most").isLessThan(1000);
        } finally {
            Await.result(server.shutdown(Duration.ofSeconds(1)));
        }
    }

    @Test
    void onATlsPortItIsTheTimeForTheHandshake() throws Exception {
        try (SystemTime time = new SystemTime("mxgateway-test-timer")) {
            GatewayTls tls = new GatewayTls(new TestCertificates(directory).make("server"), time, GatewayMetrics.NONE);
            isEnded(with(LONG, LONG, SHORT), builder -> {
                try {
                    tls.secure(builder);
                } catch (TlsException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    @Test
    void inPlaintextItIsTheQuestionWhetherTheClientIsThere() throws Exception {
        isEnded(with(LONG, SHORT, LONG), builder -> {});
    }

    @Test
    void inPlaintextItIsAlsoTheLimitForIdleConnections() throws Exception {
        isEnded(with(SHORT, LONG, LONG), builder -> {});
    }
}
