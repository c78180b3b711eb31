package io.mxgateway.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Rule8_ValidationTest {
    private static final Duration NEGATIVE = Duration.ofSeconds(-1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static SessionOptions sessions(int max, Duration commandTimeout, Duration lease, int parallel) {
        SessionOptions d = SessionOptions.DEFAULT;
        return new SessionOptions(
                max,
                d.maxSessionsPerKey(),
                commandTimeout,
                d.maxCommandTimeout(),
                d.maxPendingCommands(),
                lease,
                d.leaseSweepInterval(),
                d.detachGrace(),
                d.unusedGrace(),
                d.maxTombstones(),
                d.tombstoneRetention(),
                d.maxTombstoneEventBytes(),
                parallel);
    }

    private static GatewayOptions sessionsWith(int max, Duration commandTimeout, Duration lease, int parallel) {
        return GatewayOptions.DEFAULT.withSessions(sessions(max, commandTimeout, lease, parallel));
    }

    private static GatewayOptions eventsWith(int size, Duration retention, int streams) {
        EventOptions d = EventOptions.DEFAULT;
        return GatewayOptions.DEFAULT.withEvents(new EventOptions(
                size, retention, streams, d.allowMultipleSubscribers(), d.overflowPolicy(), d.fullWait()));
    }

    private static GatewayOptions workersWith(Duration interval, Duration grace, Duration ceiling, int frame) {
        WorkerOptions d = WorkerOptions.DEFAULT;
        return GatewayOptions.DEFAULT.withWorkers(new WorkerOptions(
                d.startupTimeout(),
                d.shutdownTimeout(),
                d.killTimeout(),
                interval,
                grace,
                ceiling,
                frame,
                d.maxColdStarts(),
                d.coldStartWait(),
                d.maxWarmAge()));
    }

    private static List<String> keys(GatewayOptions options) {
        return options.problems().stream().map(ConfigProblem::key).toList();
    }

    @Test
    void theDefaultsAreThoseOfTheSpecificationAndValid() {
        GatewayOptions options = GatewayOptions.DEFAULT;
        assertThat(options.problems()).isEmpty();
        assertThat(options.validated()).isSameAs(options);
        assertThat(options.sessions().maxSessions()).isEqualTo(64);
        assertThat(options.sessions().maxPendingCommands()).isEqualTo(128);
        assertThat(options.sessions().defaultCommandTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.sessions().maxCommandTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.sessions().lease()).isEqualTo(Duration.ofMinutes(30));
        assertThat(options.sessions().leaseSweepInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.sessions().detachGrace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.sessions().unusedGrace()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.sessions().maxTombstones()).isEqualTo(1024);
        assertThat(options.events().logSize()).isEqualTo(10_000);
        assertThat(options.events().retention()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.events().maxStreams()).isEqualTo(8);
        assertThat(options.events().fullWait()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.workers().startupTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.workers().shutdownTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.workers().heartbeatInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.workers().heartbeatGrace()).isEqualTo(Duration.ofSeconds(15));
        assertThat(options.workers().heartbeatCeiling()).isEqualTo(Duration.ofSeconds(75));
        assertThat(options.workers().maxColdStarts()).isEqualTo(4);
        assertThat(options.shutdownTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.defaultBackend()).isEqualTo("simulator");
    }

    @Test
    void allProblemsAreReportedTogetherEachWithKeyValueAndRule() {
        GatewayOptions options = eventsWith(0, NEGATIVE, 0).withSessions(sessions(0, SECOND, NEGATIVE, 0));
        assertThat(keys(options))
                .containsExactly(
                        "sessions.max-sessions",
                        "sessions.lease",
                        "sessions.max-parallel-closes",
                        "events.log-size",
                        "events.retention",
                        "events.max-streams");
        assertThat(options.problems().get(0))
                .isEqualTo(new ConfigProblem("sessions.max-sessions", "0", "must be 1..100000"));
        assertThatThrownBy(options::validated)
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.problems()).hasSize(6))
                .hasMessageContaining("sessions.max-sessions = 0: must be 1..100000")
                .hasMessageContaining("events.max-streams = 0");
    }

    static Stream<Arguments> oneProblemEach() {
        Duration limit = Duration.ofSeconds(5);
        return Stream.of(
                Arguments.of(sessionsWith(100_001, SECOND, SECOND, 1), "sessions.max-sessions"),
                Arguments.of(sessionsWith(1, Duration.ofSeconds(301), SECOND, 1), "sessions.default-command-timeout"),
                Arguments.of(sessionsWith(1, Duration.ZERO, SECOND, 1), "sessions.default-command-timeout"),
                Arguments.of(sessionsWith(1, SECOND, Duration.ZERO, 1), "sessions.lease"),
                Arguments.of(eventsWith(1, NEGATIVE, 1), "events.retention"),
                Arguments.of(workersWith(limit, limit, limit, 1 << 20), "workers.heartbeat-grace"),
                Arguments.of(workersWith(SECOND, limit, SECOND.plusSeconds(3), 1 << 20), "workers.heartbeat-ceiling"),
                Arguments.of(workersWith(SECOND, limit, limit, 1), "workers.max-frame-bytes"),
                Arguments.of(
                        GatewayOptions.DEFAULT.withBackends(Map.of("-bad name", BackendOptions.SIMULATOR), "simulator"),
                        "backends.-bad name"),
                Arguments.of(
                        GatewayOptions.DEFAULT.withBackends(
                                Map.of("plc", new BackendOptions(List.of(" "), "", Map.of(), 0)), "plc"),
                        "backends.plc.command"),
                Arguments.of(
                        GatewayOptions.DEFAULT.withBackends(
                                Map.of("plc", new BackendOptions(List.of(), "", Map.of(), -1)), "plc"),
                        "backends.plc.warm"));
    }

    @ParameterizedTest
    @MethodSource("oneProblemEach")
    void eachRuleIsChecked(GatewayOptions options, String key) {
        assertThat(keys(options)).containsExactly(key);
    }

    @Test
    void zeroIsLegalWhereItSwitchesSomethingOff() {
        assertThat(eventsWith(1, Duration.ZERO, 1).problems()).isEmpty();
    }

    @Test
    void theEnvironmentOfABackendShowsItsNamesOnly() {
        BackendOptions backend = new BackendOptions(List.of("/bin/worker"), "", Map.of("TOKEN", "s3cret"), 0);
        assertThat(backend.toString()).contains("TOKEN").doesNotContain("s3cret");
    }
}
