package io.mxgateway.launcher.admin;

import io.mxgateway.launcher.admin.HealthCheck.Finding;
import io.mxgateway.launcher.admin.HealthCheck.State;
import io.mxgateway.launcher.text.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Health over HTTP: 200 while the gateway is well enough, 503 otherwise, and what was found as JSON. */
final class HealthRoutes {
    private HealthRoutes() {}

    static List<Route> of(Health health) {
        return List.of(
                Route.get("/health/live", Access.OPEN, call -> reply(200, "live", Map.of())),
                Route.get("/health/ready", Access.OPEN, call -> ready(health)));
    }

    private static AdminReply ready(Health health) {
        Map<String, Finding> findings = health.look();
        State worst = Health.worst(findings);
        return reply(worst == State.DOWN ? 503 : 200, worst == State.DOWN ? "not ready" : "ready", findings);
    }

    private static AdminReply reply(int status, String summary, Map<String, Finding> findings) {
        Map<String, Object> checks = new LinkedHashMap<>();
        findings.forEach((name, finding) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("state", finding.state().name().toLowerCase(Locale.ROOT));
            one.put("message", finding.message());
            checks.put(name, one);
        });
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", summary);
        body.put("checks", checks);
        return AdminReply.of(status, AdminReply.JSON, Json.of(body) + "\n");
    }
}
