package io.mxgateway.launcher;

import io.mxgateway.core.alarm.AlarmFeedMessage;
import io.mxgateway.core.alarm.AlarmMonitor;
import io.mxgateway.core.alarm.AlarmNews;
import io.mxgateway.core.alarm.AlarmService;
import io.mxgateway.core.config.AlarmOptions;
import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxEventBody.AlarmProviderModeChanged;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.launcher.admin.GatewayView.AlarmRow;
import io.mxgateway.launcher.admin.GatewayView.AlarmsNow;
import io.mxgateway.launcher.admin.HealthCheck;
import io.mxgateway.launcher.config.Configuration;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** The alarm monitor of a gateway, or nothing where alarms are disabled. Owned by the gateway's thread. */
final class AlarmWiring implements AutoCloseable {
    private static final String SOME_HOST = "localhost";
    private static final String LIVE = "LIVE";

    // Empty where alarms are disabled.
    private final Optional<AlarmMonitor> monitor;

    private AlarmWiring(Optional<AlarmMonitor> monitor) {
        this.monitor = monitor;
    }

    static AlarmWiring of(
            Configuration configuration, DefaultSessionManager sessions, GatewayTime time, GatewayMetrics metrics) {
        AlarmOptions options = configuration.gateway().alarms();
        if (!options.enabled()) {
            return new AlarmWiring(Optional.empty());
        }
        return new AlarmWiring(Optional.of(new AlarmMonitor(
                sessions.internalSessions(), "", expression(configuration), options.monitor(), time, metrics)));
    }

    /** What was configured; where nothing was and the plant is the bundled simulator, the whole of it. */
    static Optional<String> expression(Configuration configuration) {
        GatewayOptions gateway = configuration.gateway();
        Optional<String> configured = gateway.alarms().expression(thisHost());
        BackendOptions simulator = gateway.backends().get(GatewayOptions.SIMULATOR);
        boolean bundled = gateway.defaultBackend().equals(GatewayOptions.SIMULATOR)
                && simulator != null
                && simulator.command().isEmpty();
        if (configured.isPresent() || !bundled) {
            return configured;
        }
        return Optional.of("\\\\" + thisHost() + "\\Galaxy!"
                + configuration.simulator().galaxy().name());
    }

    private static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A host without a name of its own; whoever needs another one configures it.
            return SOME_HOST;
        }
    }

    /** What clients are served from. */
    AlarmService service() {
        return monitor.isPresent() ? monitor.get() : AlarmService.DISABLED;
    }

    /** What is known now, for people. */
    AlarmsNow now() {
        if (monitor.isEmpty()) {
            return AlarmsNow.NONE;
        }
        AlarmProviderModeChanged provider = monitor.get().provider();
        return new AlarmsNow(
                true,
                monitor.get().stateText(),
                provider.mode().name(),
                provider.degraded(),
                provider.reason(),
                Optional.ofNullable(provider.since()),
                active(monitor.get()));
    }

    private static List<AlarmRow> active(AlarmMonitor monitor) {
        try {
            return monitor.active("").stream()
                    .map(AlarmFeedMessage::news)
                    .filter(AlarmNews.Active.class::isInstance)
                    .map(news -> row(((AlarmNews.Active) news).alarm()))
                    .toList();
        } catch (SessionException notKnownYet) {
            // The state of the monitor tells why.
            return List.of();
        }
    }

    private static AlarmRow row(MxActiveAlarm alarm) {
        return new AlarmRow(
                alarm.alarmFullReference(),
                alarm.alarmTypeName(),
                alarm.severity(),
                alarm.currentState().name(),
                Optional.ofNullable(alarm.originalRaiseTimestamp()),
                alarm.operatorUser(),
                alarm.description());
    }

    /** Where there is a monitor, whether it hears of every alarm. Without it the gateway serves all the same. */
    List<HealthCheck> checks() {
        return monitor.map(on -> new HealthCheck("alarms", () -> finding(on.stateText(), on.provider()))).stream()
                .toList();
    }

    static HealthCheck.Finding finding(String state, AlarmProviderModeChanged provider) {
        if (!state.equals(LIVE)) {
            return HealthCheck.Finding.degraded("the alarm monitor is " + state + ": clients get no alarms until it is "
                    + LIVE + "; the gateway's log says what it waits for");
        }
        return provider.degraded()
                ? HealthCheck.Finding.degraded("alarms come from the provider's stand-in, mode " + provider.mode()
                        + ": look after the first one, it is taken back by itself")
                : HealthCheck.Finding.ok("the alarm provider tells of every change");
    }

    void start() {
        monitor.ifPresent(AlarmMonitor::start);
    }

    /** Before the sessions are shut down. */
    @Override
    public void close() {
        monitor.ifPresent(AlarmMonitor::close);
    }
}
