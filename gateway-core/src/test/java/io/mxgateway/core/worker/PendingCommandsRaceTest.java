package io.mxgateway.core.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.testing.Seed;
import io.mxgateway.core.worker.PendingCommands.ReplyFate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reply, timeout, cancellation and the end of the worker race for the outcome of every command (2.1). */
@ExtendWith(NothingLeftBehind.class)
class PendingCommandsRaceTest {
    private static final int ROUNDS = 3_000;
    private static final int COMMANDS = 8;
    private static final Duration TIMEOUT = Duration.ofMillis(10);
    private static final MxCommand PING = new MxCommand.Ping("");
    private static final MxReply PONG = MxReplyData.ok(MxCommandKind.PING);

    @Test
    void everyCommandHasExactlyOneOutcomeWhateverRacesWithWhatever() throws Exception {
        Random random = Seed.random("PendingCommandsRaceTest");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                race(threads, random.nextLong(), random.nextInt(4) == 0);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void race(ExecutorService threads, long seed, boolean workerDies) throws Exception {
        FakeTime time = new FakeTime();
        CountingMetrics metrics = new CountingMetrics();
        ConcurrentLinkedQueue<String> abandoned = new ConcurrentLinkedQueue<>();
        PendingCommands table =
                new PendingCommands("session-r", COMMANDS, time, metrics, (id, reason) -> abandoned.add(id));
        AtomicInteger outcomes = new AtomicInteger();
        List<PendingCall> calls = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            PendingCall call = table.begin(PING, TIMEOUT);
            call.whenComplete((reply, problem) -> outcomes.incrementAndGet());
            calls.add(call);
        }
        AtomicInteger delivered = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();
        List<Callable<Void>> racers = new ArrayList<>();
        racers.add(racer(
                seed,
                1,
                () -> calls.forEach(call -> {
                    if (table.reply(call.correlationId(), PONG) == ReplyFate.DELIVERED) {
                        delivered.incrementAndGet();
                    }
                })));
        racers.add(racer(
                seed,
                2,
                () -> calls.forEach(call -> {
                    if (call.cancel(false)) {
                        cancelled.incrementAndGet();
                    }
                })));
        racers.add(racer(seed, 3, () -> time.advance(TIMEOUT)));
        if (workerDies) {
            racers.add(racer(seed, 4, () -> table.failAll(new WorkerException(WorkerErrorCode.LOST, "died"))));
        }
        for (Future<Void> racer : threads.invokeAll(racers)) {
            racer.get();
        }

        long timedOut = calls.stream()
                .filter(call -> failedWith(call, WorkerErrorCode.COMMAND_TIMEOUT))
                .count();
        long lost = calls.stream()
                .filter(call -> failedWith(call, WorkerErrorCode.LOST))
                .count();
        assertThat(calls).allMatch(PendingCall::isDone);
        assertThat(outcomes).hasValue(COMMANDS);
        assertThat(delivered.get() + cancelled.get() + timedOut + lost).isEqualTo(COMMANDS);
        assertThat(abandoned).as("told once each").doesNotHaveDuplicates().hasSize((int) (cancelled.get() + timedOut));
        assertThat(metrics.of(GatewayMetric.COMMANDS_PENDING)).isZero();
        assertThat(table.inFlight()).isZero();
        assertThat(metrics.of(GatewayMetric.COMMANDS_LATE_REPLIES))
                .as("each command was answered once, so what was not delivered came late")
                .isEqualTo(COMMANDS - delivered.get());
        if (!workerDies) {
            for (int i = 0; i < COMMANDS; i++) {
                assertThat(table.begin(PING, TIMEOUT).accepted())
                        .as("all room is back")
                        .isTrue();
            }
            table.failAll(new WorkerException(WorkerErrorCode.CLOSED, "end of the round"));
        }
        assertThat(time.pendingTimers()).isZero();
    }

    private static boolean failedWith(PendingCall call, WorkerErrorCode code) {
        return call.handle((reply, problem) -> problem instanceof WorkerException failure && failure.code() == code)
                .join();
    }

    private static Callable<Void> racer(long seed, int lane, Runnable work) {
        long wait = Math.floorMod(seed * 31 + lane * 0x9E3779B97F4A7C15L, 20_000L);
        return () -> {
            LockSupport.parkNanos(wait);
            work.run();
            return null;
        };
    }
}
