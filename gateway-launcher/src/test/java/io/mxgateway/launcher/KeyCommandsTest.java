package io.mxgateway.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.security.Audit;
import io.mxgateway.core.security.FileApiKeyStore;
import io.mxgateway.core.security.KeyAuthenticator;
import io.mxgateway.core.security.Pepper;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.NothingLeftBehind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
class KeyCommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private Path data() {
        return directory.resolve("data");
    }

    private int run(String... args) {
        out.reset();
        err.reset();
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--set");
        all.add("security.directory=" + data());
        Surroundings surroundings = new Surroundings(
                InputStream.nullInputStream(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of(),
                false);
        return Main.run(surroundings, all.toArray(String[]::new));
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    private String tokenOf(String... args) {
        assertThat(run(args)).as(err()).isZero();
        return out().lines()
                .filter(line -> line.startsWith("mxgw_"))
                .findFirst()
                .orElseThrow();
    }

    private boolean letsIn(String token) {
        KeyAuthenticator authenticator = new KeyAuthenticator(
                FileApiKeyStore.open(data().resolve("keys")),
                Pepper.load(Map.of(), data().resolve("pepper"), false, new Random()),
                Audit.NONE,
                GatewayMetrics.NONE,
                // The files were made by the real clock; nothing here expires.
                new FakeTime());
        try {
            authenticator.authenticate("Bearer " + token, "test");
            return true;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    @Test
    void aKeyLivesFromItsCreationToItsDeletion() throws IOException {
        String token =
                tokenOf("apikey", "create", "reader", "--scope", "session:open,invoke:read", "--name", "A reader");
        assertThat(err()).contains("only time");
        assertThat(letsIn(token)).isTrue();

        assertThat(run("apikey", "list")).isZero();
        assertThat(out()).contains("reader", "active", "session:open,invoke:read", "A reader");
        assertThat(out()).doesNotContain(token.substring(token.length() - 43));

        String rotated = tokenOf("apikey", "rotate", "reader");
        assertThat(letsIn(token)).isFalse();
        assertThat(letsIn(rotated)).isTrue();

        assertThat(run("apikey", "delete", "reader")).isEqualTo(ExitCode.FAILED);
        assertThat(err()).contains("not revoked");
        assertThat(run("apikey", "revoke", "reader")).isZero();
        assertThat(letsIn(rotated)).isFalse();
        assertThat(run("apikey", "rotate", "reader")).isEqualTo(ExitCode.FAILED);
        assertThat(err()).contains("was revoked at").doesNotContain("\tat ");
        assertThat(run("apikey", "delete", "reader")).isZero();
        assertThat(run("apikey", "list", "--json")).isZero();
        assertThat(out()).isEmpty();

        assertThat(run("audit", "tail")).isZero();
        assertThat(out().lines())
                .hasSize(6)
                .allMatch(line -> line.contains("command-line") && line.contains("target=reader"));
        assertThat(out()).contains("key.create", "key.rotate", "key.revoke", "key.delete", "REVOKED");
        String log = Files.readString(data().resolve("audit").resolve("audit.log"));
        assertThat(log)
                .doesNotContain(token.substring(token.length() - 43))
                .doesNotContain(rotated.substring(rotated.length() - 43));
        assertThat(run("audit", "verify")).isZero();
        assertThat(out()).contains("6 records in 1 files: the chain holds");
    }

    @Test
    void constraintsAndExpiryAreKeptAndShown() {
        tokenOf(
                "apikey",
                "create",
                "writer",
                "--scope",
                "invoke:write",
                "--read-subtree",
                "Plant.Area1",
                "--read-subtree",
                "Plant.Area1.*",
                "--write-tag",
                "Tank?.Level",
                "--write-classification",
                "operate,tune",
                "--max-writes-per-second",
                "5",
                "--expires",
                "2999-01-31");
        assertThat(run("apikey", "list", "--json")).isZero();
        assertThat(out())
                .contains("\"read_subtrees\":[\"Plant.Area1\",\"Plant.Area1.*\"]")
                .contains("\"write_tags\":[\"Tank?.Level\"]")
                .contains("\"write_classifications\":[\"operate\",\"tune\"]")
                .contains("\"max_writes_per_second\":5")
                .contains("\"expires_at\":\"2999-01-31T00:00:00Z\"");
    }

    @Test
    void jsonShowsTheSecretOnce() {
        assertThat(run("apikey", "create", "--scope", "admin", "--json")).isZero();
        assertThat(out()).contains("\"token\":\"mxgw_key-").contains("\"status\":\"active\"");
        assertThat(run("apikey", "list", "--json")).isZero();
        assertThat(out()).contains("\"id\":\"key-").doesNotContain("mxgw_").doesNotContain("hash");
    }

    @Test
    void typosAreRefusedWithTheNearestKnownAndNothingIsMade() {
        assertThat(run("apikey", "create", "a", "--scope", "invoke:raed")).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("did you mean 'invoke:read'", "events:read");
        assertThat(run("apikey", "create", "a", "--scope", "admin", "--read-tag", "Area/Tank"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("did you mean 'Area.Tank'");
        assertThat(run("apikey", "create", "a", "--scope", "admin", "--write-classification", "opreate"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("did you mean 'operate'");
        assertThat(run("apikey", "create", "a", "--scope", "admin", "--expires", "tomorrow"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("2027-01-31");
        assertThat(run("apikey", "create", "a", "--scope", "admin", "--expires", "2020-01-31"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("never be valid");
        assertThat(run("apikey", "create", "a_b", "--scope", "admin")).isEqualTo(ExitCode.USAGE);
        assertThat(run("apikey", "create", "a")).isEqualTo(ExitCode.USAGE);
        assertThat(run("apikey", "create", "a", "--scope", "admin", "--read-subtre", "x"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("apikey", "lst")).isEqualTo(ExitCode.USAGE);
        assertThat(run("apikey", "list", "--json")).isZero();
        assertThat(out()).isEmpty();
    }

    @Test
    void anUnknownKeyAndATakenIdAreFailures() {
        tokenOf("apikey", "create", "a", "--scope", "admin");
        assertThat(run("apikey", "create", "A", "--scope", "admin")).isEqualTo(ExitCode.FAILED);
        assertThat(err()).contains("already");
        assertThat(run("apikey", "revoke", "b")).isEqualTo(ExitCode.FAILED);
        assertThat(err()).contains("no key 'b'");
    }

    @Test
    void withoutThePepperNoKeyIsMadeBesideOthers() throws IOException {
        tokenOf("apikey", "create", "a", "--scope", "admin");
        Files.delete(data().resolve("pepper"));
        assertThat(run("apikey", "create", "b", "--scope", "admin")).isEqualTo(ExitCode.FAILED);
        assertThat(err()).contains(data().resolve("pepper").toString(), "missing");
    }

    @Test
    void aDamagedKeyIsListedAsThat() throws IOException {
        tokenOf("apikey", "create", "a", "--scope", "admin");
        Files.writeString(data().resolve("keys").resolve("a.key"), "oops");
        assertThat(run("apikey", "list")).isZero();
        assertThat(out()).containsPattern("a +damaged");
    }

    @Test
    void aBrokenChainIsToldWithItsLine() throws IOException {
        tokenOf("apikey", "create", "a", "--scope", "admin");
        assertThat(run("apikey", "revoke", "a")).isZero();
        Path log = data().resolve("audit").resolve("audit.log");
        Files.writeString(log, Files.readString(log).replace("key.create", "key.rotate"));
        assertThat(run("audit", "verify")).isEqualTo(ExitCode.FAILED);
        assertThat(out()).contains(log + ":2", "changed", "broken");
        assertThat(run("audit", "verify", "--json")).isEqualTo(ExitCode.FAILED);
        assertThat(out()).contains("\"good\":false", "\"line\":2");
    }

    @Test
    void withoutALogThereIsNothingToShow() {
        assertThat(run("audit", "tail")).isEqualTo(ExitCode.FAILED);
        assertThat(run("audit", "verify")).isEqualTo(ExitCode.FAILED);
        assertThat(err()).contains("there is no audit log");
        assertThat(run("audit", "tail", "-n", "-1")).isEqualTo(ExitCode.USAGE);
    }
}
