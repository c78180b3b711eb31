package io.mxgateway.launcher.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxgateway.launcher.client.ClientFailure.Kind;
import io.mxgateway.launcher.text.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;

/**
 * The admin port of a gateway, as a client sees it. One connection for each request, and no thread: the JDK's newer HTTP
 * client would leave one behind. Immutable.
 */
final class AdminPort {
    private static final int MOST_BYTES = 64 << 20;
    private static final String JSON = "application/json";

    private final URI url;
    private final Optional<String> key;
    private final Optional<Path> trusted;
    private final Duration timeout;

    AdminPort(URI url, Optional<String> key, Optional<Path> trusted, Duration timeout) {
        this.url = url;
        this.key = key;
        this.trusted = trusted;
        this.timeout = timeout;
    }

    /** What a path shows. */
    Map<?, ?> get(String path) {
        return send("GET", path);
    }

    /** What doing something gave. */
    Map<?, ?> post(String path) {
        return send("POST", path);
    }

    private Map<?, ?> send(String method, String path) {
        HttpURLConnection connection = null;
        try {
            connection = open(path);
            connection.setRequestMethod(method);
            if (method.equals("POST")) {
                byte[] body = "{}".getBytes(UTF_8);
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", JSON);
                // Of a length that is known, so that the JDK does not send it again by itself.
                connection.setFixedLengthStreamingMode(body.length);
                connection.getOutputStream().write(body);
            }
            return answer(connection.getResponseCode(), connection);
        } catch (IOException e) {
            throw unreachable(e);
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) url.resolve(path).toURL().openConnection(java.net.Proxy.NO_PROXY);
        int millis = Math.toIntExact(Math.min(timeout.toMillis(), Integer.MAX_VALUE));
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", JSON);
        connection.setRequestProperty("Connection", "close");
        key.ifPresent(token -> connection.setRequestProperty("Authorization", "Bearer " + token));
        if (connection instanceof HttpsURLConnection https && trusted.isPresent()) {
            https.setSSLSocketFactory(Trust.in(trusted.get()).getSocketFactory());
        }
        return connection;
    }

    private Map<?, ?> answer(int status, HttpURLConnection connection) throws IOException {
        InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        String text = stream == null ? "" : new String(stream.readNBytes(MOST_BYTES), UTF_8);
        if (status == 401) {
            throw new ClientFailure(
                    Kind.UNAUTHORIZED,
                    "--admin = " + url + ": "
                            + (key.isPresent()
                                    ? "the API key is refused; is it the whole key, neither revoked nor expired?"
                                    : "it asks for an API key; name it with --api-key-file or MXGATEWAY_API_KEY"));
        }
        if (status == 403 || status == 429) {
            throw new ClientFailure(Kind.UNAUTHORIZED, "--admin = " + url + ": " + text.strip());
        }
        if (status >= 300) {
            throw new ClientFailure(
                    Kind.FAILED, text.isBlank() ? "the gateway answered with HTTP status " + status : text.strip());
        }
        try {
            if (JsonReader.read(text) instanceof Map<?, ?> object) {
                return object;
            }
            throw notOurs(null);
        } catch (IllegalArgumentException e) {
            throw notOurs(e);
        }
    }

    private ClientFailure notOurs(Throwable cause) {
        return new ClientFailure(
                Kind.UNREACHABLE, "--admin = " + url + ": what answers there is no gateway's admin port", cause);
    }

    private ClientFailure unreachable(IOException failure) {
        String why;
        if (failure instanceof UnknownHostException) {
            why = "there is no such host";
        } else if (failure instanceof ConnectException) {
            why = "connection refused; does the gateway run, with admin.port set?";
        } else if (failure instanceof SocketTimeoutException) {
            why = "no answer in the time that --timeout gives";
        } else if (failure instanceof SSLException) {
            why = "its certificate cannot be trusted, or it speaks no TLS (" + Reasons.of(failure)
                    + "); --ca names the certificates to trust";
        } else {
            why = Reasons.of(failure) + "; is the port right, and the scheme (http, https)?";
        }
        return new ClientFailure(Kind.UNREACHABLE, "--admin = " + url + ": cannot connect: " + why, failure);
    }
}
