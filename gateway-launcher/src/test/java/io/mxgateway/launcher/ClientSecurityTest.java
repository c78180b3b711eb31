package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.launcher.text.JsonReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Client commands at a gateway with TLS and keys: the right ones, and every wrong one. */
@ExtendWith(NothingLeftBehind.class)
class ClientSecurityTest {
    @TempDir
    private Path directory;

    private Path security() {
        return directory.resolve("security");
    }

    /** Makes a key and leaves it in a file. */
    private Path key(String id, String scopes) throws IOException {
        Typed made = Typed.run(
                Map.of(),
                "apikey",
                "create",
                id,
                "--scope",
                scopes,
                "--json",
                "--set",
                "security.directory=" + security());
        assertThat(made.code()).as("%s", made).isZero();
        String token = (String) ((Map<?, ?>) JsonReader.read(made.out())).get("token");
        return Files.writeString(directory.resolve(id + ".key"), token + "\n");
    }

    private static void refused(Typed typed, int code, String... words) {
        assertThat(typed.code()).as("%s", typed).isEqualTo(code);
        assertThat(typed.err().lines()).as("%s", typed).hasSize(1);
        assertThat(typed.err()).startsWith("mxgateway: ").contains(words);
    }

    @Test
    void theRightKeyAndCertificateAreLetInAndAllOthersAreToldWhy() throws Exception {
        Path reader = key("reader", "session:open,session:close,invoke:read,events:read,metadata:read");
        Path admin = key("admin", "admin");
        try (LiveGateway gateway =
                LiveGateway.start(directory, "security.directory=" + security(), "tls.self-signed=true")) {
            Path certificate = security().resolve("tls").resolve("self-signed.crt");
            Map<String, String> there = new HashMap<>(
                    Map.of("MXGATEWAY_ENDPOINT", gateway.address(), "MXGATEWAY_CLIENT_CA", certificate.toString()));
            there.put("MXGATEWAY_ADMIN", "https://" + gateway.admin());

            refused(
                    Typed.run(there, "client", "read", "Reactor_001.Level"),
                    4,
                    "asks for an API key and none was given");
            there.put("MXGATEWAY_API_KEY", "mxgw_reader_" + "A".repeat(43));
            refused(Typed.run(there, "client", "browse"), 4, "the API key is refused", "--api-key-file");
            refused(Typed.run(there, "sessions", "list"), 4, "the API key is refused");

            there.put("MXGATEWAY_API_KEY", Files.readString(reader).strip());
            Typed read = Typed.run(there, "client", "read", "Reactor_001.Level");
            assertThat(read.code()).as("%s", read).isZero();
            assertThat(Typed.run(there, "client", "smoke").code()).isZero();
            Typed piped = new Typed(there, Files.readString(admin))
                    .run("client", "write", "--api-key-file", "-", "Reactor_001.SetPoint=1");
            assertThat(piped.code())
                    .as("a key that is piped in goes first: %s", piped)
                    .isZero();
            refused(Typed.run(there, "client", "write", "Reactor_001.SetPoint=1"), 4, "the API key may not do that: ");
            assertThat(Typed.run(there, "sessions", "list").code()).isZero();
            refused(Typed.run(there, "drain"), 4, "needs a key with the scope admin");
            String drained = Typed.run(there, "drain", "--api-key-file", admin.toString())
                    .out();
            assertThat(drained).contains("draining");

            certificates(gateway, there);
        }
    }

    private void certificates(LiveGateway gateway, Map<String, String> there) throws IOException {
        refused(
                Typed.run(there, "client", "browse", "--server-name", "elsewhere"),
                3,
                "its certificate cannot be trusted");
        refused(
                Typed.run(there, "client", "browse", "--plaintext"),
                3,
                "endpoint = " + gateway.address() + ": cannot connect: ",
                "--ca");
        Path other = Files.writeString(directory.resolve("other.pem"), Files.readString(otherCertificate()));
        refused(Typed.run(there, "client", "browse", "--ca", other.toString()), 3, "its certificate cannot be trusted");
        refused(Typed.run(there, "sessions", "list", "--ca", other.toString()), 3, "its certificate cannot be trusted");
        Path none = Files.writeString(directory.resolve("none.pem"), "no certificate\n");
        refused(Typed.run(there, "client", "browse", "--ca", none.toString()), 2, "--ca");
        refused(Typed.run(there, "sessions", "list", "--ca", none.toString()), 2, "--ca = " + none);
        refused(
                Typed.run(there, "client", "browse", "--certificate", other.toString()),
                2,
                "--certificate and --private-key are given together");
        refused(
                Typed.run(there, "client", "browse", "--endpoint", "elsewhere.example:1", "--plaintext"),
                2,
                "the API key would go to another machine unencrypted");
    }

    @Test
    void somethingThatTakesTheConnectionAndSaysNothingIsNoUntrustedCertificate() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String endpoint = "127.0.0.1:" + silent.getLocalPort();
            refused(
                    Typed.run(Map.of(), "client", "browse", "--endpoint", endpoint, "--ca", "" + otherCertificate()),
                    3,
                    "endpoint = " + endpoint + ": cannot connect: something took the connection and says nothing");
        }
    }

    @Test
    void aClientShowsItsOwnCertificateWhereThatIsAskedFor() throws Exception {
        Path reader = key("reader", "session:open,session:close,invoke:read,metadata:read");
        Path own = otherCertificate();
        Path ownKey = own.resolveSibling("self-signed.pem");
        try (LiveGateway gateway = LiveGateway.start(
                directory, "security.directory=" + security(), "tls.self-signed=true", "tls.client-ca=" + own)) {
            Path certificate = security().resolve("tls").resolve("self-signed.crt");
            Map<String, String> there = new HashMap<>(Map.of(
                    "MXGATEWAY_ENDPOINT",
                    gateway.address(),
                    "MXGATEWAY_CLIENT_CA",
                    certificate.toString(),
                    "MXGATEWAY_API_KEY",
                    Files.readString(reader).strip()));

            Typed read = Typed.run(
                    there,
                    "client",
                    "read",
                    "--certificate",
                    own.toString(),
                    "--private-key",
                    ownKey.toString(),
                    "Reactor_001.Level");
            assertThat(read.code()).as("%s", read).isZero();
            assertThat(read.out()).contains("Reactor_001.Level");

            // The gateway's, which is not the authority's.
            refused(
                    Typed.run(
                            there,
                            "client",
                            "read",
                            "--certificate",
                            certificate.toString(),
                            "--private-key",
                            certificate.resolveSibling("self-signed.pem").toString(),
                            "Reactor_001.Level"),
                    3,
                    "endpoint = " + gateway.address() + ": cannot connect: ");
            refused(
                    Typed.run(there, "client", "read", "Reactor_001.Level"),
                    3,
                    "endpoint = " + gateway.address() + ": cannot connect: ");

            there.put("MXGATEWAY_API_KEY", "mxgw_reader_" + "A".repeat(43));
            there.put("MXGATEWAY_CLIENT_CERTIFICATE", own.toString());
            there.put("MXGATEWAY_CLIENT_PRIVATE_KEY", ownKey.toString());
            refused(Typed.run(there, "client", "browse"), 4, "the API key is refused");
        }
    }

    /** That of another gateway, as it makes one for itself. */
    private Path otherCertificate() throws IOException {
        try (LiveGateway other = LiveGateway.start(
                directory.resolve("other"),
                "run.directory=" + directory.resolve("other-run"),
                "security.directory=" + directory.resolve("other-security"),
                "tls.self-signed=true")) {
            assertThat(other.port()).isPositive();
            return directory.resolve("other-security").resolve("tls").resolve("self-signed.crt");
        } catch (io.mxgateway.launcher.config.ConfigurationException e) {
            throw new AssertionError(e);
        }
    }
}
