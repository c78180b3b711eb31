package io.mxgateway.launcher.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin port. Finds the route of each request, has it admitted once, and answers; whatever goes wrong, its sender gets
 * a plain sentence and the log the rest. Start it once; thread-safe.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    /**
     * Connections at one time, and threads: the JDK's server reads a request on the thread that answers it, so that with
     * fewer threads than connections some that never finish asking would hold up all others.
     */
    private static final int MOST_AT_ONCE = 200;

    private static final int BACKLOG = 64;
    private static final long IDLE_SECONDS = 10;
    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            // With none at all, browsers would say of our own forms too that they come from nowhere.
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private final InetSocketAddress address;
    private final Optional<Supplier<SSLContext>> tls;
    private final AdminAccess access;
    private final List<Route> routes;
    private final Function<AdminRefusal, AdminReply> refusalPage;
    private final ThreadPoolExecutor threads;
    // Null before the start and after the close. Guarded by this.
    private HttpServer server;

    /**
     * A port that does not listen yet.
     *
     * @param address where to listen; port 0 for any free one
     * @param tls the certificate to use, asked for with each connection; empty for plain text
     * @param access who may ask
     * @param routes what is served; the first that fits counts
     * @param refusalPage what a browser shows whose request was refused; of the same status
     */
    public AdminServer(
            InetSocketAddress address,
            Optional<Supplier<SSLContext>> tls,
            AdminAccess access,
            List<Route> routes,
            Function<AdminRefusal, AdminReply> refusalPage) {
        this.address = Objects.requireNonNull(address, "address");
        this.tls = Objects.requireNonNull(tls, "tls");
        this.access = Objects.requireNonNull(access, "access");
        this.routes = List.copyOf(routes);
        this.refusalPage = Objects.requireNonNull(refusalPage, "refusalPage");
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                0, MOST_AT_ONCE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "mxgateway-admin-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** One for machines only, which tells people as well in plain text what it refuses. */
    public AdminServer(
            InetSocketAddress address, Optional<Supplier<SSLContext>> tls, AdminAccess access, List<Route> routes) {
        this(
                address,
                tls,
                access,
                routes,
                refused -> AdminReply.of(refused.status(), AdminReply.TEXT, refused.getMessage() + "\n"));
    }

    /**
     * Keeps slow and idle connections from holding the port up. The JDK's server knows these limits only as properties of
     * the process, and reads them once: to be called before the first server is made, by a program that owns its process.
     */
    public static void limitProcess() {
        Map.of(
                        // Seconds that a request may take to arrive, and its answer to leave.
                        "sun.net.httpserver.maxReqTime", "10",
                        "sun.net.httpserver.maxRspTime", "60",
                        "sun.net.httpserver.idleInterval", "30",
                        "sun.net.httpserver.maxIdleConnections", "50",
                        "jdk.httpserver.maxConnections", String.valueOf(MOST_AT_ONCE),
                        "sun.net.httpserver.maxReqHeaders", "100",
                        "sun.net.httpserver.maxReqHeaderSize", "16384",
                        // Otherwise a small answer waits for the acknowledgement of its own headers.
                        "sun.net.httpserver.nodelay", "true")
                .forEach((name, value) -> {
                    if (System.getProperty(name) == null) {
                        System.setProperty(name, value);
                    }
                });
    }

    /**
     * Listens from now on.
     *
     * @throws IOException when the address cannot be listened on
     */
    public synchronized void start() throws IOException {
        HttpServer listening = bound();
        listening.createContext("/", this::serve);
        listening.setExecutor(threads);
        listening.start();
        server = listening;
    }

    private HttpServer bound() throws IOException {
        try {
            return tls.isEmpty() ? HttpServer.create(address, BACKLOG) : encrypting(tls.get());
        } catch (IOException e) {
            throw new IOException(
                    "the admin port cannot listen on " + address.getHostString() + ":" + address.getPort() + ": "
                            + e.getMessage() + "; is another program using it? (admin.port, admin.bind)",
                    e);
        }
    }

    private HttpServer encrypting(Supplier<SSLContext> tls) throws IOException {
        HttpsServer https = HttpsServer.create(address, BACKLOG);
        https.setHttpsConfigurator(new HttpsConfigurator(tls.get()) {
            @Override
            public SSLContext getSSLContext() {
                return tls.get();
            }
        });
        return https;
    }

    /** The port that it listens on. */
    public synchronized int port() {
        if (server == null) {
            throw new IllegalStateException("the admin port does not listen");
        }
        return server.getAddress().getPort();
    }

    /** Listens no more; what is being answered is cut off. Idempotent, and legal before the start. */
    @Override
    public void close() {
        HttpServer listening;
        synchronized (this) {
            listening = server;
            server = null;
        }
        if (listening != null) {
            listening.stop(0);
        }
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try {
            send(exchange, answer(exchange));
        } finally {
            exchange.close();
        }
    }

    private AdminReply answer(HttpExchange exchange) {
        try {
            SameSite.check(exchange, isLocal());
            return routed(exchange);
        } catch (AdminRefusal refused) {
            LOG.info(
                    "refused a request to the admin port: status={} peer={} method={} why={}",
                    refused.status(),
                    AdminCall.peerOf(exchange),
                    exchange.getRequestMethod().length() > 10 ? "?" : exchange.getRequestMethod(),
                    refused.getMessage());
            return refusal(exchange, refused);
        } catch (RuntimeException e) {
            LOG.error(
                    "a request to the admin port failed: {}",
                    exchange.getHttpContext().getPath(),
                    e);
            return refusal(exchange, new AdminRefusal(500, "this failed; the gateway's log tells more"));
        }
    }

    private boolean isLocal() {
        return address.getAddress() != null && address.getAddress().isLoopbackAddress();
    }

    private AdminReply routed(HttpExchange exchange) {
        List<String> path = AdminCall.partsOf(exchange);
        String method = exchange.getRequestMethod().equals("HEAD") ? "GET" : exchange.getRequestMethod();
        boolean known = false;
        for (Route route : routes) {
            Optional<Map<String, String>> named = route.match(path);
            known |= named.isPresent();
            if (named.isPresent() && route.method().equals(method)) {
                Visitor visitor = access.admit(exchange, route.access());
                return route.handler().answer(new AdminCall(exchange, named.get(), visitor));
            }
        }
        throw known
                ? new AdminRefusal(405, "this cannot be done with that method")
                : new AdminRefusal(404, "there is no such page");
    }

    private static void send(HttpExchange exchange, AdminReply reply) throws IOException {
        ALWAYS.forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        if (!reply.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        byte[] body = reply.body().getBytes(UTF_8);
        if (head || body.length == 0) {
            exchange.sendResponseHeaders(reply.status(), -1);
        } else {
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** What somebody sees whose request was refused. */
    private AdminReply refusal(HttpExchange exchange, AdminRefusal refused) {
        String accepts = exchange.getRequestHeaders().getFirst("Accept");
        if (accepts != null && accepts.contains("text/html")) {
            return refused.status() == 401 && exchange.getRequestMethod().equals("GET")
                    ? AdminReply.seeOther("/sign-in")
                    : refusalPage.apply(refused);
        }
        AdminReply reply = AdminReply.of(refused.status(), AdminReply.TEXT, refused.getMessage() + "\n");
        return refused.status() == 401 ? reply.with("WWW-Authenticate", "Bearer") : reply;
    }
}
