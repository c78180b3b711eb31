package io.mxgateway.launcher.dashboard;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.MetricsSnapshot;
import io.mxgateway.core.metrics.MetricsSnapshot.Series;
import io.mxgateway.launcher.admin.Access;
import io.mxgateway.launcher.admin.AdminCall;
import io.mxgateway.launcher.admin.AdminReply;
import io.mxgateway.launcher.admin.GatewayView;
import io.mxgateway.launcher.admin.GatewayView.SessionRow;
import io.mxgateway.launcher.admin.Route;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** The workers: those of sessions, and those that wait for one. Thread-safe. */
final class WorkersSection implements Section {
    private final GatewayView gateway;

    WorkersSection(GatewayView gateway) {
        this.gateway = gateway;
    }

    @Override
    public String path() {
        return "/workers";
    }

    @Override
    public String title() {
        return "Workers";
    }

    @Override
    public List<Route> routes(Frame frame) {
        return List.of(Route.get(path(), Access.VIEW, call -> page(frame, call)));
    }

    private AdminReply page(Frame frame, AdminCall call) {
        MetricsSnapshot metrics = gateway.metrics();
        return frame.livePage(
                call,
                this,
                title(),
                Html.el(
                        "div.columns",
                        Html.el("section", Html.el("h2", "Kept warm"), pools()),
                        Html.el("section", Html.el("h2", "Since the start"), counts(metrics))),
                sessions(frame, call));
    }

    private Html pools() {
        Table table =
                new Table("Kept warm").column("Backend").figures("Waiting").figures("Wanted");
        gateway.pools().forEach(pool -> table.row(pool.backend(), pool.waiting(), pool.wanted()));
        return table.html("No worker is started ahead of time (backends.<name>.warm).");
    }

    private static Html counts(MetricsSnapshot metrics) {
        Series startup = metrics.series().stream()
                .filter(series -> series.metric() == GatewayMetric.WORKERS_STARTUP_DURATION)
                .findFirst()
                .orElse(new Series(GatewayMetric.WORKERS_STARTUP_DURATION, List.of(), 0, 0, List.of()));
        return Show.facts(List.of(
                "Running",
                Show.count(metrics.value(GatewayMetric.WORKERS_RUNNING)),
                "Started",
                Show.count(startup.value()),
                "Start, on average",
                startup.value() == 0
                        ? Show.orDash("")
                        : Show.count(Math.round(1000 * startup.sumSeconds() / startup.value())) + " ms",
                "Ended",
                Show.count(metrics.total(GatewayMetric.WORKERS_EXITED)),
                "Killed by the gateway",
                Show.count(metrics.total(GatewayMetric.WORKERS_KILLED)),
                "Heartbeats missed",
                Show.count(metrics.value(GatewayMetric.HEARTBEATS_MISSED))));
    }

    private Html sessions(Frame frame, AdminCall call) {
        List<SessionRow> rows = gateway.sessions().stream()
                .sorted(Comparator.comparingLong(SessionRow::workerPid))
                .toList();
        Paging page = Paging.of(call.query(), rows.size());
        Table table = new Table(page.caption("Workers of sessions"))
                .column("Process")
                .column("State")
                .column("Backend")
                .column("Session")
                .figures("Waiting")
                .figures("Age");
        page.of(rows)
                .forEach(row -> table.row(
                        row.workerPid() == 0 ? Show.orDash("") : row.workerPid(),
                        Show.state(row.workerState()),
                        row.backend(),
                        SessionsSection.named(row.id(), row.clientName(), row.internal()),
                        Show.count(row.pending()),
                        Show.lasting(Duration.between(row.createdAt(), frame.now()))));
        return Html.all(
                table.html("No session, and so no worker of one."), page.links(number -> path() + "?page=" + number));
    }
}
