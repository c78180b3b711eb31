package io.mxgateway.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.grpc.tls.GatewayTls;
import io.mxgateway.grpc.tls.TestCertificates;
import io.mxgateway.grpc.tls.TlsException;
import io.mxgateway.grpc.tls.TlsFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who the client takes the gateway for, who it shows itself to be, and whom it does not tell its key. */
@ExtendWith(NothingLeftBehind.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientIdentityTest {
    private static final String KEY = "mxgw_reader_4pik3y5ecret";

    private final SystemTime plantTime = new SystemTime("mxgateway-test-plant");
    private TlsFiles server;
    private TlsFiles client;
    private TlsFiles stranger;
    private Path issuer;

    @BeforeAll
    void make(@TempDir Path directory) throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        server = certificates.make("server", "-ext", "san=dns:gateway.plant");
        issuer = certificates.make("issuer", "-ext", "bc:c").certificate();
        client = certificates.make("client", "-signer", "issuer");
        stranger = certificates.make("stranger");
    }

    @AfterAll
    void close() {
        plantTime.close();
    }

    private TestGateway serving(TlsFiles files) throws TlsException {
        GatewayTls tls = new GatewayTls(files, plantTime, GatewayMetrics.NONE);
        return new TestGateway(
                GatewayOptions.DEFAULT, SimulatorBackendFactory.ofPlant(plantTime), builder -> secure(tls, builder));
    }

    private static void secure(GatewayTls tls, NettyServerBuilder builder) {
        try {
            tls.secure(builder);
        } catch (TlsException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void talks(TestGateway gateway, ClientTls tls) {
        try (MxGatewayClient asked = new MxGatewayClient(gateway.reach().withTls(tls));
                MxSession session = asked.openSession("known")) {
            assertThat(session.calls().ping("hello")).isEqualTo("hello");
        }
    }

    private static void doesNotTalk(TestGateway gateway, ClientTls tls) {
        try (MxGatewayClient asked = new MxGatewayClient(gateway.reach().withTls(tls))) {
            assertThatThrownBy(() -> asked.openSession("unknown"))
                    .isInstanceOfSatisfying(
                            GatewayException.class, e -> assertThat(e.status()).isEqualTo(Status.Code.UNAVAILABLE));
        }
    }

    @Test
    void aCertificateOfAnotherNameThanTheHostIsTakenWhenThatNameIsExpected() throws Exception {
        try (TestGateway gateway = serving(server)) {
            ClientTls tls = ClientTls.trusting(server.certificate());
            talks(gateway, tls.expecting("gateway.plant"));
            doesNotTalk(gateway, tls);
            doesNotTalk(gateway, tls.expecting("other.plant"));
        }
    }

    @Test
    void aGatewayThatAsksForCertificatesTalksToClientsOfItsIssuerOnly() throws Exception {
        try (TestGateway gateway = serving(server.withClientCa(issuer))) {
            ClientTls tls = ClientTls.trusting(server.certificate()).expecting("gateway.plant");
            talks(gateway, tls.withOwn(client.certificate(), client.privateKey()));
            doesNotTalk(gateway, tls);
            doesNotTalk(gateway, tls.withOwn(stranger.certificate(), stranger.privateKey()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"192.0.2.1", "gateway.example", "localhost.example", "127.0.0.1.example", "127.example", "::2"})
    void aKeyIsNotSentToAnotherMachineInPlaintext(String host) {
        ClientOptions options = ClientOptions.at(host, 50_051);
        assertThatThrownBy(() -> new MxGatewayClient(options.withApiKey(KEY)).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(host)
                .hasMessageContaining("withTls")
                .hasMessageContaining("withKeyInPlaintext")
                .hasMessageNotContaining("4pik3y5ecret");
        // Without a key, over TLS, or when it was said to be fine: connecting comes with the first call.
        new MxGatewayClient(options).close();
        new MxGatewayClient(options.withApiKey(KEY).withTls(ClientTls.SYSTEM_TRUST)).close();
        new MxGatewayClient(options.withApiKey(KEY).withKeyInPlaintext().withWindow(1)).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost", "127.0.0.1", "127.8.7.6", "::1"})
    void aKeyMayBeSentInPlaintextToThisMachine(String host) {
        ClientOptions options = ClientOptions.at(host, 50_051).withApiKey(KEY);
        assertThat(options.exposesKey()).isFalse();
        new MxGatewayClient(options).close();
    }
}
