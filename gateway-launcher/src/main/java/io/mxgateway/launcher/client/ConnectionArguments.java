package io.mxgateway.launcher.client;

import io.grpc.ManagedChannelRegistry.ProviderNotFoundException;
import io.mxgateway.grpc.client.ClientOptions;
import io.mxgateway.grpc.client.ClientTls;
import io.mxgateway.grpc.client.MxGatewayClient;
import io.mxgateway.launcher.client.ClientFailure.Kind;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a gateway is reached: the arguments that all {@code client} commands share. */
final class ConnectionArguments {
    private static final Duration RESUME = Duration.ofSeconds(30);

    @Option(
            names = "--endpoint",
            paramLabel = "HOST:PORT",
            description = "Where the gateway listens. Default: MXGATEWAY_ENDPOINT, else localhost:50051")
    private String endpoint;

    @Mixin
    private KeyArgument key;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "TLS, trusting these certificates (PEM): those of an authority, or the gateway's self-signed"
                    + " one. Default: MXGATEWAY_CLIENT_CA")
    private String ca;

    @Option(
            names = "--tls",
            description = "TLS, trusting what Java trusts; so is every gateway on another machine reached")
    private boolean tls;

    @Option(names = "--server-name", paramLabel = "NAME", description = "The name that its certificate must carry.")
    private String serverName;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "This client's own certificate (PEM). Default: MXGATEWAY_CLIENT_CERTIFICATE")
    private String certificate;

    @Option(
            names = "--private-key",
            paramLabel = "FILE",
            description = "The key that belongs to it (PEM). Default: MXGATEWAY_CLIENT_PRIVATE_KEY")
    private String privateKey;

    @Option(names = "--plaintext", description = "No TLS; so is every gateway on this machine reached without --ca")
    private boolean plaintext;

    @Option(
            names = "--key-in-plaintext",
            description = "Send the API key to another machine although it can be listened in on.")
    private boolean keyInPlaintext;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "How long one call may take. Default: ${DEFAULT-VALUE}")
    private Duration timeout;

    Duration timeout() {
        return timeout;
    }

    /** Where it goes to. */
    Endpoint endpoint(Console console) {
        return Endpoint.parse(
                endpoint == null
                        ? console.environment().getOrDefault("MXGATEWAY_ENDPOINT", "localhost:50051")
                        : endpoint);
    }

    /**
     * A client; it has not connected yet.
     *
     * @throws ClientFailure when the arguments do not fit together or a file cannot be read
     */
    MxGatewayClient client(Console console, Optional<String> token) {
        Endpoint where = endpoint(console);
        ClientOptions options = ClientOptions.at(where.host(), where.port())
                .withCallTimeout(timeout)
                .withResumeWindow(RESUME);
        Optional<ClientTls> security = security(console.environment(), where);
        if (security.isPresent()) {
            options = options.withTls(security.get());
        }
        if (token.isPresent()) {
            if (security.isEmpty() && !where.isLoopback() && !keyInPlaintext) {
                throw new ClientFailure(
                        Kind.USAGE,
                        "endpoint = " + where + ": the API key would go to another machine unencrypted; leave out"
                                + " --plaintext, or say --key-in-plaintext where something else encrypts");
            }
            options = options.withApiKey(token.get());
            options = keyInPlaintext ? options.withKeyInPlaintext() : options;
        }
        try {
            return new MxGatewayClient(options);
        } catch (UncheckedIOException | IllegalArgumentException | ProviderNotFoundException e) {
            // The transport tells of a file without a certificate or key in it as if it could not do TLS.
            throw new ClientFailure(
                    Kind.USAGE,
                    "--ca, --certificate, --private-key: must be PEM files, the last one with a PKCS#8 key that is not"
                            + " encrypted (" + Reasons.of(e) + ")",
                    e);
        }
    }

    /** The key, read once: the standard input gives it only once. */
    Optional<String> token(Console console) {
        return key.read(console);
    }

    private Optional<ClientTls> security(Map<String, String> environment, Endpoint where) {
        Optional<Path> trusted = file("--ca", ca, environment.get("MXGATEWAY_CLIENT_CA"));
        Optional<Path> chain = file("--certificate", certificate, environment.get("MXGATEWAY_CLIENT_CERTIFICATE"));
        Optional<Path> own = file("--private-key", privateKey, environment.get("MXGATEWAY_CLIENT_PRIVATE_KEY"));
        if (chain.isPresent() != own.isPresent()) {
            throw new ClientFailure(Kind.USAGE, "--certificate and --private-key are given together or not at all");
        }
        if (plaintext && (tls || ca != null || certificate != null)) {
            throw new ClientFailure(Kind.USAGE, "--plaintext goes without --tls, --ca and --certificate");
        }
        boolean asked = tls || trusted.isPresent() || chain.isPresent();
        boolean encrypted = !plaintext && (asked || where.encrypted().orElse(!where.isLoopback()));
        return encrypted
                ? Optional.of(new ClientTls(trusted, chain, own, Optional.ofNullable(serverName)))
                : Optional.empty();
    }

    private static Optional<Path> file(String option, String given, String variable) {
        String name = given == null ? variable : given;
        if (name == null || name.isEmpty()) {
            return Optional.empty();
        }
        Path file = Path.of(name);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ClientFailure(Kind.USAGE, option + " = " + name + ": cannot be read; it must be a PEM file");
        }
        return Optional.of(file);
    }
}
