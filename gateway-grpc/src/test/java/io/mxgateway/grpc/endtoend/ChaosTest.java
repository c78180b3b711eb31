package io.mxgateway.grpc.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.config.OverflowPolicy;
import io.mxgateway.core.config.SessionOptions;
import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.MetricsSnapshot;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.LeavesNothing;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.testing.Seed;
import io.mxgateway.grpc.client.CuttingProxy;
import io.mxgateway.grpc.client.MxGatewayClient;
import io.mxgateway.grpc.client.MxSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Real worker processes, clients that do as they please, and an adversary. Nobody is told anything untrue, every call has
 * one outcome, and when it is over nothing is left and the gateway works.
 */
@ExtendWith(NothingLeftBehind.class)
class ChaosTest implements LeavesNothing {
    /** How long the chaos lasts at least; {@code -Dmxgateway.chaos.seconds=N}. */
    private static final int SECONDS = Math.min(90, Integer.getInteger("mxgateway.chaos.seconds", 40));

    /** How long it lasts when it takes that long until everything has happened, on a busy machine. */
    private static final int MOST_SECONDS = 90;

    /** What has to have happened to callers, beside each kind of harm. */
    private static final List<String> SEEN = List.of(
            "Invoke OK",
            "Invoke CANCELLED",
            "Invoke COMMAND_TIMEOUT",
            "Invoke WORKER_LOST",
            "Invoke SESSION_FAULTED",
            "Invoke UNAVAILABLE",
            "streams ended OK",
            "streams ended CANCELLED",
            "streams ended SESSION_FAULTED",
            "streams ended EVENT_QUEUE_OVERFLOW",
            "streams ended UNAVAILABLE",
            "gaps told",
            "did: continue",
            "did: disconnect");

    private static final int USERS = 6;

    private static final GatewayOptions OPTIONS = GatewayOptions.DEFAULT
            .withSessions(new SessionOptions(
                    64,
                    0,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    64,
                    // Ends what its user could not close any more, and had never streamed.
                    Duration.ofSeconds(15),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(4),
                    1024,
                    Duration.ofMinutes(5),
                    64L << 20,
                    16))
            .withEvents(new EventOptions(
                    2_000,
                    Duration.ofMinutes(5),
                    8,
                    true,
                    OverflowPolicy.DISCONNECT_SUBSCRIBER,
                    Duration.ofMillis(200)))
            .withWorkers(new WorkerOptions(
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3),
                    1 << 20,
                    4,
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(10)));

    private final ProcessGateway gateway = new ProcessGateway(
            OPTIONS,
            Map.of(
                    GatewayOptions.SIMULATOR,
                    ProcessGateway.plant(1),
                    "chaos",
                    new BackendOptions(ProcessGateway.command(ChaosWorkerMain.class), "", Map.of(), 0)));
    private final CuttingProxy proxy = new CuttingProxy(gateway.server.port());
    private final ChaosTally tally = new ChaosTally();
    private final Set<ChaosFate> sessions = ConcurrentHashMap.newKeySet();
    private final ManagedChannel adversarys = Grpc.newChannelBuilder(
                    "127.0.0.1:" + gateway.server.port(), InsecureChannelCredentials.create())
            .build();

    @AfterEach
    void close() throws InterruptedException {
        adversarys.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        proxy.close();
        gateway.close();
    }

    @Override
    public List<String> leftovers() {
        return gateway.leftovers();
    }

    @Test
    @DisplayName("whatever is done to it, the gateway tells the truth, leaves nothing and goes on")
    void survivesAnythingAndLeavesNothing() throws InterruptedException {
        runUsersAndAdversary(Seed.random("ChaosTest"));

        Await.until(
                Await.NET,
                () -> "the dust to settle, but " + unsettled() + " complaints " + tally.complaints(),
                () -> unsettled().isEmpty());
        System.out.println("ChaosTest: sessions " + gateway.metrics.snapshot().total(GatewayMetric.SESSIONS_OPENED)
                + ", " + tally);
        assertThat(tally.complaints()).isEmpty();
        everythingIsAccountedFor();
        assertThat(notYetHappened()).as("troubles that never happened").isEmpty();
        theGatewayGoesOn();
    }

    private void runUsersAndAdversary(Random random) throws InterruptedException {
        long began = System.nanoTime();
        BooleanSupplier goOn = () -> {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
            return seconds < SECONDS
                    || (seconds < MOST_SECONDS && !notYetHappened().isEmpty());
        };
        List<ChaosUser> behindProxy = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            boolean behind = i % 2 == 0;
            int port = behind ? proxy.port() : gateway.server.port();
            ChaosUser user = new ChaosUser(port, new Random(random.nextLong()), tally, sessions, goOn);
            threads.add(new Thread(user, "mxgateway-test-user-" + i));
            if (behind) {
                behindProxy.add(user);
            }
        }
        Runnable cut = () -> {
            behindProxy.forEach(user -> user.line.danger());
            proxy.cut();
        };
        Random adversaryRandom = new Random(random.nextLong());
        threads.add(new Thread(
                new ChaosAdversary(gateway, adversarys, adversaryRandom, tally, sessions, cut, goOn),
                "mxgateway-test-adversary"));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private List<String> unsettled() {
        List<String> left = new ArrayList<>();
        for (GatewayMetric gauge : List.of(
                GatewayMetric.SESSIONS_OPEN,
                GatewayMetric.COMMANDS_PENDING,
                GatewayMetric.EVENTS_LOG_DEPTH,
                GatewayMetric.STREAMS_OPEN)) {
            if (gateway.metrics.gauge(gauge) != 0) {
                left.add(gauge.metricName() + "=" + gateway.metrics.gauge(gauge));
            }
        }
        long running = gateway.metrics.gauge(GatewayMetric.WORKERS_RUNNING);
        long warm = gateway.metrics.gauge(GatewayMetric.WORKERS_WARM);
        long processes = ProcessHandle.current().descendants().count();
        if (running != warm || processes != warm || warm > 1) {
            left.add("workers=" + running + " processes=" + processes + " warm=" + warm);
        }
        if (gateway.manager.slotsTaken() != 0 || gateway.registry.size() != 0) {
            left.add("slots=" + gateway.manager.slotsTaken() + " sessions=" + gateway.registry.sessions());
        }
        if (!gateway.files().isEmpty()) {
            left.add("files=" + gateway.files());
        }
        return left;
    }

    private void everythingIsAccountedFor() {
        MetricsSnapshot counted = gateway.metrics.snapshot();
        assertThat(counted.total(GatewayMetric.COMMANDS_SUCCEEDED) + counted.total(GatewayMetric.COMMANDS_FAILED))
                .as("outcomes of commands")
                .isEqualTo(counted.total(GatewayMetric.COMMANDS_STARTED));
        assertThat(counted.total(GatewayMetric.SESSIONS_CLOSED) + counted.total(GatewayMetric.FAULTS))
                .as("ends of sessions")
                .isEqualTo(counted.total(GatewayMetric.SESSIONS_OPENED)
                        + counted.total(GatewayMetric.SESSIONS_OPEN_FAILURES));
    }

    private List<String> notYetHappened() {
        return Stream.concat(Stream.of(ChaosAdversary.Harm.values()).map(ChaosAdversary.Harm::counted), SEEN.stream())
                .filter(what -> tally.of(what) == 0)
                .toList();
    }

    private void theGatewayGoesOn() {
        try (MxGatewayClient client = new MxGatewayClient(gateway.reach());
                MxSession session = client.openSession("after the storm")) {
            int server = session.calls().register("after the storm");
            int item = session.calls().addItem(server, "Reactor_001.SetPoint");
            session.calls().advise(server, item);
            session.calls().write(server, item, MxValue.of(42.5), 0);
            assertThat(session.subscribe("Reactor_001.SetPoint").values().next().isGood())
                    .isTrue();
        }
    }
}
