package io.mxgateway.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxgateway.grpc.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway that others can reach must have, and what belongs together. */
class SecurityFamilyTest {
    private static final ConfigurationReader READER = new ConfigurationReader(new OptionCatalog());

    private static List<Setting> settings(String... assignments) {
        return Arrays.stream(assignments)
                .map(text -> text.split("=", 2))
                .map(pair -> new Setting(pair[0], pair[1], "--set"))
                .toList();
    }

    private static SecuritySettings read(String... assignments) throws ConfigurationException {
        return READER.read(Optional.empty(), Map.of(), settings(assignments)).security();
    }

    private static List<String> problems(String... assignments) {
        ConfigurationException refused = catchThrowableOfType(ConfigurationException.class, () -> read(assignments));
        return refused == null
                ? List.of()
                : refused.problems().stream().map(SettingProblem::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "localhost"})
    void thisMachineAloneNeedsNothing(String bind) {
        assertThat(problems("server.bind=" + bind)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "::ffff:192.0.2.1"})
    void othersAreServedOverTlsOrWhenSomebodySaidThatPlaintextIsAllRight(String bind) {
        assertThat(problems("server.bind=" + bind, "auth.mode=api-key"))
                .singleElement()
                .asString()
                .startsWith("server.bind = " + bind + " (from --set): must be a loopback address")
                .contains("tls.self-signed=true", "tls.certificate", "tls.allow-plaintext=true");
        assertThat(problems("server.bind=" + bind, "auth.mode=api-key", "tls.self-signed=true"))
                .isEmpty();
        assertThat(problems("server.bind=" + bind, "auth.mode=api-key", "tls.allow-plaintext=true"))
                .isEmpty();
    }

    @Test
    void othersAreNeverServedWithoutAuthentication() {
        assertThat(problems("server.bind=0.0.0.0", "auth.mode=disabled", "tls.self-signed=true"))
                .singleElement()
                .asString()
                .contains("server.bind = 0.0.0.0", "auth.mode=disabled", "set auth.mode=api-key");
        assertThat(problems("auth.mode=disabled")).isEmpty();
    }

    @Test
    void everyListenerIsJudgedAndAllProblemsAreToldAtOnce() throws Exception {
        SecuritySettings open = read("auth.mode=disabled");
        List<ListenerRules.Listener> listeners = List.of(
                new ListenerRules.Listener("server.bind", "127.0.0.1"),
                new ListenerRules.Listener("admin.bind", "0.0.0.0"),
                new ListenerRules.Listener("other.bind", "no such host"),
                new ListenerRules.Listener("blank.bind", ""));
        assertThat(ListenerRules.problems(listeners, open))
                .extracting(problem -> problem.key() + ": " + problem.rule().split(" ")[0])
                .containsExactly("admin.bind: must", "admin.bind: must", "other.bind: is");
        assertThat(problems("server.bind=0.0.0.0", "tls.private-key=k.pem", "auth.mode=disabled", "server.port=x"))
                .hasSize(4);
    }

    @Test
    void aCertificateNeedsItsKeyAndClientCertificatesNeedTls() {
        assertThat(problems("tls.certificate=c.pem")).singleElement().asString().contains("needs tls.private-key");
        assertThat(problems("tls.private-key=k.pem")).singleElement().asString().contains("needs tls.certificate");
        assertThat(problems("tls.client-ca=ca.pem")).singleElement().asString().contains("needs TLS");
        assertThat(problems("tls.certificate=c.pem", "tls.private-key=k.pem", "tls.self-signed=true"))
                .singleElement()
                .asString()
                .contains("cannot be together with tls.certificate");
        assertThat(problems("tls.reload-interval=1ms"))
                .singleElement()
                .asString()
                .contains("must be 100ms to 1d");
        assertThat(problems("tls.self-signed-names=good.example, bad_name"))
                .singleElement()
                .asString()
                .contains("'bad_name' is neither a host name nor an address");
    }

    @Test
    void placesThatAreNotToldFollowTheSecurityDirectory() throws Exception {
        SecuritySettings told = read(
                "security.directory=/srv/mx",
                "auth.pepper-file=/etc/mx/pepper",
                "tls.self-signed-names=a.example,10.0.0.1",
                "tls.self-signed=true");
        assertThat(told.keyDirectory()).isEqualTo(Path.of("/srv/mx/keys"));
        assertThat(told.pepperFile()).isEqualTo(Path.of("/etc/mx/pepper"));
        assertThat(told.audit().file()).isEqualTo(Path.of("/srv/mx/audit/audit.log"));
        assertThat(told.tls().directory()).isEqualTo(Path.of("/srv/mx/tls"));
        assertThat(told.tls().names()).containsExactly("a.example", "10.0.0.1");
        assertThat(read().keyDirectory().toString()).startsWith(System.getProperty("user.home"));
        assertThat(read("tls.certificate=/c.pem", "tls.private-key=/k.pem", "tls.client-ca=/ca.pem")
                        .tls()
                        .files())
                .contains(TlsFiles.of(Path.of("/c.pem"), Path.of("/k.pem")));
    }

    @Test
    void auditFilesHaveBounds() {
        assertThat(problems("audit.max-file-bytes=1", "audit.max-files=0")).hasSize(2);
    }
}
