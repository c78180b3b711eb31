package io.mxgateway.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.AlarmMonitorOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.mx.AlarmConditionState;
import io.mxgateway.core.mx.AlarmFailoverConfig;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.CommandRequest;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.session.GatewaySession;
import io.mxgateway.core.session.SessionOpenRequest;
import io.mxgateway.core.simulator.GeneratedGalaxy;
import io.mxgateway.core.simulator.SimulatedGalaxyState;
import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.simulator.SimulatorOptions;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.testing.Seed;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.BackendEvents;
import io.mxgateway.core.worker.InProcessWorkerClientFactory;
import io.mxgateway.core.worker.WorkerBackend;
import io.mxgateway.core.worker.WorkerBackendFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The monitor on the simulated galaxy, on real threads and real time: alarms are raised, cleared and acknowledged, the
 * provider fails over and comes back, workers die, and clients come and go.
 */
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class AlarmsOfTheSimulatorTest {
    private static final int CLIENTS = 10;
    private static final int OBJECTS = 5;
    private static final int ALARMS = 20;
    // The worker dies between the parts.
    private static final int PARTS = 3;
    private static final int STEPS = 1_200;
    private static final String AREA = "Generated";
    // A client that has not come to the truth by then gives up.
    private static final Duration NET = Duration.ofSeconds(60);
    private static final AlarmAcknowledgement SAID = new AlarmAcknowledgement("seen", "op", "node", "DOM", "Olga");

    private final Logger logs = Logger.getLogger("io.mxgateway.core");
    private final SystemTime time = new SystemTime("mxgateway-test-timer");
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final DefaultSessionRegistry registry = new DefaultSessionRegistry();
    private final Map<String, BackendEvents> workers = new ConcurrentHashMap<>();
    private final DefaultSessionManager manager = new DefaultSessionManager(
            registry,
            new InProcessWorkerClientFactory(
                    Map.of("simulator", killable(simulator())), time, metrics, GatewayOptions.DEFAULT.workers(), 128),
            GatewayOptions.DEFAULT,
            metrics,
            time,
            new Random(1));
    private final AlarmMonitor monitor = new AlarmMonitor(
            manager.internalSessions(),
            "",
            Optional.of("\\\\HOST\\Galaxy!" + AREA),
            new AlarmMonitorOptions(Duration.ofMillis(200), 10_000, 256),
            time,
            metrics);
    // What is written last to each alarmed attribute, by the name of the tag.
    private final Map<String, Boolean> written = new ConcurrentHashMap<>();
    private final Map<String, Integer> items = new ConcurrentHashMap<>();
    // How many messages the clients have heard in all.
    private final AtomicInteger heard = new AtomicInteger();
    // How many acknowledgements the worker took; touched by the test's thread alone.
    private int acknowledged;
    // What every client has to come to; null until nothing happens any more.
    private volatile Map<String, AlarmConditionState> goal;
    private Level before;
    private GatewaySession session;
    private int server;

    private SimulatorBackendFactory simulator() {
        var galaxy = GeneratedGalaxy.of(OBJECTS, 1, 0, new GeneratedGalaxy.Alarms(ALARMS, Duration.ZERO), 1);
        var options = SimulatorOptions.DEFAULT.withScanPeriod(Duration.ofMillis(5));
        return new SimulatorBackendFactory(new SimulatedGalaxyState(galaxy, options, time), "test", 0);
    }

    /** Backends of the simulator that tell where their events go, so that they can be killed. */
    private WorkerBackendFactory killable(SimulatorBackendFactory simulator) {
        return sessionId -> {
            WorkerBackend real = simulator.create(sessionId);
            return new WorkerBackend() {
                @Override
                public String name() {
                    return real.name();
                }

                @Override
                public String version() {
                    return real.version();
                }

                @Override
                public CompletionStage<Void> start(BackendEvents events) {
                    workers.put(sessionId, events);
                    return real.start(events);
                }

                @Override
                public CompletionStage<MxReply> execute(MxCommand command) {
                    return real.execute(command);
                }

                @Override
                public void interrupt() {
                    real.interrupt();
                }

                @Override
                public CompletionStage<Void> close() {
                    workers.remove(sessionId);
                    return real.close();
                }
            };
        };
    }

    @BeforeEach
    void open() {
        before = logs.getLevel();
        logs.setLevel(Level.SEVERE);
        session = Await.result(manager.open(SessionOpenRequest.named("operator"), ClientIdentity.anonymous()));
        server = ((MxReplyPayload.ServerHandle)
                        call(new MxCommand.Register("operator")).payload())
                .serverHandle();
        call(new MxCommand.SubscribeAlarms(
                "\\\\HOST\\Galaxy!" + AREA, AlarmProviderMode.UNSPECIFIED, List.of(), AlarmFailoverConfig.DEFAULT));
        monitor.start();
        untilLive();
    }

    @AfterEach
    void close() {
        monitor.close();
        Await.result(manager.shutdown());
        time.close();
        logs.setLevel(before);
    }

    private void untilLive() {
        Await.until("the monitor is live", () -> monitor.stateText().equals("LIVE"));
    }

    private MxReply call(MxCommand command) {
        return Await.result(manager.invoke(session.id(), ClientIdentity.anonymous(), CommandRequest.of(command)));
    }

    private void write(String reference, MxValue value) {
        int item = items.computeIfAbsent(reference, tag -> {
            int fresh = ((MxReplyPayload.ItemHandle)
                            call(new MxCommand.AddItem(server, tag)).payload())
                    .itemHandle();
            call(new MxCommand.AdviseSupervisory(server, fresh));
            return fresh;
        });
        MxReply reply = call(new MxCommand.Write(server, item, value, 0));
        assertThat(reply.status().isOk()).as(reference + ": " + reply).isTrue();
    }

    private void set(String tag, boolean on) {
        write(tag, MxValue.of(on ? 100.0 : 0.0));
        written.put(tag, on);
    }

    private static String tag(int number) {
        return "Object_%05d.Alarm_%03d".formatted(number / (ALARMS / OBJECTS) + 1, number % (ALARMS / OBJECTS) + 1);
    }

    /** What the simulator says is active. */
    private List<MxActiveAlarm> truth() {
        return ((MxReplyPayload.ActiveAlarms)
                        call(new MxCommand.QueryActiveAlarms("")).payload())
                .snapshots();
    }

    /** Whether what is active is what was written. */
    private boolean arrived() {
        Map<String, AlarmConditionState> now = AlarmView.of(truth());
        return written.entrySet().stream().allMatch(entry -> {
            AlarmConditionState state = now.entrySet().stream()
                    .filter(alarm -> alarm.getKey().endsWith("." + entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(AlarmConditionState.INACTIVE);
            return entry.getValue() == (state != AlarmConditionState.INACTIVE);
        });
    }

    private void killWorker() {
        untilLive();
        GatewaySession owned = registry.sessions().stream()
                .filter(GatewaySession::isInternal)
                .findFirst()
                .orElseThrow();
        Set<String> before = Set.copyOf(workers.keySet());
        workers.get(owned.id()).crash(9);
        // Or was noticed, and the next one is there: nobody says that this thread looks in between.
        Await.until(
                "the loss is noticed",
                () -> !monitor.stateText().equals("LIVE") || !before.containsAll(workers.keySet()));
    }

    @Test
    void everyViewIsPossibleAtAnyTimeAndTrueInTheEnd() {
        Random random = Seed.random("AlarmsOfTheSimulatorTest");
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(client(i, random.nextLong()));
        }
        for (int part = 0; part < PARTS; part++) {
            if (part > 0) {
                killWorker();
            }
            // The worker is away for a part of these, or for all: how many depends on the machine.
            for (int i = 0; i < STEPS / PARTS; i++) {
                step(random);
            }
            untilLive();
            goOnUntilThatMattered(random);
        }
        Await.until("what was written has arrived", this::arrived);
        Map<String, AlarmConditionState> last = AlarmView.of(truth());
        goal = last;
        for (CompletableFuture<Void> client : clients) {
            client.orTimeout(NET.toSeconds() + 10, TimeUnit.SECONDS).join();
        }
        Await.until("the monitor's view", () -> active().equals(last));
    }

    private void step(Random random) {
        List<AlarmFeedMessage> active = monitor.active("");
        if (random.nextInt(3) > 0 || active.isEmpty()) {
            set(tag(random.nextInt(ALARMS)), random.nextBoolean());
        } else if (monitor.stateText().equals("LIVE")) {
            MxActiveAlarm alarm = ((AlarmNews.Active)
                            active.get(random.nextInt(active.size())).news())
                    .alarm();
            String reference = random.nextBoolean() ? alarm.alarmGuid() : alarm.alarmFullReference();
            AlarmAcknowledgementResult done =
                    Await.result(monitor.acknowledge(reference, SAID, Duration.ofSeconds(20)));
            acknowledged += done.status().isOk() ? 1 : 0;
        } else {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** With the worker there: a quick machine takes many steps before the first alarm has come so far. */
    private void goOnUntilThatMattered(Random random) {
        int acknowledgedBefore = acknowledged;
        int heardBefore = heard.get();
        long began = System.nanoTime();
        while (acknowledged == acknowledgedBefore || heard.get() - heardBefore < STEPS / PARTS / 2) {
            assertThat(System.nanoTime() - began)
                    .as("acknowledged=%d heard=%d", acknowledged - acknowledgedBefore, heard.get() - heardBefore)
                    .isLessThan(NET.toNanos());
            step(random);
        }
    }

    private Map<String, AlarmConditionState> active() {
        return AlarmView.of(monitor.active("").stream()
                .map(message -> ((AlarmNews.Active) message.news()).alarm())
                .toList());
    }

    /** A client that comes and goes, and in the end stays until it knows the truth. */
    private CompletableFuture<Void> client(int number, long seed) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        comeAndGo(new Random(seed));
                        result.complete(null);
                    } catch (RuntimeException | AssertionError e) {
                        result.completeExceptionally(e);
                    }
                },
                "mxgateway-test-client-" + number);
        thread.start();
        return result;
    }

    private void comeAndGo(Random random) {
        // Counts from when there is a goal; zero before.
        long deadline = 0;
        while (true) {
            AlarmView view = new AlarmView(monitor, "");
            int most = 50 + random.nextInt(500);
            int counted = 0;
            while (goal != null || view.heard().size() < most) {
                view.read(1 + random.nextInt(20));
                assertThat(view.cursor().end()).isNull();
                heard.addAndGet(view.heard().size() - counted);
                counted = view.heard().size();
                if (goal != null) {
                    if (view.alarms().equals(goal)) {
                        view.cursor().close();
                        return;
                    }
                    deadline = deadline == 0 ? System.nanoTime() + NET.toNanos() : deadline;
                    assertThat(System.nanoTime() - deadline)
                            .as("the client knows %s, the truth is %s", view.alarms(), goal)
                            .isNegative();
                }
                LockSupport.parkNanos(random.nextInt(2_000_000));
            }
            view.cursor().close();
        }
    }

    @Test
    void aFailOverOfTheProviderIsToldItsRecordsAreDegradedAndItComesBack() {
        AlarmView view = new AlarmView(monitor, "");
        set(tag(0), true);
        Await.until("the first alarm", () -> view.read().alarms().size() == 1);
        assertThat(view.provider().mode()).isEqualTo(AlarmProviderMode.ALARMMGR);
        write("_Simulator.AlarmManagerDown", MxValue.of(true));
        Await.until("it is away", () -> view.read().provider().mode() == AlarmProviderMode.SUBTAG);
        assertThat(view.provider().degraded()).isTrue();
        assertThat(view.provider().reason()).contains("3 times in a row");
        set(tag(1), true);
        Await.until("the second alarm", () -> view.read().alarms().size() == 2);
        AlarmNews.Transition second = (AlarmNews.Transition) view.heard().stream()
                .filter(AlarmNews.Transition.class::isInstance)
                .reduce((first, later) -> later)
                .orElseThrow();
        assertThat(second.transition().degraded()).isTrue();
        Await.until(
                "every record is marked",
                () -> monitor.active("").stream()
                        .allMatch(message ->
                                ((AlarmNews.Active) message.news()).alarm().degraded()));
        // The monitor probes every 30 s; a fresh session begins with the alarm manager that is back.
        write("_Simulator.AlarmManagerDown", MxValue.of(false));
        killWorker();
        Await.until("it is back", () -> view.read().provider().mode() == AlarmProviderMode.ALARMMGR);
        assertThat(view.provider().degraded()).isFalse();
        Await.until(
                "no record is marked",
                () -> monitor.active("").stream()
                        .noneMatch(message ->
                                ((AlarmNews.Active) message.news()).alarm().degraded()));
        assertThat(view.read().alarms()).as("nothing was raised twice").hasSize(2);
    }
}
