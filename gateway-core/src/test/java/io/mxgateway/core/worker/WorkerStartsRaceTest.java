package io.mxgateway.core.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.testing.Seed;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.ScriptedBackend.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sessions open, cancel, give back and close at random, behind a warm pool and a limit of cold starts (4.8, 4.9). */
@ExtendWith(NothingLeftBehind.class)
class WorkerStartsRaceTest {
    private static final int THREADS = 4;
    private static final int SESSIONS_EACH = 400;

    @Test
    void noTurnNoWorkerAndNoGaugeIsLostWhateverEndsWhen() throws Exception {
        Random random = Seed.random("WorkerStartsRaceTest");
        CountingMetrics metrics = new CountingMetrics();
        AtomicInteger ids = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (SystemTime time = new SystemTime("mxgateway-test-timer")) {
            WorkerClientFactory local = new InProcessWorkerClientFactory(
                    Map.of("plant", session -> new SlowStart(time, random.nextInt(8))),
                    time,
                    metrics,
                    WorkerOptions.DEFAULT,
                    8);
            ColdStartLimiter limiter = new ColdStartLimiter(local, 2, 3, Duration.ofMillis(3), time);
            WarmPool pool = new WarmPool(
                    limiter, "plant", 2, Duration.ofMillis(20), time, metrics, () -> "warm-" + ids.incrementAndGet());
            pool.start();
            List<Callable<Void>> clients = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                long seed = random.nextLong();
                clients.add(() -> openAndClose(pool, new Random(seed), ids));
            }
            for (Future<Void> client : threads.invokeAll(clients)) {
                client.get();
            }
            Await.result(pool.close());

            Await.until(
                    "all workers are gone",
                    () -> metrics.of(GatewayMetric.WORKERS_RUNNING) == 0 && limiter.starting() == 0);
            assertThat(limiter.waiting()).isZero();
            assertThat(metrics.of(GatewayMetric.WORKERS_WARM)).isZero();
            assertThat(metrics.of(GatewayMetric.COMMANDS_PENDING)).isZero();
            assertThat(metrics.of(GatewayMetric.WORKERS_STARTUP_DURATION)).isPositive();
        } finally {
            threads.shutdown();
        }
    }

    private static Void openAndClose(WarmPool pool, Random random, AtomicInteger ids) {
        for (int i = 0; i < SESSIONS_EACH; i++) {
            RecordingListener listener = new RecordingListener();
            WorkerTicket ticket = pool.prepare("plant", "cold-" + ids.incrementAndGet());
            if (random.nextInt(5) == 0) {
                ticket.giveBack();
                continue;
            }
            CompletableFuture<WorkerClient> start = ticket.start(listener);
            if (random.nextInt(3) == 0) {
                start.cancel(false);
            }
            WorkerClient client;
            try {
                client = Await.result(start);
            } catch (CancellationException | WorkerException notStarted) {
                continue;
            }
            assertThat(client.state()).isEqualTo(WorkerClientState.READY);
            if (random.nextBoolean()) {
                Await.result(client.shutdown(Duration.ofSeconds(10)));
            } else {
                Await.result(client.kill("test"));
            }
            Await.until("the end is told", () -> listener.ends().size() == 1);
            assertThat(listener.breaches()).isEmpty();
        }
        return null;
    }

    /** Comes up after a moment, on the timer's thread; one in eight does not. */
    private static final class SlowStart implements WorkerBackend {
        private final GatewayTime time;
        private final int luck;
        private final ScriptedBackend backend = new ScriptedBackend(Start.WORKS);

        SlowStart(GatewayTime time, int luck) {
            this.time = time;
            this.luck = luck;
        }

        @Override
        public String name() {
            return backend.name();
        }

        @Override
        public String version() {
            return backend.version();
        }

        @Override
        public CompletionStage<Void> start(BackendEvents events) {
            CompletableFuture<Void> up = new CompletableFuture<>();
            time.after(Duration.ofNanos(luck * 100_000L), () -> {
                if (luck == 7) {
                    up.completeExceptionally(new IllegalStateException("no luck"));
                } else {
                    backend.start(events);
                    up.complete(null);
                }
            });
            return up;
        }

        @Override
        public CompletionStage<MxReply> execute(MxCommand command) {
            return backend.execute(command);
        }

        @Override
        public void interrupt() {
            backend.interrupt();
        }

        @Override
        public CompletionStage<Void> close() {
            return backend.close();
        }
    }
}
