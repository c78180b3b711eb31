package io.mxgateway.launcher;

import io.mxgateway.core.security.Authenticator;
import io.mxgateway.core.security.KeyProblem;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.grpc.tls.GatewayTls;
import io.mxgateway.grpc.tls.TlsException;
import io.mxgateway.launcher.admin.AdminAccess;
import io.mxgateway.launcher.admin.AdminRoutes;
import io.mxgateway.launcher.admin.AdminServer;
import io.mxgateway.launcher.admin.GatewayView;
import io.mxgateway.launcher.admin.Health;
import io.mxgateway.launcher.admin.HealthCheck;
import io.mxgateway.launcher.admin.HealthCheck.Finding;
import io.mxgateway.launcher.admin.MinuteHistory;
import io.mxgateway.launcher.admin.Route;
import io.mxgateway.launcher.admin.SessionRates;
import io.mxgateway.launcher.admin.SignIns;
import io.mxgateway.launcher.config.AdminSettings;
import io.mxgateway.launcher.config.ListenerRules;
import io.mxgateway.launcher.dashboard.Dashboard;
import io.mxgateway.launcher.logging.LoggerLevels;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** The admin port, put together as it was configured; nothing where it is off. Owned by the gateway's thread. */
final class AdminWiring implements AutoCloseable {
    private static final int CSRF_BYTES = 32;

    private final String host;
    private final Optional<Running> running;

    /** The server, and what looks at the gateway from time to time for it. */
    private record Running(AdminServer server, MinuteHistory history, SessionRates rates) {}

    private AdminWiring(String host, Optional<Running> running) {
        this.host = host;
        this.running = running;
    }

    /** Puts it together; nothing listens yet. */
    static AdminWiring of(
            AdminSettings settings,
            SecurityWiring security,
            GatewayView view,
            List<HealthCheck> checks,
            GatewayTime time,
            SecureRandom random) {
        if (settings.port().isEmpty()) {
            return new AdminWiring("", Optional.empty());
        }
        AdminServer.limitProcess();
        Authenticator authenticator = KeyWiring.authenticatorOf(security.keys());
        byte[] csrf = new byte[CSRF_BYTES];
        random.nextBytes(csrf);
        AdminAccess access = new AdminAccess(
                authenticator,
                isLocal(settings.bindAddress()),
                new SignIns(time, random),
                Base64.getUrlEncoder().withoutPadding().encodeToString(csrf));
        List<HealthCheck> all = new ArrayList<>(checks);
        all.addAll(ofSecurity(security, time));
        Health health = new Health(all);
        MinuteHistory history = new MinuteHistory(time, view::metrics);
        SessionRates rates = new SessionRates(time, view::sessions);
        Dashboard dashboard = new Dashboard(view, access, health, history, rates, time);
        List<Route> routes = new ArrayList<>(AdminRoutes.forMachines(view, health, new LoggerLevels(security.audit())));
        routes.addAll(dashboard.routes());
        AdminServer server = new AdminServer(
                new InetSocketAddress(settings.bindAddress(), settings.port().get()),
                security.tls().tls().map(AdminWiring::context),
                access,
                routes,
                dashboard::refusal);
        return new AdminWiring(settings.bindAddress(), Optional.of(new Running(server, history, rates)));
    }

    private static boolean isLocal(String bind) {
        try {
            return ListenerRules.isLoopback(bind);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Supplier<SSLContext> context(GatewayTls tls) {
        return () -> {
            try {
                return tls.context();
            } catch (TlsException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        };
    }

    private static List<HealthCheck> ofSecurity(SecurityWiring security, GatewayTime time) {
        List<HealthCheck> checks = new ArrayList<>();
        security.keys().ifPresent(keys -> {
            checks.add(new HealthCheck("keys", () -> keysOf(keys.store().problems())));
            checks.add(new HealthCheck(
                    "audit",
                    () -> keys.audit().healthy()
                            ? Finding.ok("records are written")
                            : Finding.degraded("records of the audit log were lost; the log tells why")));
        });
        if (security.tls().tls().isPresent()) {
            checks.add(new HealthCheck(
                    "tls", () -> security.tls().finding(time.now()).orElseThrow()));
        }
        return checks;
    }

    private static Finding keysOf(List<KeyProblem> problems) {
        return problems.isEmpty()
                ? Finding.ok("all keys can be read")
                : Finding.degraded(problems.size() + " problem(s), the first: "
                        + problems.get(0).text());
    }

    /**
     * Listens from now on.
     *
     * @throws IOException when the address cannot be listened on
     */
    void start() throws IOException {
        if (running.isPresent()) {
            running.get().server().start();
            running.get().history().start();
            running.get().rates().start();
        }
    }

    /** Where it listens; empty where it is off. */
    Optional<String> address() {
        return running.map(on -> (host.contains(":") ? "[" + host + "]" : host) + ":"
                + on.server().port());
    }

    @Override
    public void close() {
        running.ifPresent(on -> {
            on.server().close();
            on.history().close();
            on.rates().close();
        });
    }
}
