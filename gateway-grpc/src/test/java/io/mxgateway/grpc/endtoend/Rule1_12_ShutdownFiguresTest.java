package io.mxgateway.grpc.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.config.SessionOptions;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.GatewaySession;
import io.mxgateway.core.session.SessionOpenRequest;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.LeavesNothing;
import io.mxgateway.core.testing.NothingLeftBehind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long 64 sessions take to end, each with a process of its own; the figures are printed. */
@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs({OS.LINUX, OS.MAC})
@DisplayName("1.12 the gateway ends in time")
class Rule1_12_ShutdownFiguresTest implements LeavesNothing {
    private static final int SESSIONS = 64;
    private static final int AT_A_TIME = 8;
    private static final Duration BUDGET = Duration.ofSeconds(2);
    private static final Duration BEYOND = Duration.ofSeconds(2);
    private static final Duration HEALTHY_GOAL = Duration.ofSeconds(3);

    private ProcessGateway gateway;

    @AfterEach
    void close() {
        gateway.close();
    }

    @Override
    public List<String> leftovers() {
        return gateway.leftovers();
    }

    @Test
    void healthyWorkersGoWhenAsked() throws Exception {
        // With all the time it may want: it is to end because the workers do, not because they are killed.
        gateway = new ProcessGateway(options(HEALTHY_GOAL.multipliedBy(10)));
        List<ProcessHandle> workers = open();

        Duration taken = shutdown();

        print("shutdown of " + SESSIONS + " sessions with healthy workers", taken, HEALTHY_GOAL);
        assertThat(workers).noneMatch(ProcessHandle::isAlive);
        assertThat(taken).isLessThan(HEALTHY_GOAL.multipliedBy(10));
    }

    @Test
    void stoppedWorkersAreKilledOnceTheBudgetIsSpent() throws Exception {
        gateway = new ProcessGateway(options(BUDGET));
        List<ProcessHandle> workers = open();
        stop(workers);

        Duration taken = shutdown();

        print("shutdown of " + SESSIONS + " sessions with stopped workers", taken, BUDGET.plus(BEYOND));
        assertThat(workers).noneMatch(ProcessHandle::isAlive);
        assertThat(taken).isBetween(BUDGET, BUDGET.plus(BEYOND.multipliedBy(10)));
    }

    private Duration shutdown() throws Exception {
        long begin = System.nanoTime();
        gateway.manager.shutdown().toCompletableFuture().get(1, TimeUnit.MINUTES);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private List<ProcessHandle> open() throws Exception {
        ExecutorService users =
                Executors.newFixedThreadPool(AT_A_TIME, work -> new Thread(work, "mxgateway-test-user"));
        try {
            List<Future<GatewaySession>> opening = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                opening.add(users.submit(() -> Await.result(
                        gateway.manager.open(SessionOpenRequest.named("one of many"), ClientIdentity.anonymous()))));
            }
            List<ProcessHandle> workers = new ArrayList<>();
            for (Future<GatewaySession> one : opening) {
                one.get();
            }
            ProcessHandle.current().children().forEach(workers::add);
            assertThat(workers).hasSizeGreaterThanOrEqualTo(SESSIONS);
            return workers;
        } finally {
            users.shutdown();
        }
    }

    private static void stop(List<ProcessHandle> workers) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-STOP"));
        workers.forEach(worker -> command.add(String.valueOf(worker.pid())));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    private static GatewayOptions options(Duration shutdownTimeout) {
        GatewayOptions usual = GatewayOptions.DEFAULT;
        SessionOptions sessions = usual.sessions();
        return new GatewayOptions(
                new SessionOptions(
                        SESSIONS,
                        sessions.maxSessionsPerKey(),
                        sessions.defaultCommandTimeout(),
                        sessions.maxCommandTimeout(),
                        sessions.maxPendingCommands(),
                        sessions.lease(),
                        sessions.leaseSweepInterval(),
                        sessions.detachGrace(),
                        // However long the machine takes to open the others.
                        Duration.ZERO,
                        sessions.maxTombstones(),
                        sessions.tombstoneRetention(),
                        sessions.maxTombstoneEventBytes(),
                        sessions.maxParallelCloses()),
                usual.events(),
                usual.workers(),
                usual.alarms(),
                usual.backends(),
                usual.defaultBackend(),
                shutdownTimeout);
    }

    private static void print(String what, Duration figure, Duration goal) {
        System.out.println("figure: " + what + ": " + figure.toMillis() + " ms (goal " + goal.toMillis() + ")");
    }
}
