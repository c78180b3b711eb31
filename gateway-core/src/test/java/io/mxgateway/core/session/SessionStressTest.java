package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.AlarmOptions;
import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.MetricsSnapshot;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeWorker;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.testing.Seed;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.core.worker.WorkerStartStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ten thousand sessions from 16 threads, with a failure now and then at every step of opening, using and closing. */
@ExtendWith(NothingLeftBehind.class)
class SessionStressTest {
    private static final int SESSIONS = 10_000;
    private static final int THREADS = 16;
    private static final int LIMIT = 12;

    private final ExecutorService elsewhere =
            Executors.newFixedThreadPool(2, task -> new Thread(task, "mxgateway-test-transport"));
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /** Each step succeeds, fails, throws, or is done later on another thread; the worker may die at any of them. */
    private final class Unreliable implements FakeScript {
        private final Random random;

        Unreliable(Random random) {
            this.random = random;
        }

        private <T> CompletableFuture<T> perhaps(FakeWorker worker, T value, WorkerErrorCode failure) {
            int dice = random.nextInt(100);
            CompletableFuture<T> later = new CompletableFuture<>();
            if (dice < 4) {
                return CompletableFuture.failedFuture(new WorkerException(failure, "as the dice fell"));
            } else if (dice < 6) {
                throw new IllegalStateException("as the dice fell");
            } else if (dice < 9) {
                elsewhere.execute(() -> {
                    worker.crash(WorkerErrorCode.LOST, "died, as the dice fell");
                    later.complete(value);
                });
                return later;
            } else if (dice < 40) {
                elsewhere.execute(() -> later.complete(value));
                return later;
            }
            return CompletableFuture.completedFuture(value);
        }

        @Override
        public String sessionId(String backend, String fresh) {
            if (random.nextInt(50) == 0) {
                throw new IllegalStateException("no ticket, as the dice fell");
            }
            return fresh;
        }

        @Override
        public CompletableFuture<Void> start(FakeWorker worker) {
            worker.stage(WorkerStartStage.STARTING_WORKER);
            return perhaps(worker, null, WorkerErrorCode.START_FAILED);
        }

        @Override
        public CompletableFuture<MxReply> execute(FakeWorker worker, MxCommand command) {
            return perhaps(worker, MxReplyData.ok(command.kind()), WorkerErrorCode.COMMAND_TIMEOUT);
        }

        @Override
        public CompletableFuture<Void> shutdown(FakeWorker worker) {
            return perhaps(worker, null, WorkerErrorCode.SHUTDOWN_FAILED);
        }

        @Override
        public CompletableFuture<Void> kill(FakeWorker worker) {
            // A kill does not fail; all that may differ is when it is done.
            CompletableFuture<Void> gone = new CompletableFuture<>();
            if (random.nextBoolean()) {
                elsewhere.execute(() -> gone.complete(null));
            } else {
                gone.complete(null);
            }
            return gone;
        }
    }

    @Test
    void afterTenThousandSessionsWithFailuresEverywhereNothingIsLeft() throws InterruptedException {
        Random random = Seed.random("SessionStressTest");
        Gateway gateway = new Gateway(
                new Unreliable(new Random(random.nextLong())),
                Gateway.sessions(s -> s.max(LIMIT))
                        .withAlarms(new AlarmOptions(true, "\\\\h\\Galaxy!A", "", "", true, random.nextBoolean())));
        try {
            QuietLogs.run(() -> {
                stress(gateway, random);
                Await.until(
                        Await.NET,
                        () -> "everything to be given back, but " + gateway.leftovers(),
                        () -> gateway.leftovers().isEmpty());
            });
        } finally {
            elsewhere.shutdown();
            assertThat(elsewhere.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }

        MetricsSnapshot counts = gateway.metrics.snapshot();
        long withoutSlot = gateway.counter(GatewayMetric.SESSIONS_OPEN_FAILURES, "SESSION_LIMIT_EXCEEDED");
        assertThat(opened.get() + refused.get() - withoutSlot).isEqualTo(SESSIONS);
        assertThat(opened.get()).as("most get through").isGreaterThan(SESSIONS / 2);
        // An opening that is cancelled in the last moment has succeeded all the same; its session is closed.
        long clientGone = gateway.counter(GatewayMetric.SESSIONS_CLOSED, "client-gone");
        long closeFailed = gateway.counter(GatewayMetric.FAULTS, "CLOSE_FAILED");
        assertThat(refused.get() - counts.total(GatewayMetric.SESSIONS_OPEN_FAILURES))
                .isBetween(clientGone, clientGone + closeFailed);
        assertThat(counts.total(GatewayMetric.COMMANDS_STARTED))
                .as("every command has one outcome")
                .isEqualTo(
                        counts.total(GatewayMetric.COMMANDS_SUCCEEDED) + counts.total(GatewayMetric.COMMANDS_FAILED));
        assertThat(gateway.manager.endedSessions()).hasSizeLessThanOrEqualTo(1024);
        gateway.time.advance(Duration.ofMinutes(10));
        assertThat(gateway.manager.endedSessions()).isEmpty();
        assertThat(gateway.time.pendingTimers()).as("timers as before").isZero();
        gateway.shutdown();
    }

    private void stress(Gateway gateway, Random random) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(SESSIONS);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            Random own = new Random(random.nextLong());
            Thread thread = new Thread(
                    () -> {
                        try {
                            while (left.getAndDecrement() > 0) {
                                while (!oneSession(gateway, own)) {
                                    LockSupport.parkNanos(50_000);
                                }
                            }
                        } catch (RuntimeException | Error e) {
                            failures.add(e);
                        }
                    },
                    "mxgateway-test-client-" + t);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    /** False when there was no slot for one. */
    private boolean oneSession(Gateway gateway, Random random) {
        CompletableFuture<GatewaySession> opening = gateway.opening();
        if (random.nextInt(20) == 0) {
            opening.cancel(true);
        }
        GatewaySession session;
        try {
            session = Await.result(opening);
            opened.incrementAndGet();
        } catch (SessionException | CancellationException e) {
            refused.incrementAndGet();
            return !(e instanceof SessionException known && known.code() == SessionErrorCode.SESSION_LIMIT_EXCEEDED);
        }
        try {
            use(gateway, random, session);
            end(gateway, random, session);
        } catch (SessionException | CancellationException | CompletionException e) {
            // The session has ended by itself, or its end has failed; both are what the dice say.
            assertThat(e).isNotNull();
        }
        // A stream that was not left keeps a session from being swept.
        if (gateway.registry.find(session.id()).isPresent()) {
            kill(gateway, session);
        }
        return true;
    }

    private static void kill(Gateway gateway, GatewaySession session) {
        try {
            Await.result(gateway.manager.kill(session.id(), Gateway.ADMIN, CloseReason.ADMIN_KILL));
        } catch (SessionException overMeanwhile) {
            assertThat(overMeanwhile.code())
                    .isIn(
                            SessionErrorCode.SESSION_NOT_FOUND,
                            SessionErrorCode.SESSION_FAULTED,
                            SessionErrorCode.CLOSE_FAILED);
        }
    }

    private static void use(Gateway gateway, Random random, GatewaySession session) {
        FakeWorker worker = gateway.workers.of(session.id());
        if (random.nextInt(3) == 0) {
            EventCursor cursor = gateway.manager.events(session.id(), Gateway.ALICE, StreamStart.LIVE, () -> {});
            worker.emit(1 + random.nextInt(20));
            while (cursor.poll() != null) {
                assertThat(cursor.position()).isPositive();
            }
            if (random.nextBoolean()) {
                cursor.close();
            }
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            CompletableFuture<MxReply> reply = gateway.invoking(session, new MxCommand.Ping(""));
            if (random.nextInt(5) == 0) {
                reply.cancel(true);
            }
            Await.until("an outcome", reply::isDone);
        }
    }

    private static void end(Gateway gateway, Random random, GatewaySession session) {
        switch (random.nextInt(5)) {
            case 0 -> Await.result(gateway.manager.kill(session.id(), Gateway.ADMIN, CloseReason.ADMIN_KILL));
            case 1 -> gateway.workers.of(session.id()).crash(WorkerErrorCode.LOST, "died at the end");
            case 2 -> Await.result(gateway.manager.closeExpiredLeases(Long.MAX_VALUE / 2));
            default -> Await.result(gateway.manager.close(session.id(), Gateway.ALICE, CloseReason.CLIENT_CLOSE));
        }
    }
}
