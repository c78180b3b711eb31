package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.MetricsSnapshot;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeWorker;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.testing.Seed;
import io.mxgateway.core.worker.WorkerErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class Rule1_8_OneRemovalTest {
    private static final int ROUNDS = 400;

    private final Gateway gateway = new Gateway();

    private void assertGoneOnce(MetricsSnapshot counts, int sessions) {
        assertThat(gateway.leftovers()).isEmpty();
        assertThat(counts.total(GatewayMetric.SESSIONS_CLOSED) + counts.total(GatewayMetric.FAULTS))
                .isEqualTo(sessions);
    }

    @Test
    void aKillIsImmediateAndDoesNotAskTheWorker() {
        GatewaySession session = gateway.open();
        SessionCloseResult result =
                Await.result(gateway.manager.kill(session.id(), Gateway.ADMIN, CloseReason.ADMIN_KILL));
        assertThat(result).isEqualTo(new SessionCloseResult(session.id(), SessionState.CLOSED, CloseReason.ADMIN_KILL));
        assertThat(gateway.worker().calls()).containsExactly("start", "kill admin-kill");
        assertThat(gateway.counter(GatewayMetric.SESSIONS_CLOSED, "admin-kill")).isEqualTo(1);
        assertGoneOnce(gateway.metrics.snapshot(), 1);
    }

    @Test
    void aWorkersDeathFaultsTheSessionAndCountsByItsCategory() {
        GatewaySession session = gateway.open();
        gateway.worker().crash(WorkerErrorCode.HUNG, "silent for 15 s");
        assertThat(session.state()).isEqualTo(SessionState.FAULTED);
        assertThat(session.lastFault()).contains("silent for 15 s");
        assertThat(gateway.counter(GatewayMetric.FAULTS, "HUNG")).isEqualTo(1);
        assertThat(gateway.worker().calls()).as("what is left of it is killed").contains("kill faulted");
        assertGoneOnce(gateway.metrics.snapshot(), 1);
    }

    @Test
    void aWorkerThatGoesAlthoughNobodyAskedItIsLost() {
        GatewaySession session = gateway.open();
        gateway.worker().crash(WorkerErrorCode.CLOSED, "went by itself");
        assertThat(gateway.counter(GatewayMetric.FAULTS, "LOST")).isEqualTo(1);
        assertThat(Await.result(gateway.manager.close(session.id(), Gateway.ALICE, CloseReason.CLIENT_CLOSE)))
                .isEqualTo(new SessionCloseResult(session.id(), SessionState.FAULTED, CloseReason.WORKER_LOST));
    }

    @Test
    void eventsOutOfSequenceEndTheSession() {
        GatewaySession session = gateway.open();
        gateway.worker().emitOutOfSequence();
        assertThat(session.state()).isEqualTo(SessionState.FAULTED);
        assertThat(gateway.counter(GatewayMetric.FAULTS, "PROTOCOL_VIOLATION")).isEqualTo(1);
        assertGoneOnce(gateway.metrics.snapshot(), 1);
    }

    @Test
    void whateverRacesWithWhateverEverySessionIsRemovedOnce() throws InterruptedException {
        Random random = Seed.random("Rule1_8_OneRemovalTest");
        QuietLogs.run(() -> race(random));
        gateway.shutdown();
        assertThat(gateway.time.pendingTimers()).isZero();
    }

    private void race(Random random) throws InterruptedException {
        for (int round = 1; round <= ROUNDS; round++) {
            boolean stillOpening = random.nextInt(4) == 0;
            CompletableFuture<Void> start = new CompletableFuture<>();
            scripted = stillOpening ? start : CompletableFuture.completedFuture(null);
            CompletableFuture<GatewaySession> opening = racing.opening();
            FakeWorker worker = racing.worker();
            String id = worker.sessionId();
            long late = racing.time.nanoTime() + Duration.ofDays(1).toNanos();
            List<Runnable> all = new ArrayList<>(List.of(
                    () -> ended(() -> racing.manager.close(id, Gateway.ALICE, CloseReason.CLIENT_CLOSE)),
                    () -> ended(() -> racing.manager.kill(id, Gateway.ADMIN, CloseReason.ADMIN_KILL)),
                    () -> worker.crash(WorkerErrorCode.LOST, "died"),
                    () -> racing.manager.closeExpiredLeases(late),
                    () -> racing.manager.revokeOwner(Gateway.ALICE.owner()),
                    () -> ended(
                            () -> racing.manager.invoke(id, Gateway.ALICE, CommandRequest.of(new MxCommand.Ping("")))),
                    () -> opening.cancel(true),
                    () -> start.complete(null)));
            Collections.shuffle(all, random);
            // The racers do not wait for one another; what is left over ends the session for certain.
            List<Runnable> racers = all.subList(0, 3);
            together(racers);
            start.complete(null);
            ended(() -> racing.manager.kill(id, Gateway.ADMIN, CloseReason.ADMIN_KILL));
            int soFar = round;
            Await.until(
                    "round " + round + " leaves nothing: " + racing.leftovers(),
                    () -> racing.leftovers().isEmpty());
            MetricsSnapshot counts = racing.metrics.snapshot();
            assertThat(counts.total(GatewayMetric.SESSIONS_CLOSED) + counts.total(GatewayMetric.FAULTS))
                    .as("ends counted after round %s", round)
                    .isEqualTo(soFar);
        }
        racing.shutdown();
    }

    // What the worker of the next racing session waits for.
    private volatile CompletableFuture<Void> scripted;
    private final Gateway racing = new Gateway(new FakeScript() {
        @Override
        public CompletableFuture<Void> start(FakeWorker worker) {
            return scripted;
        }
    });

    private static void ended(Runnable call) {
        try {
            call.run();
        } catch (SessionException overAlready) {
            assertThat(overAlready.code()).isIn(SessionErrorCode.SESSION_NOT_FOUND, SessionErrorCode.SESSION_FAULTED);
        }
    }

    private static void together(List<Runnable> racers) throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        for (Runnable racer : racers) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            go.await();
                            racer.run();
                        } catch (InterruptedException | RuntimeException | Error e) {
                            failures.add(e);
                        }
                    },
                    "mxgateway-test-racer");
            threads.add(thread);
            thread.start();
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }
}
