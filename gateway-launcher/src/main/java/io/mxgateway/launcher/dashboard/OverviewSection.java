package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.MetricsSnapshot;
import io.mxgateway.launcher.admin.Access;
import io.mxgateway.launcher.admin.AdminAccess;
import io.mxgateway.launcher.admin.AdminCall;
import io.mxgateway.launcher.admin.AdminRefusal;
import io.mxgateway.launcher.admin.AdminReply;
import io.mxgateway.launcher.admin.GatewayView;
import io.mxgateway.launcher.admin.GatewayView.EndedRow;
import io.mxgateway.launcher.admin.GatewayView.Overview;
import io.mxgateway.launcher.admin.GatewayView.SessionRow;
import io.mxgateway.launcher.admin.Health;
import io.mxgateway.launcher.admin.MinuteHistory;
import io.mxgateway.launcher.admin.MinuteHistory.Sample;
import io.mxgateway.launcher.admin.Route;
import io.mxgateway.launcher.admin.SessionRates;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** How the gateway as a whole is, and what can be told to it as a whole. Thread-safe. */
final class OverviewSection implements Section {
    private static final int FAULTS = 8;
    private static final int BUSIEST = 8;
    private static final int FAULT_TEXT = 200;
    private static final int SAMPLES = (int) MinuteHistory.SPAN.dividedBy(MinuteHistory.STEP);

    private final GatewayView gateway;
    private final Health health;
    private final MinuteHistory history;
    private final SessionRates rates;

    OverviewSection(GatewayView gateway, Health health, MinuteHistory history, SessionRates rates) {
        this.gateway = gateway;
        this.health = health;
        this.history = history;
        this.rates = rates;
    }

    @Override
    public String path() {
        return "/";
    }

    @Override
    public String title() {
        return "Overview";
    }

    @Override
    public List<Route> routes(Frame frame) {
        Confirmation drain = new Confirmation(
                "Drain the gateway",
                "No new session is taken from now on, and health checks say so. Sessions that there are go on. This cannot"
                        + " be undone but by a restart.",
                "Drain");
        return List.of(
                Route.get("/", Access.VIEW, call -> overview(frame, call)),
                Route.get("/drain", Access.ACT, call -> drain.page(frame, call, this, "/drain", "/")),
                Route.post("/drain", Access.ACT, call -> {
                    AdminAccess.checkCsrf(call.visitor(), call.form());
                    gateway.drain(call.caller(), call.peer());
                    return AdminReply.seeOther("/");
                }),
                Route.get(
                        "/read-only/{state}",
                        Access.ACT,
                        call -> readOnly(isOn(call)).page(frame, call, this, "/read-only/" + call.part("state"), "/")),
                Route.post("/read-only/{state}", Access.ACT, call -> {
                    AdminAccess.checkCsrf(call.visitor(), call.form());
                    gateway.readOnly(isOn(call), call.caller(), call.peer());
                    return AdminReply.seeOther("/");
                }));
    }

    private static boolean isOn(AdminCall call) {
        return switch (call.part("state")) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new AdminRefusal(404, "there is no such page");
        };
    }

    private static Confirmation readOnly(boolean on) {
        return on
                ? new Confirmation(
                        "Refuse all writes",
                        "Every write of every client is refused from now on, until writes are allowed again or the gateway"
                                + " restarts.",
                        "Refuse writes")
                : new Confirmation(
                        "Allow writes again",
                        "Clients may write again from now on, each as far as its key allows.",
                        "Allow writes");
    }

    private AdminReply overview(Frame frame, AdminCall call) {
        Overview overview = gateway.overview();
        MetricsSnapshot metrics = gateway.metrics();
        List<Sample> samples = history.samples();
        return frame.livePage(
                call,
                this,
                title(),
                el("section.cards", attr("aria-label", "Load"), charts(overview, metrics, samples)),
                el(
                        "div.columns",
                        el(
                                "section",
                                el("h2", "Health"),
                                checks(),
                                el("h2", "Busiest sessions"),
                                busiest(),
                                el("h2", "Recent faults"),
                                faults()),
                        el(
                                "section",
                                el("h2", "Gateway"),
                                facts(frame, overview, metrics, samples),
                                Frame.mayAct(call) ? acts(overview) : Html.NONE)));
    }

    private static List<Html> charts(Overview overview, MetricsSnapshot metrics, List<Sample> samples) {
        Sample last = samples.isEmpty() ? new Sample(0, 0, 0, 0, 0) : samples.get(samples.size() - 1);
        long warm = metrics.value(GatewayMetric.WORKERS_WARM);
        return List.of(
                chart(
                        "Sessions",
                        Show.count(metrics.value(GatewayMetric.SESSIONS_OPEN)),
                        "of " + Show.count(overview.maxSessions()),
                        samples,
                        Sample::sessions,
                        OverviewSection::whole),
                chart(
                        "Workers",
                        Show.count(metrics.value(GatewayMetric.WORKERS_RUNNING)),
                        warm == 0 ? "" : Show.count(warm) + " warm",
                        samples,
                        Sample::workers,
                        OverviewSection::whole),
                chart("Events/s", Show.rate(last.eventsPerSecond()), "", samples, Sample::eventsPerSecond, Show::rate),
                chart(
                        "Commands/s",
                        Show.rate(last.commandsPerSecond()),
                        "",
                        samples,
                        Sample::commandsPerSecond,
                        Show::rate));
    }

    private static Html chart(
            String title,
            String now,
            String beside,
            List<Sample> samples,
            ToDoubleFunction<Sample> figure,
            DoubleFunction<String> text) {
        return Chart.card(
                title,
                now,
                beside,
                samples.stream().map(sample -> figure.applyAsDouble(sample)).toList(),
                SAMPLES,
                text);
    }

    /** How many there were, though a mean of such figures may lie between two of them. */
    private static String whole(double value) {
        return value == Math.rint(value) ? Show.count((long) value) : Show.rate(value);
    }

    private Html checks() {
        Table table = new Table("Health checks").column("Check").column("State").column("Finding");
        health.look()
                .forEach((name, finding) ->
                        table.row(name, Show.state(finding.state().name()), finding.message()));
        return table.html("There are no health checks.");
    }

    private Html faults() {
        Table table = new Table("Recent faults").column("Client").column("When").column("Fault");
        Stream<SessionRow> faulted =
                gateway.sessions().stream().filter(row -> !row.lastFault().isEmpty());
        faulted.limit(FAULTS)
                .forEach(row -> table.row(
                        SessionsSection.named(row.id(), row.clientName(), row.internal()),
                        "now",
                        Show.brief(row.lastFault(), FAULT_TEXT)));
        Stream<EndedRow> ended =
                gateway.ended().stream().filter(row -> !row.fault().isEmpty());
        ended.limit(FAULTS)
                .forEach(row -> table.row(
                        SessionsSection.named(row.id(), row.clientName(), false),
                        Show.moment(row.endedAt()),
                        Show.brief(row.fault(), FAULT_TEXT)));
        return table.html("None that the gateway remembers.");
    }

    private Html busiest() {
        Table table = new Table("Busiest sessions")
                .column("Client")
                .column("State")
                .figures("Events/s")
                .figures("Commands")
                .figures("Streams");
        gateway.sessions().stream()
                .sorted(SessionOrder.RATE.comparator(rates).reversed())
                .limit(BUSIEST)
                .forEach(row -> table.row(
                        SessionsSection.named(row.id(), row.clientName(), row.internal()),
                        Show.state(row.state()),
                        Show.rate(rates.eventsPerSecond(row.id())),
                        Show.count(row.commands()),
                        Show.count(row.subscribers())));
        return table.html("No client has a session.");
    }

    private static Html facts(Frame frame, Overview overview, MetricsSnapshot metrics, List<Sample> samples) {
        return Show.facts(List.of(
                "Serves",
                overview.grpcAddress(),
                "Access",
                overview.authentication(),
                "Version",
                overview.version(),
                "Up for",
                Show.lasting(Duration.between(overview.startedAt(), frame.now())),
                "Sessions opened",
                Show.count(metrics.value(GatewayMetric.SESSIONS_OPENED)),
                "Openings that failed",
                Show.count(metrics.total(GatewayMetric.SESSIONS_OPEN_FAILURES)),
                "Commands waiting",
                Show.count(metrics.value(GatewayMetric.COMMANDS_PENDING)),
                "Streams",
                Show.count(metrics.value(GatewayMetric.STREAMS_OPEN)),
                "Readers too slow",
                Show.count(metrics.total(GatewayMetric.EVENTS_OVERFLOWS)),
                "Faults in 15 min",
                Show.count(samples.stream().mapToLong(Sample::faults).sum()),
                "Calls refused",
                Show.count(metrics.total(GatewayMetric.AUTH_REJECTED))));
    }

    private static Html acts(Overview overview) {
        String to = overview.readOnly() ? "off" : "on";
        return el(
                "p.acts",
                el(
                        "a.button",
                        attr("href", "/read-only/" + to),
                        overview.readOnly() ? "Allow writes…" : "Refuse writes…"),
                overview.draining() ? Html.NONE : el("a.button.danger", attr("href", "/drain"), "Drain…"));
    }
}
