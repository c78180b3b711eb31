package io.mxgateway.core.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Everything the core can be told. Immutable; change one part with the {@code with} methods.
 *
 * @param sessions limits and times of sessions
 * @param events the event logs
 * @param workers how workers are started, watched and ended
 * @param alarms what is done about alarms
 * @param backends the backends by name; {@code simulator} always exists
 * @param defaultBackend the backend of sessions that name none
 * @param shutdownTimeout how long a graceful shutdown may take
 */
public record GatewayOptions(
        SessionOptions sessions,
        EventOptions events,
        WorkerOptions workers,
        AlarmOptions alarms,
        Map<String, BackendOptions> backends,
        String defaultBackend,
        Duration shutdownTimeout) {
    /** The name of the bundled backend. */
    public static final String SIMULATOR = "simulator";

    /** The defaults. */
    public static final GatewayOptions DEFAULT = new GatewayOptions(
            SessionOptions.DEFAULT,
            EventOptions.DEFAULT,
            WorkerOptions.DEFAULT,
            AlarmOptions.DEFAULT,
            Map.of(SIMULATOR, BackendOptions.SIMULATOR),
            SIMULATOR,
            Duration.ofSeconds(10));

    public GatewayOptions {
        Objects.requireNonNull(sessions, "sessions");
        Objects.requireNonNull(events, "events");
        Objects.requireNonNull(workers, "workers");
        Objects.requireNonNull(alarms, "alarms");
        backends = Map.copyOf(backends);
        Objects.requireNonNull(defaultBackend, "defaultBackend");
        Objects.requireNonNull(shutdownTimeout, "shutdownTimeout");
    }

    /** Everything that is wrong, in the order of the keys' families; empty when all is well. */
    public List<ConfigProblem> problems() {
        Rules rules = new Rules();
        sessions.check(rules);
        events.check(rules);
        workers.check(rules);
        alarms.check(rules);
        new TreeMap<>(backends).forEach((name, backend) -> {
            rules.require(
                    name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}"),
                    "backends." + name,
                    name,
                    "a backend's name must be 1 to 64 letters, digits, '-' or '_', and begin with a letter or digit");
            backend.check("backends." + name, rules);
        });
        rules.positive("shutdown-timeout", shutdownTimeout, Duration.ofHours(1));
        return rules.problems();
    }

    /**
     * These options, when they can be used.
     *
     * @throws ConfigException with everything that is wrong
     */
    public GatewayOptions validated() {
        List<ConfigProblem> problems = problems();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return this;
    }

    /** The same options with other session options. */
    public GatewayOptions withSessions(SessionOptions other) {
        return new GatewayOptions(other, events, workers, alarms, backends, defaultBackend, shutdownTimeout);
    }

    /** The same options with other event options. */
    public GatewayOptions withEvents(EventOptions other) {
        return new GatewayOptions(sessions, other, workers, alarms, backends, defaultBackend, shutdownTimeout);
    }

    /** The same options with other worker options. */
    public GatewayOptions withWorkers(WorkerOptions other) {
        return new GatewayOptions(sessions, events, other, alarms, backends, defaultBackend, shutdownTimeout);
    }

    /** The same options with other alarm options. */
    public GatewayOptions withAlarms(AlarmOptions other) {
        return new GatewayOptions(sessions, events, workers, other, backends, defaultBackend, shutdownTimeout);
    }

    /** The same options with other backends. */
    public GatewayOptions withBackends(Map<String, BackendOptions> other, String defaultName) {
        return new GatewayOptions(sessions, events, workers, alarms, other, defaultName, shutdownTimeout);
    }
}
