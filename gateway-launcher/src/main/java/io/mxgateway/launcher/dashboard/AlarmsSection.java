package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.el;

import io.mxgateway.launcher.admin.Access;
import io.mxgateway.launcher.admin.AdminCall;
import io.mxgateway.launcher.admin.AdminReply;
import io.mxgateway.launcher.admin.GatewayView;
import io.mxgateway.launcher.admin.GatewayView.AlarmRow;
import io.mxgateway.launcher.admin.GatewayView.AlarmsNow;
import io.mxgateway.launcher.admin.Route;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Where alarms come from, and which are not over. Never shows a value of a tag. Thread-safe. */
final class AlarmsSection implements Section {
    private static final int MOST = 150;
    private static final int LONG = 60;
    private static final Set<String> ACKNOWLEDGED = Set.of("ACTIVE_ACKED");
    // What nobody has taken note of comes first, then the most urgent, then the latest.
    private static final Comparator<AlarmRow> ORDER = Comparator.<AlarmRow, Boolean>comparing(
                    row -> ACKNOWLEDGED.contains(row.state()))
            .thenComparing(AlarmRow::severity)
            .thenComparing(row -> row.raisedAt().map(at -> -at.toEpochMilli()).orElse(0L));

    private final GatewayView gateway;

    AlarmsSection(GatewayView gateway) {
        this.gateway = gateway;
    }

    @Override
    public String path() {
        return "/alarms";
    }

    @Override
    public String title() {
        return "Alarms";
    }

    @Override
    public List<Route> routes(Frame frame) {
        return List.of(Route.get(path(), Access.VIEW, call -> page(frame, call)));
    }

    private AdminReply page(Frame frame, AdminCall call) {
        AlarmsNow now = gateway.alarms();
        if (!now.enabled()) {
            return frame.page(
                    call,
                    this,
                    title(),
                    el(
                            "p.empty",
                            "The gateway watches no alarms. ",
                            el("code", "alarms.enabled = true"),
                            " turns it on."));
        }
        return frame.livePage(call, this, title(), source(now), active(now.active()));
    }

    private static Html source(AlarmsNow now) {
        return Show.facts(List.of(
                "Monitor",
                Show.state(now.monitor()),
                "Provider",
                Html.all(
                        now.degraded() ? el("span.state.warn", "Degraded") : el("span.state.ok", "Complete"),
                        " ",
                        switch (now.provider()) {
                            case "ALARMMGR" -> "alarm manager";
                            case "SUBTAG" -> "alarm attributes of the objects";
                            default -> "none yet";
                        }),
                "Since",
                now.since().map(Show::moment).orElseGet(() -> Show.orDash("")),
                "Why",
                Show.orDash(now.reason()),
                "Not over",
                Show.count(now.active().size())));
    }

    private static Html active(List<AlarmRow> active) {
        Table table = new Table(
                        active.size() > MOST
                                ? "The first " + MOST + " of " + Show.count(active.size()) + " alarms"
                                : "Alarms that are not over")
                .column("Alarm")
                .column("State")
                .figures("Priority")
                .column("Type")
                .column("Raised")
                .column("Acknowledged by")
                .column("Description");
        active.stream()
                .sorted(ORDER)
                .limit(MOST)
                .forEach(row -> table.row(
                        Show.brief(row.reference(), LONG),
                        state(row.state()),
                        row.severity(),
                        Show.brief(row.type(), LONG),
                        row.raisedAt().map(Show::moment).orElseGet(() -> Show.orDash("")),
                        row.operator().isEmpty() ? Show.orDash("") : Show.brief(row.operator(), LONG),
                        Show.brief(row.description(), LONG)));
        return table.html("No alarm is active.");
    }

    private static Html state(String state) {
        return switch (state) {
            case "ACTIVE" -> el("span.state.bad", "Active");
            case "ACTIVE_ACKED" -> el("span.state.warn", "Acknowledged");
            case "INACTIVE" -> el("span.state.over", "Back to normal");
            default -> el("span.state.warn", "Not known");
        };
    }
}
