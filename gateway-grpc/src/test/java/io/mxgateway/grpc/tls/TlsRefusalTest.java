package io.mxgateway.grpc.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.time.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be used is refused at the start, and kept out later, with the file and the way out. */
@ExtendWith(NothingLeftBehind.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsRefusalTest {
    private final SystemTime time = new SystemTime("mxgateway-test-timer");
    private Path directory;
    private TlsFiles good;
    private TlsFiles other;
    private TlsFiles rsa;
    private TlsFiles expired;
    private TlsFiles future;

    @BeforeAll
    void make(@TempDir Path place) throws Exception {
        directory = place;
        TestCertificates certificates = new TestCertificates(directory);
        good = certificates.make("good");
        other = certificates.make("other");
        rsa = certificates.make("rsa", "-keyalg", "RSA", "-keysize", "2048");
        expired = certificates.make("expired", "-startdate", "-10d", "-validity", "5");
        future = certificates.make("future", "-startdate", "+5d", "-validity", "10");
    }

    @AfterAll
    void close() {
        time.close();
    }

    private GatewayTls load(TlsFiles files) throws TlsException {
        return new GatewayTls(files, time, GatewayMetrics.NONE);
    }

    private void refused(TlsFiles files, String... texts) {
        assertThatThrownBy(() -> load(files))
                .isInstanceOf(TlsException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(texts));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    @Test
    void aCertificateAndItsKeyAreTakenWhateverTheirKind() throws Exception {
        InMemoryMetrics metrics = new InMemoryMetrics();
        GatewayTls tls = new GatewayTls(good, time, metrics);
        assertThat(tls.identity().names()).containsExactly("127.0.0.1", "localhost");
        assertThat(tls.identity().fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        assertThat(metrics.gauge(GatewayMetric.TLS_CERTIFICATE_EXPIRY))
                .isEqualTo(tls.identity().expiry().getEpochSecond())
                .isGreaterThan(time.now().getEpochSecond());
        assertThat(load(rsa).problem()).isEmpty();
        Path both = file("both.pem", Files.readString(good.privateKey()) + Files.readString(good.certificate()));
        assertThat(load(TlsFiles.of(both, both)).identity().fingerprint())
                .isEqualTo(tls.identity().fingerprint());
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        for (TlsFiles stranger : new TlsFiles[] {other, rsa}) {
            refused(
                    TlsFiles.of(good.certificate(), stranger.privateKey()),
                    good.certificate().toString(),
                    stranger.privateKey().toString(),
                    "does not belong to");
        }
    }

    @Test
    void aCertificateThatIsNotValidNowIsRefused() {
        refused(expired, expired.certificate().toString(), "expired at", "renewed");
        refused(future, future.certificate().toString(), "is not valid before", "clock");
    }

    @Test
    void filesThatAreNotThereOrCannotBeReadAreNamed() throws Exception {
        Path missing = directory.resolve("missing.pem");
        refused(TlsFiles.of(missing, good.privateKey()), missing.toString(), "does not exist");
        refused(TlsFiles.of(good.certificate(), missing), missing.toString(), "does not exist");
        refused(good.withClientCa(missing), missing.toString(), "does not exist");
        refused(TlsFiles.of(directory, good.privateKey()), directory.toString(), "cannot be read");
        Path long1 = file("long.pem", "x".repeat((1 << 20) + 1));
        refused(TlsFiles.of(long1, good.privateKey()), long1.toString(), "longer than 1 MiB");
    }

    @Test
    void garbageIsRefusedWithoutBeingQuoted() throws Exception {
        Path garbage = file("garbage.pem", "this is no PEM file\u0000\u00ff");
        Path noBase64 = file("nobase64.pem", "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n");
        Path noContent = file("nocontent.pem", TestCertificates.pem("CERTIFICATE", new byte[] {1, 2, 3}));
        Path noKey = file("nokey.pem", TestCertificates.pem("PRIVATE KEY", "s3cr3t".getBytes(US_ASCII)));
        refused(TlsFiles.of(garbage, good.privateKey()), garbage.toString(), "holds no certificate");
        refused(TlsFiles.of(noBase64, good.privateKey()), noBase64.toString(), "not base64");
        refused(TlsFiles.of(noContent, good.privateKey()), noContent.toString(), "damaged");
        refused(TlsFiles.of(good.certificate(), garbage), garbage.toString(), "holds 0 private keys");
        refused(
                TlsFiles.of(good.certificate(), noKey),
                noKey.toString(),
                "damaged, or of a type other than RSA and EC");
        refused(good.withClientCa(garbage), garbage.toString(), "holds no certificate");
        assertThatThrownBy(() -> load(TlsFiles.of(good.certificate(), noKey)))
                .hasNoCause()
                .message()
                .doesNotContain("s3cr3t", "czNjcjN0");
    }

    @Test
    void keysOfOtherKindsAreRefusedWithTheCommandThatTurnsThemIntoOurs() throws Exception {
        for (String kind : new String[] {"RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"}) {
            Path key = file("other-kind.key", TestCertificates.pem(kind, new byte[] {1}));
            refused(TlsFiles.of(good.certificate(), key), kind, "openssl pkcs8 -topk8 -nocrypt -in other-kind.key");
        }
        Path old = file("old.key", """
                        -----BEGIN RSA PRIVATE KEY-----
                        Proc-Type: 4,ENCRYPTED
                        DEK-Info: AES-128-CBC,00

                        AA==
                        -----END RSA PRIVATE KEY-----
                        """);
        refused(TlsFiles.of(good.certificate(), old), "ENCRYPTED RSA PRIVATE KEY");
    }

    @Test
    void aChainInTheWrongOrderIsRefused() throws Exception {
        Path chain = file("chain.pem", Files.readString(good.certificate()) + Files.readString(other.certificate()));
        refused(TlsFiles.of(chain, good.privateKey()), chain.toString(), "CN=other", "did not issue");
    }

    @Test
    void aChangeThatCannotBeUsedLeavesTheOldOneInUseAndShows() throws Exception {
        Path certificate = directory.resolve("live.crt");
        Path key = directory.resolve("live.key");
        replace(good, certificate, key);
        InMemoryMetrics metrics = new InMemoryMetrics();
        GatewayTls tls = new GatewayTls(TlsFiles.of(certificate, key), time, metrics);
        String before = tls.identity().fingerprint();
        assertThat(tls.reload()).isFalse();
        assertThat(tls.problem()).isEmpty();

        Files.copy(other.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
        assertThat(tls.reload()).isFalse();
        assertThat(tls.problem()).hasValueSatisfying(text -> assertThat(text).contains("does not belong to"));
        assertThat(tls.identity().fingerprint()).isEqualTo(before);

        Files.delete(certificate);
        assertThat(tls.reload()).isFalse();
        assertThat(tls.problem()).hasValueSatisfying(text -> assertThat(text).contains("does not exist"));
        assertThat(tls.identity().fingerprint()).isEqualTo(before);

        replace(rsa, certificate, key);
        assertThat(tls.reload()).isTrue();
        assertThat(tls.problem()).isEmpty();
        assertThat(tls.identity().fingerprint()).isEqualTo(load(rsa).identity().fingerprint());
        assertThat(metrics.gauge(GatewayMetric.TLS_CERTIFICATE_EXPIRY))
                .isEqualTo(tls.identity().expiry().getEpochSecond());

        // What was refused and is there again as it was, is well again.
        Files.delete(key);
        assertThat(tls.reload()).isFalse();
        assertThat(tls.problem()).isPresent();
        replace(rsa, certificate, key);
        tls.reload();
        assertThat(tls.problem()).isEmpty();
    }

    private static void replace(TlsFiles by, Path certificate, Path key) throws IOException {
        Files.copy(by.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(by.privateKey(), key, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void nothingShowsTheKey() throws Exception {
        TlsIdentity identity = load(good).identity();
        String base64 = TestCertificates.pem("", identity.privateKey().getEncoded());
        assertThat(identity.toString()).doesNotContain(base64.lines().toList().get(1));
        assertThat(PemFile.read(good.privateKey()).toString())
                .isEqualTo(good.privateKey().toString());
    }
}
