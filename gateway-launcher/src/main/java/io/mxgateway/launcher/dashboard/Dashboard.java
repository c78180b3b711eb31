package io.mxgateway.launcher.dashboard;

import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.launcher.admin.AdminAccess;
import io.mxgateway.launcher.admin.AdminRefusal;
import io.mxgateway.launcher.admin.AdminReply;
import io.mxgateway.launcher.admin.GatewayView;
import io.mxgateway.launcher.admin.Health;
import io.mxgateway.launcher.admin.MinuteHistory;
import io.mxgateway.launcher.admin.Route;
import io.mxgateway.launcher.admin.SessionRates;
import java.util.ArrayList;
import java.util.List;

/** The dashboard: routes of the admin port that show pages to people. Immutable and thread-safe. */
public final class Dashboard {
    private final Frame frame;
    private final List<Route> routes = new ArrayList<>();

    /**
     * The pages of one gateway.
     *
     * @param gateway what is shown and acted on
     * @param access who may see what
     * @param health the checks
     * @param history the figures of the charts
     * @param rates the traffic of each session
     * @param time tells how old things are
     */
    public Dashboard(
            GatewayView gateway,
            AdminAccess access,
            Health health,
            MinuteHistory history,
            SessionRates rates,
            GatewayTime time) {
        List<Section> sections = List.of(
                new OverviewSection(gateway, health, history, rates),
                new SessionsSection(gateway, rates),
                new WorkersSection(gateway),
                new AlarmsSection(gateway),
                new GalaxySection(gateway),
                new KeysSection(gateway),
                new AuditSection(gateway),
                new ConfigurationSection(gateway));
        StaticFiles files = new StaticFiles();
        this.frame = new Frame(gateway, files, time, sections);
        sections.forEach(section -> routes.addAll(section.routes(frame)));
        routes.addAll(new SignInPages(access, frame).routes());
        routes.add(files.route());
    }

    /** Everything that it serves. */
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /** What a browser shows of a request that was refused. */
    public AdminReply refusal(AdminRefusal refused) {
        return frame.refusal(refused);
    }
}
