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
import io.mxgateway.launcher.admin.SignIns;
import io.mxgateway.launcher.config.AdminSettings;
import io.mxgateway.launcher.config.ListenerRules;
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
    private final Optional<AdminServer> server;

    private AdminWiring(String host, Optional<AdminServer> server) {
        this.host = host;
        this.server = server;
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
        all.addAll(ofSecurity(security));
        return new AdminWiring(
                settings.bindAddress(),
                Optional.of(new AdminServer(
                        new InetSocketAddress(
                                settings.bindAddress(), settings.port().get()),
                        security.tls().tls().map(AdminWiring::context),
                        access,
                        AdminRoutes.forMachines(view, new Health(all), new LoggerLevels()))));
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

    private static List<HealthCheck> ofSecurity(SecurityWiring security) {
        List<HealthCheck> checks = new ArrayList<>();
        security.keys().ifPresent(keys -> {
            checks.add(new HealthCheck("keys", () -> keysOf(keys.store().problems())));
            checks.add(new HealthCheck(
                    "audit",
                    () -> keys.audit().healthy()
                            ? Finding.ok("records are written")
                            : Finding.degraded("records of the audit log were lost; the log tells why")));
        });
        security.tls()
                .tls()
                .ifPresent(tls -> checks.add(new HealthCheck(
                        "tls",
                        () -> tls.problem()
                                .map(Finding::degraded)
                                .orElseGet(() -> Finding.ok("the certificate is good until "
                                        + tls.identity().expiry())))));
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
        if (server.isPresent()) {
            server.get().start();
        }
    }

    /** Where it listens; empty where it is off. */
    Optional<String> address() {
        return server.map(listening -> (host.contains(":") ? "[" + host + "]" : host) + ":" + listening.port());
    }

    @Override
    public void close() {
        server.ifPresent(AdminServer::close);
    }
}
