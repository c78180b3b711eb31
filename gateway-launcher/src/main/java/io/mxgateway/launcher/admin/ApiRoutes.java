package io.mxgateway.launcher.admin;

import io.mxgateway.core.security.Caller;
import io.mxgateway.launcher.admin.GatewayView.SessionRow;
import io.mxgateway.launcher.text.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The acts of an operator for machines, as JSON: what the commands {@code sessions} and {@code drain} use. */
final class ApiRoutes {
    private final GatewayView gateway;
    private final LogLevels levels;
    private final Duration patience;

    /**
     * Routes.
     *
     * @param gateway what is looked at and acted on
     * @param levels what is logged
     * @param patience how long an act may take before its sender is told that it goes on
     */
    ApiRoutes(GatewayView gateway, LogLevels levels, Duration patience) {
        this.gateway = gateway;
        this.levels = levels;
        this.patience = patience;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/sessions", Access.VIEW, call -> json(Map.of("sessions", sessions()))),
                Route.post("/api/sessions/{id}/close", Access.ACT, call -> {
                    call.json();
                    return ended(gateway.close(call.part("id"), call.caller(), call.peer()));
                }),
                Route.post("/api/sessions/{id}/kill", Access.ACT, call -> {
                    call.json();
                    return ended(gateway.kill(call.part("id"), call.caller(), call.peer()));
                }),
                Route.post("/api/drain", Access.ACT, call -> {
                    call.json();
                    gateway.drain(call.caller(), call.peer());
                    return json(Map.of("draining", true));
                }),
                Route.post("/api/read-only/{state}", Access.ACT, call -> {
                    call.json();
                    return readOnly(call.part("state"), call.caller(), call.peer());
                }),
                Route.get("/api/log-levels", Access.ACT, call -> json(Map.of("levels", levels.all()))),
                Route.post("/api/log-levels/{logger}/{level}", Access.ACT, call -> {
                    call.json();
                    return levelSet(call.part("logger"), call.part("level"), call.caller(), call.peer());
                }));
    }

    private List<Map<String, Object>> sessions() {
        return gateway.sessions().stream().map(ApiRoutes::object).toList();
    }

    private static Map<String, Object> object(SessionRow row) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", row.id());
        object.put("client_name", row.clientName());
        object.put("owner", row.owner());
        object.put("backend", row.backend());
        object.put("state", row.state());
        object.put("worker_state", row.workerState());
        object.put("worker_pid", row.workerPid());
        object.put("created_at", row.createdAt());
        object.put("pending", row.pending());
        object.put("commands", row.commands());
        object.put("failed_commands", row.failedCommands());
        object.put("events", row.events());
        object.put("subscribers", row.subscribers());
        object.put("last_fault", row.lastFault());
        object.put("internal", row.internal());
        return object;
    }

    private AdminReply readOnly(String state, Caller by, String peer) {
        boolean refuse = switch (state) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new AdminRefusal(400, "read-only can be 'on' or 'off'");
        };
        gateway.readOnly(refuse, by, peer);
        return json(Map.of("read_only", refuse));
    }

    private AdminReply levelSet(String logger, String level, Caller by, String peer) {
        if (!levels.set(logger, level, by, peer)) {
            throw new AdminRefusal(400, "there is no such level; there are " + String.join(", ", levels.known()));
        }
        return json(Map.of("levels", levels.all()));
    }

    private AdminReply ended(CompletionStage<String> act) {
        return json(Map.of("result", ActOutcome.await(act, patience)));
    }

    private static AdminReply json(Object body) {
        return AdminReply.of(200, AdminReply.JSON, Json.of(body) + "\n");
    }
}
