package io.mxgateway.launcher.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything the admin port serves for machines. */
public final class AdminRoutes {
    /** How long the sender of an act waits for its outcome. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private AdminRoutes() {}

    /** Metrics, health, and the acts of an operator. */
    public static List<Route> forMachines(GatewayView gateway, Health health, LogLevels levels) {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.get(
                "/metrics",
                Access.LOCAL_OR_VIEW,
                call -> new AdminReply(
                        200, PrometheusExport.CONTENT_TYPE, Map.of(), PrometheusExport.text(gateway.metrics()))));
        routes.addAll(HealthRoutes.of(health));
        routes.addAll(new ApiRoutes(gateway, levels, PATIENCE).routes());
        return routes;
    }
}
