package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;

import io.mxgateway.launcher.admin.Access;
import io.mxgateway.launcher.admin.AdminCall;
import io.mxgateway.launcher.admin.AdminReply;
import io.mxgateway.launcher.admin.GatewayView;
import io.mxgateway.launcher.admin.GatewayView.OptionRow;
import io.mxgateway.launcher.admin.Route;
import java.util.List;

/** What the gateway was told, with who said it. Secrets arrive here masked. Thread-safe. */
final class ConfigurationSection implements Section {
    private static final int LONG = 200;

    private final GatewayView gateway;

    ConfigurationSection(GatewayView gateway) {
        this.gateway = gateway;
    }

    @Override
    public String path() {
        return "/configuration";
    }

    @Override
    public String title() {
        return "Configuration";
    }

    @Override
    public Access access() {
        return Access.ACT;
    }

    @Override
    public List<Route> routes(Frame frame) {
        return List.of(Route.get(path(), Access.ACT, call -> page(frame, call)));
    }

    private AdminReply page(Frame frame, AdminCall call) {
        boolean set = call.query().text("show").equals("set");
        Html choice = set
                ? el("p", el("a", attr("href", path()), "Show all options"))
                : el("p", el("a", attr("href", path() + "?show=set"), "Show only what somebody has set"));
        Table table = new Table(set ? "Options that somebody has set" : "All options")
                .column("Option")
                .column("Value")
                .column("From")
                .column("Default")
                .column("Meaning");
        gateway.configuration().stream().filter(row -> !set || !row.isDefault()).forEach(row -> add(table, row));
        return frame.page(call, this, title(), choice, table.html("Nobody has set an option."));
    }

    private static void add(Table table, OptionRow row) {
        table.row(
                el("code", row.key()),
                row.isDefault() ? value(row.value()) : el("strong", value(row.value())),
                row.isDefault() ? el("span.quiet", row.source()) : row.source(),
                el("span.quiet", value(row.defaultValue())),
                row.meaning());
    }

    private static Html value(String value) {
        return value.isEmpty() ? Show.orDash("") : el("span.any", Show.brief(value, LONG));
    }
}
