package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.security.Scope;
import io.mxgateway.core.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Another implementation of gRPC, over TLS, with a key and without. Needs Node and, once, the network: {@code -Pnode}. */
@ExtendWith(NothingLeftBehind.class)
@EnabledIfSystemProperty(named = "mxgateway.node", matches = "true")
class NodeClientTest {
    private static final Path SOURCES = Path.of("src", "node");
    /** Kept from run to run, so that what was downloaded once is there. */
    private static final Path WORK = Path.of("target", "node");

    @TempDir
    Path directory;

    @Test
    void aClientOfAnotherImplementationReadsWithAKeyAndIsRefusedWithoutOne() throws Exception {
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", "client.js")) {
            Files.copy(SOURCES.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run(Map.of(), "npm", "ci");
        try (SecuredProgram gateway = new SecuredProgram(directory)) {
            String key = gateway.issue("node", Scope.SESSION_OPEN, Scope.SESSION_CLOSE, Scope.INVOKE_READ);
            gateway.start();
            String said = run(
                    Map.of("MXGATEWAY_API_KEY", key),
                    "node",
                    "client.js",
                    "localhost:" + gateway.port(),
                    gateway.certificate().toString(),
                    Path.of("..", "proto").toAbsolutePath().normalize().toString(),
                    "Reactor_001.SetPoint");
            assertThat(said)
                    .contains("\"tag\":\"Reactor_001.SetPoint\"")
                    .contains("\"successful\":true")
                    .contains("\"double_value\":")
                    .contains("\"withoutKey\":\"UNAUTHENTICATED\"")
                    .contains("\"withWrongKey\":\"UNAUTHENTICATED\"")
                    .contains("\"inPlaintext\":\"UNAVAILABLE\"");
            gateway.end();
        }
    }

    private static String run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path output = WORK.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String said = Files.readString(output);
        assertThat(ended).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
