package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How soon the end of a worker is noticed, and how soon one that is to end is gone; the figures are printed. */
@ExtendWith(NothingLeftBehind.class)
class DetectionFiguresTest {
    private static final int ROUNDS = 3;
    private static final long GOAL = 100;
    private static final long KILL_GOAL = 1000;
    private static final String CUT = "half-close at ";

    /** What is done to a worker; returns how many milliseconds it took until that was noticed. */
    private interface Deed {
        long on(WorkerClient client);
    }

    @Test
    @DisplayName("2.1 a pending command fails as soon as the process has ended")
    void exitUntilPendingCommandsHaveFailed() {
        long slowest = slowest(WorkerLab::good, client -> {
            CompletableFuture<MxReply> hung = WorkerLab.tell(client, "hang");
            long killed = System.nanoTime();
            ProcessHandle.of(client.description().processId()).orElseThrow().destroyForcibly();
            assertThat(Await.failure(hung)).isInstanceOf(WorkerException.class);
            return millisSince(killed);
        });
        print("exit until pending commands have failed", slowest, GOAL);
        assertThat(slowest).isLessThan(GOAL * 10);
    }

    @Test
    @DisplayName("2.1 a pending command fails as soon as the socket is broken")
    void brokenSocketUntilPendingCommandsHaveFailed() {
        long slowest = slowest(DetectionFiguresTest::cutting, client -> {
            assertThat(Await.failure(WorkerLab.tell(client, "go"))).isInstanceOf(WorkerException.class);
            long failed = System.currentTimeMillis();
            // The worker itself tells when it cut: it takes its time to understand its first command.
            Await.until("the moment", () -> cutIn(client).isPresent());
            return failed - cutIn(client).orElseThrow();
        });
        print("broken socket until pending commands have failed", slowest, GOAL);
        assertThat(slowest).isLessThan(GOAL * 10);
    }

    @Test
    @DisplayName("1.13 a killed worker is gone within a second, also one that is stopped")
    void killUntilTheProcessIsGone() {
        long slowest = slowest(WorkerLab::good, client -> {
            long pid = client.description().processId();
            Rule4_4_HeartbeatTest.signal("STOP", pid);
            long killed = System.nanoTime();
            Await.result(client.kill("figures"));
            // The gateway gives up when its goal is missed, and then the process is still there.
            assertThat(ProcessHandle.of(pid)).isEmpty();
            return millisSince(killed);
        });
        print("kill until the process is gone", slowest, KILL_GOAL);
        assertThat(slowest).isLessThan(KILL_GOAL * 10);
    }

    private static long slowest(Supplier<WorkerLab> workers, Deed deed) {
        long slowest = 0;
        // The first one does not count: it loads the classes of this side.
        for (int i = -1; i < ROUNDS; i++) {
            try (WorkerLab lab = workers.get()) {
                long taken = deed.on(lab.ready(new RecordingListener()));
                slowest = i < 0 ? 0 : Math.max(slowest, taken);
            }
        }
        return slowest;
    }

    private static WorkerLab cutting() {
        return WorkerLab.of(WorkerLab.startingWithin(30_000), WorkerLab.java(BadWorkerMain.class, "half-close"));
    }

    private static Optional<Long> cutIn(WorkerClient client) {
        return client.lastOutput().stream()
                .filter(line -> line.contains(CUT))
                .map(line -> Long.valueOf(
                        line.substring(line.indexOf(CUT) + CUT.length()).strip()))
                .findFirst();
    }

    private static long millisSince(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
    }

    private static void print(String what, long figure, long goal) {
        System.out.println(
                "figure: " + what + ": " + figure + " ms at most in " + ROUNDS + " rounds (goal " + goal + ")");
    }
}
