package io.mxgateway.launcher;

import io.mxgateway.core.alarm.AlarmMonitor;
import io.mxgateway.core.alarm.AlarmService;
import io.mxgateway.core.config.AlarmOptions;
import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.launcher.config.Configuration;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** The alarm monitor of a gateway, or nothing where alarms are disabled. Owned by the gateway's thread. */
final class AlarmWiring implements AutoCloseable {
    private static final String SOME_HOST = "localhost";

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

    void start() {
        monitor.ifPresent(AlarmMonitor::start);
    }

    /** Before the sessions are shut down. */
    @Override
    public void close() {
        monitor.ifPresent(AlarmMonitor::close);
    }
}
