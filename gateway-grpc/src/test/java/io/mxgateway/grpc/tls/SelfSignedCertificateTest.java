package io.mxgateway.grpc.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.grpc.worker.LaunchSpec;
import io.mxgateway.grpc.worker.LocalProcessLauncher;
import io.mxgateway.grpc.worker.ProcessLauncher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs(OS.LINUX)
class SelfSignedCertificateTest {
    private static final ProcessLauncher MACHINE = new LocalProcessLauncher(Optional.empty());

    @TempDir
    Path directory;

    private final List<LaunchSpec> launched = new ArrayList<>();

    private SelfSignedCertificate certificate(Path where, String... names) {
        return new SelfSignedCertificate(
                where,
                List.of(names),
                new Keytool(
                        Keytool.ofThisJvm(),
                        spec -> {
                            launched.add(spec);
                            return MACHINE.launch(spec);
                        },
                        new SecureRandom(),
                        Duration.ofSeconds(60)));
    }

    private SelfSignedCertificate madeBy(String script, Duration patience) {
        ProcessLauncher launcher =
                spec -> MACHINE.launch(new LaunchSpec(List.of("/bin/sh", "-c", script), "", spec.environment()));
        return new SelfSignedCertificate(
                directory, List.of(), new Keytool(Path.of("keytool"), launcher, new SecureRandom(), patience));
    }

    @Test
    void itIsMadeOnceForTenYearsForTheGatewaysUserAlone() throws Exception {
        Path place = directory.resolve("not").resolve("there");
        TlsFiles files = certificate(place, "Plant-Gateway.example", "10.1.2.3", "not_a_name", "fe80::1")
                .files();
        SystemTime time = new SystemTime("mxgateway-test-timer");
        TlsIdentity made = new GatewayTls(files, time, GatewayMetrics.NONE).identity();
        time.close();
        assertThat(made.names())
                .containsExactlyInAnyOrder(
                        "localhost",
                        "127.0.0.1",
                        "0:0:0:0:0:0:0:1",
                        "plant-gateway.example",
                        "10.1.2.3",
                        "fe80:0:0:0:0:0:0:1");
        assertThat(Duration.between(time.now(), made.expiry()).toDays()).isBetween(3648L, 3650L);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.privateKey())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                .isEqualTo("rwx------");
        assertThat(Files.readString(place.resolve(SelfSignedCertificate.CERTIFICATE)))
                .contains("BEGIN CERTIFICATE")
                .doesNotContain("PRIVATE");
        try (Stream<Path> left = Files.list(place)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(SelfSignedCertificate.IDENTITY, SelfSignedCertificate.CERTIFICATE);
        }
        assertThat(launched).hasSize(1);
        String password = launched.get(0).environment().values().iterator().next();
        assertThat(launched.get(0).command()).noneMatch(argument -> argument.contains(password));

        // A later start finds it, also when it would now be made for other names.
        TlsIdentity again = new TlsIdentity(
                PemFile.read(certificate(place, "another-name").files().certificate())
                        .certificates(),
                made.privateKey());
        assertThat(again.fingerprint()).isEqualTo(made.fingerprint());
        assertThat(launched).hasSize(1);
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> certificate(file.resolve("below")).files())
                .isInstanceOf(TlsException.class)
                .hasMessageContaining(file.resolve("below").toString())
                .hasMessageContaining("tls.self-signed-directory");
        assertThat(launched).isEmpty();
    }

    @Test
    void aKeptCertificateThatIsDamagedIsNamedAndNotReplaced() throws Exception {
        Path identity = Files.writeString(directory.resolve(SelfSignedCertificate.IDENTITY), "damaged");
        assertThatThrownBy(() -> certificate(directory).files())
                .isInstanceOf(TlsException.class)
                .hasMessageContaining(identity.toString());
        assertThat(identity).hasContent("damaged");
    }

    @Test
    void aKeytoolThatFailsOrHangsOrIsNotThereIsToldAndLeavesNothing() throws Exception {
        assertThatThrownBy(() -> madeBy("echo no entropy today; exit 3", Duration.ofSeconds(60))
                        .files())
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("exit code 3: no entropy today");
        assertThatThrownBy(
                        () -> madeBy("exec sleep 600", Duration.ofMillis(200)).files())
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("did not make a certificate within");
        assertThatThrownBy(() ->
                        madeBy("exec cat /dev/zero", Duration.ofMillis(200)).files())
                .isInstanceOf(TlsException.class);
        Keytool missing =
                new Keytool(directory.resolve("keytool"), MACHINE, new SecureRandom(), Duration.ofSeconds(60));
        assertThatThrownBy(() -> new SelfSignedCertificate(directory, List.of(), missing).files())
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("comes with a JDK");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }
}
