package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.security.ApiKeys;
import io.mxgateway.core.security.Audit;
import io.mxgateway.core.security.FileApiKeyStore;
import io.mxgateway.core.security.KeyConstraints;
import io.mxgateway.core.security.Pepper;
import io.mxgateway.core.security.Scope;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.grpc.client.ClientOptions;
import io.mxgateway.grpc.client.ClientTls;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway as a process of its own, with TLS and keys; this process administers the keys, as the command line would. */
final class SecuredProgram implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("\"grpc\":\"127\\.0\\.0\\.1:(\\d+)\"");

    private final Path directory;
    private final Map<String, String> environment;
    private final SystemTime time = new SystemTime("mxgateway-test-keys");
    private final ApiKeys keys;
    private RunningProgram program;
    private int port;

    SecuredProgram(Path directory) {
        this(directory, Map.of());
    }

    /** One with more in its environment. */
    SecuredProgram(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
        SecureRandom random = new SecureRandom();
        FileApiKeyStore store = FileApiKeyStore.open(security().resolve("keys"));
        Pepper pepper = Pepper.load(environment, security().resolve("pepper"), true, random);
        this.keys = new ApiKeys(store, pepper, Audit.NONE, time, random);
    }

    /** Where keys, pepper, audit log and certificate are. */
    Path security() {
        return directory.resolve("security");
    }

    Path certificate() {
        return security().resolve("tls").resolve("self-signed.crt");
    }

    ApiKeys keys() {
        return keys;
    }

    /** Makes a key that may do these things, and returns what its holder sends. */
    String issue(String id, Scope... scopes) {
        return keys.create(new ApiKeys.Order(id, id, Set.of(scopes), KeyConstraints.NONE, Optional.empty()), "test")
                .token();
    }

    void start(String... more) throws IOException {
        Path ready = directory.resolve("ready.json");
        List<String> arguments = new ArrayList<>(List.of(
                "serve",
                "--port",
                "0",
                "--ready-file",
                ready.toString(),
                "--set",
                "run.directory=" + directory.resolve("run"),
                "--set",
                "security.directory=" + security(),
                "--set",
                "tls.self-signed=true"));
        arguments.addAll(List.of(more));
        program = RunningProgram.start(directory, environment, arguments.toArray(String[]::new));
        Matcher matcher = READY.matcher(program.contentOf(ready));
        assertThat(matcher.find()).isTrue();
        port = Integer.parseInt(matcher.group(1));
    }

    RunningProgram program() {
        return program;
    }

    int port() {
        return port;
    }

    /** How a client that trusts its certificate reaches it. */
    ClientOptions reach() {
        return ClientOptions.at("127.0.0.1", port).withTls(ClientTls.trusting(certificate()));
    }

    /** Ends the gateway as an operator would. */
    void end() throws IOException, InterruptedException {
        program.signal("TERM");
        assertThat(program.exitCode()).as(program.err()).isZero();
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
        time.close();
    }
}
