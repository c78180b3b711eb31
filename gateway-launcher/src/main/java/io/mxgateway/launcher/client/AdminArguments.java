package io.mxgateway.launcher.client;

import io.mxgateway.launcher.client.ClientFailure.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the admin port of a gateway is reached: the arguments that {@code sessions} and {@code drain} share. */
final class AdminArguments {
    @Option(
            names = "--admin",
            paramLabel = "URL",
            description = "Where the gateway's admin port is, such as http://localhost:9090. Default: MXGATEWAY_ADMIN")
    private String admin;

    @Mixin
    private KeyArgument key;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "For https: the certificates to trust (PEM). Default: MXGATEWAY_CLIENT_CA, else what Java"
                    + " trusts")
    private String ca;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "How long an answer may take. Default: ${DEFAULT-VALUE}")
    private Duration timeout;

    /**
     * The admin port.
     *
     * @throws ClientFailure when the arguments do not say where that is, or would show the key to others
     */
    AdminPort port(Console console) {
        URI url = url(admin == null ? console.environment().getOrDefault("MXGATEWAY_ADMIN", "") : admin);
        Optional<String> token = key.read(console);
        if (token.isPresent() && url.getScheme().equals("http") && !isLoopback(url)) {
            throw new ClientFailure(
                    Kind.USAGE,
                    "--admin = " + url + ": the API key would go to another machine unencrypted; use https");
        }
        String trusted = ca == null ? console.environment().getOrDefault("MXGATEWAY_CLIENT_CA", "") : ca;
        return new AdminPort(url, token, trusted.isEmpty() ? Optional.empty() : Optional.of(Path.of(trusted)), timeout);
    }

    private static boolean isLoopback(URI url) {
        return Endpoint.parse(url.getHost() + ":1").isLoopback();
    }

    private static URI url(String text) {
        if (text.isEmpty()) {
            throw new ClientFailure(
                    Kind.USAGE,
                    "where is the admin port? Give --admin URL or MXGATEWAY_ADMIN, such as http://localhost:9090; the"
                            + " gateway has one when admin.port is set");
        }
        try {
            URI url = new URI(text.contains("://") ? text : "http://" + text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getUserInfo() == null && url.getPort() <= 65_535) {
                return new URI(url.getScheme(), null, url.getHost(), url.getPort(), null, null, null);
            }
        } catch (URISyntaxException e) {
            throw notOne(text, e);
        }
        throw notOne(text, null);
    }

    private static ClientFailure notOne(String text, Throwable cause) {
        return new ClientFailure(
                Kind.USAGE, "--admin = " + text + ": must be a URL such as http://localhost:9090", cause);
    }
}
