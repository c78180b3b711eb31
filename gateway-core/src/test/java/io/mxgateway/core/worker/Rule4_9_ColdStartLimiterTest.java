package io.mxgateway.core.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class Rule4_9_ColdStartLimiterTest {
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final FakeTime time = new FakeTime();
    private final FakeWorkers workers = new FakeWorkers();
    private final ColdStartLimiter limiter = new ColdStartLimiter(workers, 2, 3, WAIT, time);

    private CompletableFuture<WorkerClient> start(String session) {
        return limiter.prepare("plant", session).start(new RecordingListener());
    }

    private List<String> begun() {
        List<String> begun = new ArrayList<>();
        workers.starts.forEach(start -> begun.add(start.sessionId));
        return begun;
    }

    @Test
    void theOthersWaitTheirTurnInOrder() {
        start("a");
        start("b");
        start("c");
        start("d");
        assertThat(begun()).containsExactly("a", "b");

        workers.starts.get(1).succeed();
        assertThat(begun()).containsExactly("a", "b", "c");
        workers.starts.get(0).fail();
        assertThat(begun()).containsExactly("a", "b", "c", "d");
        assertThat(limiter.starting()).isEqualTo(2);
        assertThat(time.pendingTimers()).as("nobody waits").isZero();
    }

    @Test
    void whatComesOfAStartIsPassedOnAsItIs() {
        CompletableFuture<WorkerClient> good = start("a");
        CompletableFuture<WorkerClient> bad = start("b");

        workers.starts.get(0).succeed();
        workers.starts.get(1).fail();

        assertThat(good).isCompletedWithValue(workers.starts.get(0).client);
        assertThat(Await.failure(bad)).isInstanceOf(WorkerException.class).hasMessage("no license");
        assertThat(limiter.starting()).isZero();
    }

    @Test
    void aStartWhoseTurnDoesNotComeInTimeFailsWithTheFactsAndSwallowsNoTurn() {
        start("a");
        start("b");
        CompletableFuture<WorkerClient> late = start("c");

        time.advance(WAIT);

        WorkerException failure = (WorkerException) Await.failure(late);
        assertThat(failure.code()).isEqualTo(WorkerErrorCode.START_FAILED);
        assertThat(failure).hasMessageContainingAll("session=c", "waitedMs=30000", "workers.max-cold-starts=2");
        assertThat(workers.returned).containsExactly("c");
        workers.starts.get(0).succeed();
        workers.starts.get(1).succeed();
        assertThat(limiter.starting()).isZero();
        start("d");
        assertThat(begun()).containsExactly("a", "b", "d");
    }

    @Test
    void aStartThatIsCancelledWhileItWaitsSwallowsNoTurn() {
        start("a");
        start("b");
        CompletableFuture<WorkerClient> impatient = start("c");
        CompletableFuture<WorkerClient> patient = start("d");

        impatient.cancel(false);
        workers.starts.get(0).succeed();

        assertThat(begun()).containsExactly("a", "b", "d");
        assertThat(workers.returned).containsExactly("c");
        workers.last().succeed();
        assertThat(patient).isCompleted();
    }

    @Test
    void cancellingAStartThatHasBegunCancelsItAndPassesTheTurnOn() {
        CompletableFuture<WorkerClient> first = start("a");
        start("b");
        start("c");

        first.cancel(false);

        assertThat(workers.starts.get(0).future).isCancelled();
        assertThat(begun()).containsExactly("a", "b", "c");
    }

    @Test
    void moreThanMayWaitAreRefusedAtOnce() {
        for (String session : List.of("a", "b", "c", "d", "e")) {
            start(session);
        }

        CompletableFuture<WorkerClient> excess = start("f");

        assertThat(Await.failure(excess)).hasMessageContainingAll("session=f", "starting=2", "waiting=3");
        assertThat(limiter.waiting()).isEqualTo(3);
    }

    @Test
    void closingRefusesThoseWhoWaitAndClosesTheFactoryBehind() {
        start("a");
        start("b");
        CompletableFuture<WorkerClient> waiting = start("c");

        Await.result(limiter.close());

        assertThat(Await.failure(waiting)).hasMessageContaining("shutting down");
        assertThat(Await.failure(start("d"))).hasMessageContaining("shutting down");
        assertThat(workers.closed).isTrue();
        assertThat(time.pendingTimers()).isZero();
    }

    @Test
    void aThousandStartsThatEndAtOnceDoNotPileUp() {
        ColdStartLimiter wide = new ColdStartLimiter(new InstantWorkers(workers), 1, 100_000, WAIT, time);
        CompletableFuture<WorkerClient> blocking =
                wide.prepare("plant", "block").start(new RecordingListener());
        List<CompletableFuture<WorkerClient>> all = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            all.add(wide.prepare("plant", "instant-" + i).start(new RecordingListener()));
        }

        workers.starts.get(0).succeed();

        assertThat(blocking).isCompleted();
        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(wide.starting()).isZero();
        assertThat(time.pendingTimers()).isZero();
    }

    /** Starts everything at once but what is called "block". */
    private record InstantWorkers(FakeWorkers workers) implements WorkerClientFactory {
        @Override
        public Set<String> backends() {
            return workers.backends();
        }

        @Override
        public WorkerTicket prepare(String backend, String session) {
            WorkerTicket ticket = workers.prepare(backend, session);
            return new WorkerTicket() {
                @Override
                public String sessionId() {
                    return session;
                }

                @Override
                public CompletableFuture<WorkerClient> start(WorkerListener listener) {
                    CompletableFuture<WorkerClient> start = ticket.start(listener);
                    if (!session.equals("block")) {
                        workers.last().succeed();
                    }
                    return start;
                }

                @Override
                public void giveBack() {
                    ticket.giveBack();
                }
            };
        }

        @Override
        public CompletionStage<Void> close() {
            return workers.close();
        }
    }
}
