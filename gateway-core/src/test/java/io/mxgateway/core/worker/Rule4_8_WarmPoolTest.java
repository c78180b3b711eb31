package io.mxgateway.core.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.worker.FakeWorkers.FakeClient;
import io.mxgateway.core.worker.FakeWorkers.FakeStart;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class Rule4_8_WarmPoolTest {
    private static final Duration MAX_AGE = Duration.ofMinutes(10);

    private final FakeTime time = new FakeTime();
    private final CountingMetrics metrics = new CountingMetrics();
    private final FakeWorkers workers = new FakeWorkers();
    private final AtomicInteger ids = new AtomicInteger();
    private final WarmPool pool =
            new WarmPool(workers, "plant", 2, MAX_AGE, time, metrics, () -> "session-warm-" + ids.incrementAndGet());
    private final RecordingListener listener = new RecordingListener();

    private void fill() {
        pool.start();
        workers.last().succeed();
        workers.last().succeed();
    }

    /** Has a worker leave its next command unanswered. */
    private FakeClient hang(int which) {
        FakeClient client = workers.starts.get(which).client;
        client.answers = false;
        return client;
    }

    private long warm() {
        return metrics.of(GatewayMetric.WORKERS_WARM);
    }

    @Test
    void nothingIsStartedBeforeThePoolIs() {
        assertThat(workers.starts).isEmpty();

        assertThat(pool.prepare("plant", "session-1").sessionId()).isEqualTo("session-1");
    }

    @Test
    void aPoolThatIsClosedBeforeItIsStartedStaysEmpty() {
        Await.result(pool.close());

        pool.start();

        assertThat(workers.starts).isEmpty();
    }

    @Test
    void itFillsOneAfterAnother() {
        pool.start();
        assertThat(workers.starts).hasSize(1);
        workers.last().succeed();
        assertThat(workers.starts).hasSize(2);
        workers.last().succeed();

        assertThat(workers.starts).hasSize(2);
        assertThat(warm()).isEqualTo(2);
    }

    @Test
    void aTicketCarriesTheOldestWorkersOwnIdAndThePoolRefills() {
        fill();

        WorkerTicket ticket = pool.prepare("plant", "session-1");

        assertThat(ticket.sessionId()).isEqualTo("session-warm-1");
        assertThat(warm()).isEqualTo(1);
        assertThat(workers.starts)
                .as("nothing is started beside the one that is handed out")
                .hasSize(2);
        assertThat(ticket.start(listener)).isCompletedWithValue(workers.starts.get(0).client);
        time.advance(WarmPool.REST.minusMillis(1));
        assertThat(workers.starts)
                .as("nor beside its first moments in a session")
                .hasSize(2);
        time.advance(Duration.ofMillis(1));
        assertThat(workers.starts).hasSize(3);
        assertThat(listener.stages()).isEmpty();
    }

    @Test
    void aPoolThatIsClosedWhileItRestsStartsNothingMore() {
        fill();
        pool.prepare("plant", "session-1").start(listener);
        pool.prepare("plant", "session-2").start(listener);
        assertThat(time.pendingTimers()).as("one rest for both").isEqualTo(1);

        pool.close();

        assertThat(time.pendingTimers()).isZero();
        time.advance(WarmPool.REST);
        assertThat(workers.starts).hasSize(2);
    }

    @Test
    void aWorkerIsGivenToOneSessionOnly() {
        fill();
        WorkerTicket first = pool.prepare("plant", "a");
        WorkerTicket second = pool.prepare("plant", "b");
        WorkerTicket third = pool.prepare("plant", "c");

        assertThat(List.of(first.sessionId(), second.sessionId(), third.sessionId()))
                .containsExactly("session-warm-1", "session-warm-2", "c");
        first.start(listener);
        assertThat(Await.failure(first.start(listener))).hasMessageContaining("used or given back");
    }

    @Test
    void aTicketGivenBackReturnsItsWorkerWithTheAgeItHas() {
        fill();
        time.advance(MAX_AGE.minusSeconds(1));
        WorkerTicket ticket = pool.prepare("plant", "a");

        ticket.giveBack();
        ticket.giveBack();

        assertThat(warm()).isEqualTo(2);
        time.advance(Duration.ofSeconds(1));
        assertThat(workers.starts.get(0).client.kills).as("old by now").hasSize(1);
    }

    @Test
    void whatWasHeardWhileParkedIsHeardByTheSessionFirst() {
        fill();
        FakeStart worker = workers.starts.get(0);
        MxEvent early = ScriptedBackend.event(1);
        MxEvent later = ScriptedBackend.event(2);
        worker.listener.onEvents(List.of(early));

        pool.prepare("plant", "a").start(listener);
        worker.listener.onEvents(List.of(later));
        worker.die();

        assertThat(listener.events()).containsExactly(early, later);
        assertThat(listener.ends()).hasSize(1);
        assertThat(listener.breaches()).isEmpty();
    }

    @Test
    void aWorkerThatCannotAnswerIsEndedAndTheStartIsAColdOne() {
        fill();
        FakeClient hung = hang(0);
        CompletableFuture<WorkerClient> start = pool.prepare("plant", "a").start(listener);

        hung.unanswered.completeExceptionally(new TimeoutException("no reply"));

        assertThat(hung.kills).hasSize(1);
        assertThat(workers.last().sessionId).as("the session keeps its id").isEqualTo("session-warm-1");
        assertThat(start).isNotDone();
        workers.last().succeed();
        assertThat(start).isCompletedWithValue(workers.last().client);
        assertThat(listener.ends())
                .as("of the one that was replaced, nothing is heard")
                .isEmpty();
        assertThat(time.pendingTimers()).as("age of one, back-off").isEqualTo(2);
    }

    @Test
    void aSlowWorkerIsNotGivenUpForThatButNobodyWaitsForItAlone() {
        fill();
        FakeClient slow = hang(0);
        CompletableFuture<WorkerClient> start = pool.prepare("plant", "a").start(listener);

        time.advance(WarmTicket.PATIENCE.minusMillis(1));
        assertThat(workers.starts).hasSize(2);
        time.advance(Duration.ofMillis(1));
        FakeStart cold = workers.last();
        assertThat(cold.sessionId).isEqualTo("session-warm-1");
        assertThat(slow.kills).isEmpty();

        slow.answer();
        assertThat(start).isCompletedWithValue(slow);
        assertThat(cold.future).as("it is not needed any more").isCancelled();
        assertThat(slow.kills).isEmpty();
        time.advance(WarmPool.REST);
        workers.last().succeed();
        assertThat(warm())
                .as("nothing has failed, so the pool does not wait for longer")
                .isEqualTo(2);
    }

    @Test
    void aColdOneThatIsThereFirstIsTaken() {
        fill();
        FakeClient slow = hang(0);
        CompletableFuture<WorkerClient> start = pool.prepare("plant", "a").start(listener);
        time.advance(WarmTicket.PATIENCE);
        FakeStart cold = workers.last();
        MxEvent early = ScriptedBackend.event(1);
        cold.listener.onStage(WorkerStartStage.HANDSHAKING);
        cold.listener.onEvents(List.of(early));
        assertThat(listener.events()).as("whose events count is open").isEmpty();

        cold.succeed();

        assertThat(start).isCompletedWithValue(cold.client);
        assertThat(slow.kills).hasSize(1);
        assertThat(listener.stages()).containsExactly(WorkerStartStage.HANDSHAKING);
        assertThat(listener.events()).containsExactly(early);
        slow.answer();
        cold.die();
        assertThat(listener.ends()).hasSize(1);
        time.advance(WarmPool.REST);
        workers.last().succeed();
        assertThat(warm()).as("being slow is not held against it").isEqualTo(2);
    }

    @Test
    void whenTheColdOneFailsTheSlowOneIsWaitedFor() {
        fill();
        FakeClient slow = hang(0);
        CompletableFuture<WorkerClient> start = pool.prepare("plant", "a").start(listener);
        time.advance(WarmTicket.PATIENCE);

        workers.last().fail();
        assertThat(start).isNotDone();
        slow.answer();

        assertThat(start).isCompletedWithValue(slow);
    }

    @Test
    void whenBothFailTheStartFailsWithTheColdOnesReason() {
        fill();
        FakeClient slow = hang(0);
        CompletableFuture<WorkerClient> start = pool.prepare("plant", "a").start(listener);
        time.advance(WarmTicket.PATIENCE);

        workers.last().fail();
        slow.unanswered.completeExceptionally(new TimeoutException("no reply"));

        assertThat(Await.failure(start)).hasMessageContaining("no license");
        assertThat(slow.kills).hasSize(1);
    }

    @Test
    void cancellingTheRaceEndsBoth() {
        fill();
        FakeClient slow = hang(0);
        CompletableFuture<WorkerClient> start = pool.prepare("plant", "a").start(listener);
        time.advance(WarmTicket.PATIENCE);
        FakeStart cold = workers.last();

        start.cancel(false);

        assertThat(slow.kills).hasSize(1);
        assertThat(cold.future).isCancelled();
    }

    @Test
    void aWorkerIsExercisedBeforeItCountsAsWarm() {
        pool.start();
        FakeStart start = workers.last();
        start.client.answers = false;

        start.succeed();

        assertThat(warm()).isZero();
        assertThat(workers.starts).as("one after another").hasSize(1);
        start.client.answers = true;
        start.client.answer();
        assertThat(start.client.answered).isGreaterThan(1);
        assertThat(warm()).isEqualTo(1);
    }

    @Test
    void aWorkerThatFailsItsExercisesIsNotKeptAndTheNextComesAfterAMoment() {
        pool.start();
        FakeStart start = workers.last();
        start.client.answers = false;
        start.succeed();

        start.client.unanswered.completeExceptionally(new TimeoutException("no reply"));

        assertThat(start.client.kills).hasSize(1);
        assertThat(warm()).isZero();
        assertThat(workers.starts).hasSize(1);
        time.advance(Duration.ofSeconds(1));
        assertThat(workers.starts).hasSize(2);
    }

    @Test
    void closingEndsAWorkerAtItsExercises() {
        pool.start();
        FakeStart start = workers.last();
        start.client.answers = false;
        start.succeed();

        Await.result(pool.close());
        start.client.unanswered.completeExceptionally(new TimeoutException("killed"));

        assertThat(start.client.kills).isNotEmpty();
        assertThat(warm()).isZero();
        assertThat(workers.starts).hasSize(1);
        assertThat(time.pendingTimers()).isZero();
    }

    @Test
    void aWorkerThatDiesWhileItIsHandedOutIsReplacedByAColdOne() {
        fill();
        FakeStart dying = workers.starts.get(0);
        WorkerTicket ticket = pool.prepare("plant", "a");
        dying.die();

        CompletableFuture<WorkerClient> start = ticket.start(listener);
        workers.last().succeed();

        assertThat(start).isCompletedWithValue(workers.last().client);
        assertThat(workers.last().sessionId).isEqualTo("session-warm-1");
        assertThat(listener.ends()).isEmpty();
    }

    @Test
    void cancellingAHandOutEndsTheWorker() {
        fill();
        FakeClient hung = workers.starts.get(0).client;
        hung.answers = false;
        CompletableFuture<WorkerClient> start = pool.prepare("plant", "a").start(listener);

        start.cancel(false);

        assertThat(hung.kills).containsExactly("the start was cancelled");
        int begun = workers.starts.size();
        hung.unanswered.completeExceptionally(new TimeoutException("killed"));
        assertThat(workers.starts).as("nobody waits for a cold one").hasSize(begun);
    }

    @Test
    void aWorkerThatDiesInThePoolIsReplacedAfterAMoment() {
        fill();

        workers.starts.get(0).die();

        assertThat(warm()).isEqualTo(1);
        assertThat(workers.starts).hasSize(2);
        time.advance(Duration.ofSeconds(1));
        assertThat(workers.starts).hasSize(3);
    }

    @Test
    void theMomentDoublesWhileTheyKeepDyingAndStaysAtThirtySeconds() {
        pool.start();
        int begun = 1;
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            workers.last().fail();
            time.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(workers.starts).as("before %s s", seconds).hasSize(begun);
            time.advance(Duration.ofMillis(1));
            assertThat(workers.starts).as("after %s s", seconds).hasSize(++begun);
        }
        workers.last().succeed();
        assertThat(pool.prepare("plant", "a").start(listener)).isCompleted();
        workers.last().fail();
        time.advance(Duration.ofSeconds(1));
        assertThat(workers.starts).as("a worker that proved good forgives").hasSize(begun + 2);
    }

    @Test
    void aWorkerThatStartsAndDiesAtOnceBacksOffToo() {
        WarmPool one = new WarmPool(
                workers, "plant", 1, MAX_AGE, time, metrics, () -> "session-warm-" + ids.incrementAndGet());
        one.start();
        int begun = 1;
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30}) {
            workers.last().succeed();
            workers.last().die();
            time.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(workers.starts).as("before %s s", seconds).hasSize(begun);
            time.advance(Duration.ofMillis(1));
            assertThat(workers.starts).as("after %s s", seconds).hasSize(++begun);
        }
        workers.last().succeed();
        time.advance(Duration.ofMinutes(1));
        workers.last().die();
        time.advance(Duration.ofSeconds(1));
        assertThat(workers.starts)
                .as("one that lived for long is no repetition")
                .hasSize(begun + 1);
    }

    @Test
    void aWorkerThatIsDeadBeforeItIsParkedIsNotKept() {
        pool.start();
        FakeStart start = workers.last();

        start.die();
        start.succeed();

        assertThat(warm()).isZero();
        assertThat(pool.parked()).isZero();
    }

    @Test
    void workersThatAreTooOldAreReplacedAtOnce() {
        fill();

        time.advance(MAX_AGE);

        assertThat(workers.starts.get(0).client.kills).containsExactly("too old to be handed out");
        assertThat(workers.starts.get(1).client.kills).hasSize(1);
        assertThat(workers.starts).hasSize(3);
        assertThat(warm()).isZero();
    }

    @Test
    void aWorkerThatTalksWithoutBeingAskedIsNotKept() {
        fill();
        FakeStart noisy = workers.starts.get(0);

        for (int i = 0; i <= HandOverListener.MAX_KEPT; i++) {
            noisy.listener.onEvents(List.of(ScriptedBackend.event(i)));
        }

        assertThat(noisy.client.kills).hasSize(1);
        assertThat(warm()).isEqualTo(1);
    }

    @Test
    void closingEndsTheWorkersThatWaitAndTheStartUnderWay() {
        pool.start();
        workers.last().succeed();
        FakeClient parked = workers.starts.get(0).client;
        FakeStart underWay = workers.last();

        Await.result(pool.close());

        assertThat(parked.kills).hasSize(1);
        assertThat(underWay.future).isCancelled();
        assertThat(warm()).isZero();
        assertThat(workers.closed).isTrue();
        assertThat(time.pendingTimers()).isZero();
        time.advance(Duration.ofHours(1));
        assertThat(workers.starts).hasSize(2);
    }

    @Test
    void closingLeavesWorkersAloneThatWereHandedOutButNotThoseGivenBackAfterwards() {
        fill();
        WorkerTicket used = pool.prepare("plant", "a");
        used.start(listener);
        WorkerTicket unused = pool.prepare("plant", "b");

        Await.result(pool.close());
        unused.giveBack();

        assertThat(workers.starts.get(0).client.kills).isEmpty();
        assertThat(workers.starts.get(1).client.kills).hasSize(1);
        assertThat(warm()).isZero();
    }
}
