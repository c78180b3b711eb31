package io.mxgateway.grpc.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.mxgateway.core.alarm.AlarmMonitor;
import io.mxgateway.core.config.AlarmMonitorOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.galaxy.GalaxyCache;
import io.mxgateway.core.galaxy.GalaxyCacheOptions;
import io.mxgateway.core.galaxy.GalaxySnapshots;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.security.Audit;
import io.mxgateway.core.security.KeyEnd;
import io.mxgateway.core.security.Scope;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.simulator.GeneratedGalaxy;
import io.mxgateway.core.simulator.SimulatedGalaxySource;
import io.mxgateway.core.simulator.SimulatedGalaxyState;
import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.simulator.SimulatorOptions;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.InProcessWorkerClientFactory;
import io.mxgateway.proto.galaxy.v1.GalaxyRepositoryGrpc;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The streams that belong to no session end with the key that began them, and those of other keys go on. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class RevokedWatcherTest {
    /** So many that they do not fit between the gateway and a client that takes one of them. */
    private static final int ALARMS = 9_000;

    private final SystemTime time = new SystemTime("mxgateway-test-timer");
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final Keys keys = new Keys();
    private final SimulatedGalaxyState plant = new SimulatedGalaxyState(
            GeneratedGalaxy.of(100, 1, 0, new GeneratedGalaxy.Alarms(ALARMS, Duration.ofHours(10)), 1),
            SimulatorOptions.DEFAULT,
            time);
    private final DefaultSessionManager sessions = new DefaultSessionManager(
            new DefaultSessionRegistry(),
            new InProcessWorkerClientFactory(
                    Map.of(GatewayOptions.SIMULATOR, new SimulatorBackendFactory(plant, "test", 0)),
                    time,
                    metrics,
                    GatewayOptions.DEFAULT.workers(),
                    128),
            GatewayOptions.DEFAULT,
            metrics,
            time,
            new Random(1));
    private final AlarmMonitor alarms = new AlarmMonitor(
            sessions.internalSessions(),
            "",
            Optional.of("\\\\HOST\\Galaxy!Generated"),
            AlarmMonitorOptions.DEFAULT,
            time,
            metrics);
    private final GalaxyCache galaxy = new GalaxyCache(
            SimulatedGalaxySource.of(plant),
            GalaxySnapshots.NONE,
            GalaxyCacheOptions.DEFAULT,
            time,
            metrics,
            new Random(1));
    private GuardedServer server;

    @BeforeEach
    void start() {
        server = new GuardedServer(sessions, alarms, galaxy, keys, Audit.NONE, metrics, builder -> {});
        keys.add("alice", Set.of(Scope.ADMIN));
        keys.add("bob", Set.of(Scope.ADMIN));
    }

    @AfterEach
    void stop() {
        alarms.close();
        Await.result(sessions.shutdown());
        galaxy.close();
        server.close();
        time.close();
    }

    private void revoke(String key) {
        keys.remove(key);
        server.interceptor.ended(key, KeyEnd.REVOKED);
    }

    private GuardedServer.Seen watching(MethodDescriptor<?, ?> method, String key, int take) {
        GuardedServer.Seen seen = server.call(method, key, new byte[0], take, Await.NET.multipliedBy(3));
        Await.result(seen.begun);
        Await.until("the first message", () -> seen.messages.get() > 0);
        assertThat(seen.end).isNotDone();
        return seen;
    }

    private void endsWithItsKey(MethodDescriptor<?, ?> method, int take) {
        GuardedServer.Seen ofAlice = watching(method, "alice", take);
        GuardedServer.Seen ofBob = watching(method, "bob", take);
        revoke("alice");
        ofAlice.take(Integer.MAX_VALUE);
        var end = Await.result(ofAlice.end);
        assertThat(end.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(GuardedServer.reason(end)).isEqualTo("UNAUTHENTICATED");
        assertThat(ofBob.end).isNotDone();
        Await.until("one stream to be left", () -> server.interceptor.openStreams() == 1);
        ofBob.cancel();
        Await.until("no stream to be left", () -> server.interceptor.openStreams() == 0);
        Await.until("no place in a feed to be left", () -> metrics.gauge(GatewayMetric.STREAMS_OPEN) == 0);
    }

    @Test
    void aStreamOfAlarms() {
        // It has not begun to run: there is an empty snapshot, and the stream stays.
        endsWithItsKey(MxAccessGatewayGrpc.getStreamAlarmsMethod(), Integer.MAX_VALUE);
    }

    @Test
    void aListOfActiveAlarmsThatItsClientHasNotReadToTheEnd() {
        alarms.start();
        Await.until("the alarms", () -> metrics.gauge(GatewayMetric.ALARMS_ACTIVE) > ALARMS / 4);
        endsWithItsKey(MxAccessGatewayGrpc.getQueryActiveAlarmsMethod(), 1);
    }

    @Test
    void aWatchOfDeploys() {
        galaxy.start();
        endsWithItsKey(GalaxyRepositoryGrpc.getWatchDeployEventsMethod(), Integer.MAX_VALUE);
    }
}
