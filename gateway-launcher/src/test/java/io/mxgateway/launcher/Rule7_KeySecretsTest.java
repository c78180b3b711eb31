package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mxgateway.core.mx.MxReplyPayload.ReadResult;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.security.ApiKeys;
import io.mxgateway.core.security.FileApiKeyStore;
import io.mxgateway.core.security.IssuedKey;
import io.mxgateway.core.security.KeyConstraints;
import io.mxgateway.core.security.KeyToken;
import io.mxgateway.core.security.Pepper;
import io.mxgateway.core.security.Scope;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.grpc.client.ClientOptions;
import io.mxgateway.grpc.client.GatewayException;
import io.mxgateway.grpc.client.MxCalls;
import io.mxgateway.grpc.client.MxGatewayClient;
import io.mxgateway.grpc.client.MxSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A running gateway that tells as much as it can, with keys that are used, denied, rotated and revoked. */
@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs(OS.LINUX)
@DisplayName("7 secrets of keys and the pepper appear in no log, error, file, process argument, worker or toString")
class Rule7_KeySecretsTest {
    private static final String PEPPER = "p3pp3r-of-the-environment-0123456789abcdef";

    @TempDir
    Path directory;

    // Everything that anybody was told, by where.
    private final List<String> told = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>(List.of(PEPPER));

    @Test
    void noSecretOfAKeyIsToldOnAnyPath() throws Exception {
        try (SecuredProgram gateway = new SecuredProgram(directory, Map.of(Pepper.VARIABLE, PEPPER))) {
            String admin = issue(gateway, "admin", KeyConstraints.NONE, Scope.ADMIN);
            String tags = issue(
                    gateway,
                    "tags",
                    new KeyConstraints(
                            List.of(),
                            List.of(),
                            KeyConstraints.globs(List.of("Reactor_001.*")),
                            KeyConstraints.globs(List.of("*.SetPoint")),
                            List.of(),
                            Set.of(),
                            0),
                    Scope.ADMIN);
            gateway.start("--set", "log.level=TRACE", "--set", "invoke.read-only=true");
            wrongKeys(gateway, admin);
            aKeyIsHeldAgainstItsTagsAndNobodyWrites(gateway, tags);
            aKeyIsRotatedAndRevoked(gateway, admin);
            gateway.end();
            told.add("out: " + gateway.program().out());
            told.add("err: " + gateway.program().err());
            everyFile();
            assertThat(told)
                    .anyMatch(text -> text.startsWith("err: ") && text.contains("TRACE"))
                    .anyMatch(text -> text.startsWith("audit.log: ") && text.contains("\"constraint\""))
                    .anyMatch(text -> text.startsWith("arguments of the worker: ") && text.contains("--session-id"))
                    .anyMatch(text ->
                            text.startsWith("environment of the worker: ") && text.contains("MXGATEWAY_WORKER_NONCE="))
                    .anyMatch(text -> text.startsWith("failure: ") && text.contains("UNAUTHENTICATED"));
        }
        for (String secret : secrets) {
            assertThat(told.stream().filter(text -> text.contains(secret))).isEmpty();
        }
    }

    private String issue(SecuredProgram gateway, String id, KeyConstraints constraints, Scope... scopes) {
        IssuedKey issued =
                gateway.keys().create(new ApiKeys.Order(id, id, Set.of(scopes), constraints, Optional.empty()), "test");
        told.add("toString: " + issued + " " + issued.key() + " " + KeyToken.parse("Bearer " + issued.token()));
        return known(issued);
    }

    /** Its secret, and what the file holds of it, are to be found nowhere else. */
    private String known(IssuedKey issued) {
        secrets.add(issued.token().substring(issued.token().length() - KeyToken.SECRET_LENGTH));
        return issued.token();
    }

    private void wrongKeys(SecuredProgram gateway, String right) {
        String mistaken = right.substring(0, right.length() - 10) + "AAAAAAAAAA";
        secrets.add(mistaken.substring(mistaken.length() - KeyToken.SECRET_LENGTH));
        secrets.add("n0-key-at-all-31337");
        for (String key : List.of(mistaken, right + "n0-key-at-all-31337", "mxgw_nobody_" + right.substring(11))) {
            ClientOptions options = gateway.reach().withApiKey(key);
            told.add("options: " + options);
            try (MxGatewayClient client = new MxGatewayClient(options)) {
                told(Status.Code.UNAUTHENTICATED, () -> client.openSession("nobody"));
            }
        }
    }

    private void aKeyIsHeldAgainstItsTagsAndNobodyWrites(SecuredProgram gateway, String key) throws IOException {
        try (MxGatewayClient client = new MxGatewayClient(gateway.reach().withApiKey(key));
                MxSession session = client.openSession("tags")) {
            MxCalls calls = session.calls();
            Path worker = Path.of("/proc", Integer.toString(session.workerProcessId()));
            Path program =
                    Path.of("/proc", Long.toString(gateway.program().process().pid()));
            told.add("arguments of the worker: " + Files.readString(worker.resolve("cmdline")));
            told.add("arguments of the gateway: " + Files.readString(program.resolve("cmdline")));
            told.add("environment of the worker: " + Files.readString(worker.resolve("environ")));
            int server = calls.register("tags");
            int item = calls.addItem(server, "Reactor_001.SetPoint");
            told(Status.Code.PERMISSION_DENIED, () -> calls.addItem(server, "Reactor_002.Level"));
            assertThat(calls.readBulk(server, List.of("Reactor_002.Level", "Reactor_001.Level"), 10_000))
                    .extracting(ReadResult::wasSuccessful)
                    .containsExactly(false, true);
            assertThat(told(Status.Code.PERMISSION_DENIED, () -> calls.write(server, item, MxValue.of(1.0), 0)))
                    .contains("invoke.read-only");
        }
    }

    private void aKeyIsRotatedAndRevoked(SecuredProgram gateway, String old) {
        String rotated = known(gateway.keys().rotate("admin", "test"));
        Await.until("the old secret to be refused", () -> !letsIn(gateway, old));
        assertThat(letsIn(gateway, rotated)).isTrue();
        gateway.keys().revoke("admin", "test");
        Await.until("the key to be refused", () -> !letsIn(gateway, rotated));
        FileApiKeyStore store = FileApiKeyStore.open(gateway.security().resolve("keys"));
        told.add("toString: " + store.find("admin") + store.list());
    }

    private boolean letsIn(SecuredProgram gateway, String key) {
        try (MxGatewayClient client = new MxGatewayClient(gateway.reach().withApiKey(key));
                MxSession session = client.openSession("asks")) {
            return session.calls().ping("hello").equals("hello");
        } catch (GatewayException refused) {
            tell(refused);
            return false;
        }
    }

    private String told(Status.Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        StringBuilder message = new StringBuilder();
        assertThatThrownBy(call).isInstanceOfSatisfying(GatewayException.class, refused -> {
            assertThat(refused.status()).as("%s", refused).isEqualTo(code);
            message.append(refused.getMessage());
            tell(refused);
        });
        return message.toString();
    }

    private void tell(GatewayException refused) {
        StringWriter trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace, true));
        told.add("failure: " + refused.status() + " " + refused.facts() + " " + trace);
        if (refused.getCause() instanceof StatusRuntimeException status) {
            told.add("trailers: " + status.getTrailers());
        }
    }

    /** Whatever the gateway wrote: keys, audit log, run directory. */
    private void everyFile() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                told.add(file.getFileName() + ": " + new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
    }
}
