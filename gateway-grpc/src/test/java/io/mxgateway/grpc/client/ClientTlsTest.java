package io.mxgateway.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.testing.LeavesNothing;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.time.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A client over TLS, with a key, against a gateway with a certificate of its own making. */
@ExtendWith(NothingLeftBehind.class)
class ClientTlsTest implements LeavesNothing {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final SystemTime plantTime = new SystemTime("mxgateway-test-plant");
    private final AtomicReference<String> authorization = new AtomicReference<>();
    private Path certificate;
    private TestGateway gateway;

    @TempDir
    Path directory;

    @BeforeEach
    void openGateway() throws Exception {
        Path key = makeCertificate();
        gateway = new TestGateway(
                GatewayOptions.DEFAULT,
                SimulatorBackendFactory.ofPlant(plantTime),
                builder -> builder.useTransportSecurity(certificate.toFile(), key.toFile())
                        .intercept(new Listening()));
    }

    @AfterEach
    void closeGateway() {
        gateway.close();
        plantTime.close();
    }

    @Override
    public List<String> leftovers() {
        return gateway.leftovers();
    }

    private final class Listening implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            authorization.set(headers.get(AUTHORIZATION));
            return next.startCall(call, headers);
        }
    }

    @Test
    void aClientThatTrustsTheCertificateTalksAndSendsItsKey() {
        ClientOptions options =
                gateway.reach().withTls(ClientTls.trusting(certificate)).withApiKey("mxgw_reader_s3cret");
        try (MxGatewayClient client = new MxGatewayClient(options);
                MxSession session = client.openSession("over TLS")) {
            assertThat(session.calls().ping("hello")).isEqualTo("hello");
            assertThat(session.subscribe("Reactor_001.Level").values().next().isGood())
                    .isTrue();
        }
        assertThat(authorization.get()).isEqualTo("Bearer mxgw_reader_s3cret");
    }

    @Test
    void aClientThatDoesNotTrustTheCertificateDoesNotTalk() {
        try (MxGatewayClient client = new MxGatewayClient(gateway.reach().withTls(ClientTls.SYSTEM_TRUST))) {
            assertThatThrownBy(() -> client.openSession("trusts somebody else"))
                    .isInstanceOfSatisfying(
                            GatewayException.class, e -> assertThat(e.status()).isEqualTo(Status.Code.UNAVAILABLE));
        }
        assertThat(authorization.get()).isNull();
    }

    @Test
    void plaintextToATlsPortIsAClearFailure() {
        try (MxGatewayClient client = new MxGatewayClient(gateway.reach())) {
            assertThatThrownBy(() -> client.openSession("in the open"))
                    .isInstanceOfSatisfying(
                            GatewayException.class, e -> assertThat(e.status()).isEqualTo(Status.Code.UNAVAILABLE));
        }
    }

    @Test
    void aCertificateFileThatIsNotThereIsToldByName() {
        Path missing = directory.resolve("missing.pem");
        assertThatThrownBy(() -> new MxGatewayClient(gateway.reach().withTls(ClientTls.trusting(missing))).close())
                .hasMessageContaining("missing.pem");
    }

    /** Makes a self-signed certificate; returns the file of its key. */
    private Path makeCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "gateway",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.txt").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        certificate = directory.resolve("gateway.pem");
        pem(certificate, "CERTIFICATE", keys.getCertificate("gateway").getEncoded());
        Path key = directory.resolve("gateway.key");
        pem(key, "PRIVATE KEY", keys.getKey("gateway", PASSWORD).getEncoded());
        return key;
    }

    private static void pem(Path file, String what, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }
}
