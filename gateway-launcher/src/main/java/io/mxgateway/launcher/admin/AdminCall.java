package io.mxgateway.launcher.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.mxgateway.core.security.Caller;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request. Used by the one thread that answers it. */
public final class AdminCall {
    /** The most bytes that the body of a request may have. */
    static final int MAX_BODY_BYTES = 64 << 10;

    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpExchange exchange;
    private final Map<String, String> named;
    private final Visitor visitor;
    // The body as text; null until it was asked for.
    private String body;

    AdminCall(HttpExchange exchange, Map<String, String> named, Visitor visitor) {
        this.exchange = exchange;
        this.named = named;
        this.visitor = visitor;
    }

    /** Who asks. */
    public Caller caller() {
        return visitor.caller();
    }

    /** Who asks, and how they showed it. */
    public Visitor visitor() {
        return visitor;
    }

    /** What stands in a place of the route's pattern. */
    public String part(String name) {
        return named.get(name);
    }

    /** The path, as it was asked for, decoded. */
    public String path() {
        return exchange.getRequestURI().getPath();
    }

    /** What stands behind the question mark. */
    public Parameters query() {
        return Parameters.of(exchange.getRequestURI().getRawQuery());
    }

    /** The first header with a name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** The address of the one who asks, without the port. */
    public String peer() {
        return peerOf(exchange);
    }

    /** The port that it came to. */
    public int port() {
        return exchange.getLocalAddress().getPort();
    }

    /** Whether it came over TLS. */
    public boolean encrypted() {
        return exchange instanceof HttpsExchange;
    }

    static String peerOf(HttpExchange exchange) {
        return exchange.getRemoteAddress().getAddress().getHostAddress();
    }

    /**
     * The form that was sent.
     *
     * @throws AdminRefusal when the body is no form or is too large
     */
    public Parameters form() {
        if (!contentType().equals(FORM)) {
            throw new AdminRefusal(415, "this needs a form (" + FORM + ")");
        }
        return Parameters.of(body());
    }

    /**
     * The body, which must be JSON by its type: a browser does not send that to a foreign server without asking it.
     *
     * @throws AdminRefusal when it is not or is too large
     */
    public String json() {
        if (!contentType().equals(AdminReply.JSON)) {
            throw new AdminRefusal(415, "this needs a body of the type " + AdminReply.JSON);
        }
        return body();
    }

    private String contentType() {
        String type = header("Content-Type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(java.util.Locale.ROOT);
    }

    private String body() {
        if (body == null) {
            try {
                byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
                if (bytes.length > MAX_BODY_BYTES) {
                    throw new AdminRefusal(413, "the body is too large; the most is " + MAX_BODY_BYTES + " bytes");
                }
                body = new String(bytes, UTF_8);
            } catch (IOException e) {
                throw new AdminRefusal(400, "the body did not arrive");
            }
        }
        return body;
    }

    /** The paths' parts that a request names; refused when they are no plain path. */
    static List<String> partsOf(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        if (path == null || !path.startsWith("/")) {
            throw new AdminRefusal(400, "the path must begin with '/'");
        }
        List<String> parts = Route.parts(path);
        if (parts.contains(".") || parts.contains("..")) {
            throw new AdminRefusal(400, "the path must not contain '.' or '..'");
        }
        return parts;
    }
}
