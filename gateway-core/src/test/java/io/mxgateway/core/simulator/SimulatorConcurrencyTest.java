package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxArray;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.testing.Seed;
import io.mxgateway.core.worker.BackendEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several threads at once: commands to one session, time going on, and sessions that share a galaxy. */
@ExtendWith(NothingLeftBehind.class)
class SimulatorConcurrencyTest {
    private static final int THREADS = 4;
    private static final int WRITES = 500;

    private final FakeTime time = new FakeTime();
    private final SimulatedGalaxyState galaxy =
            new SimulatedGalaxyState(PlantGalaxy.create(), SimulatorOptions.DEFAULT, time);

    /** Notices when two calls overlap. */
    private static final class OneAtATime implements BackendEvents {
        private final AtomicBoolean inside = new AtomicBoolean();
        private final AtomicBoolean overlapped = new AtomicBoolean();
        private final AtomicInteger completions = new AtomicInteger();

        @Override
        public void event(MxEventData event) {
            if (!inside.compareAndSet(false, true)) {
                overlapped.set(true);
            }
            if (event.family() == MxEventFamily.ON_WRITE_COMPLETE) {
                completions.incrementAndGet();
            }
            inside.set(false);
        }

        @Override
        public void lost(String reason) {
            overlapped.set(true);
        }

        @Override
        public void crash(int exitCode) {
            overlapped.set(true);
        }
    }

    private void inParallel(ThreadBody body) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Thread thread = new Thread(
                    () -> {
                        try {
                            body.run(number);
                        } catch (RuntimeException | AssertionError e) {
                            failures.add(e);
                        }
                    },
                    "mxgateway-test-" + i);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    @FunctionalInterface
    private interface ThreadBody {
        void run(int number);
    }

    @Test
    void aSessionDrivenFromManyThreadsDoesOneThingAtATime() throws InterruptedException {
        Random seeds = Seed.random("SimulatorConcurrencyTest");
        long[] seed = seeds.longs(THREADS).toArray();
        OneAtATime events = new OneAtATime();
        SimulatorBackend backend = new SimulatorBackend(galaxy, "session-1", "1", 0);
        backend.start(events);
        backend.execute(new MxCommand.Register("threads"));
        backend.execute(new MxCommand.SubscribeBulk(
                1, List.of("Heartbeat.Counter", "Types.Integer", "Types.Double", "Types.Limited")));
        ConcurrentLinkedQueue<MxReply> replies = new ConcurrentLinkedQueue<>();

        inParallel(number -> {
            Random random = new Random(seed[number]);
            for (int i = 0; i < WRITES; i++) {
                MxValue value = MxValue.of(random.nextInt(20));
                backend.execute(new MxCommand.Write(1, random.nextInt(4) + 1, value, 0))
                        .thenAccept(replies::add);
                if (random.nextInt(10) == 0) {
                    time.advance(Duration.ofMillis(random.nextInt(300)));
                }
            }
        });
        time.advance(Duration.ofSeconds(2));

        assertThat(replies)
                .hasSize(THREADS * WRITES)
                .allSatisfy(reply -> assertThat(reply.hresult()).hasValue(0));
        assertThat(events.completions).hasValue(THREADS * WRITES);
        assertThat(events.overlapped).isFalse();
        backend.close();
        assertThat(time.pendingTimers()).isZero();
    }

    @Test
    void elementsOfOneArrayWrittenBySeveralSessionsAreAllKept() throws InterruptedException {
        AttributeNode array = ((Target.Whole) galaxy.resolve("Arrays.Integer[]")).attribute();
        inParallel(number -> {
            for (int i = 1; i <= WRITES; i++) {
                array.writeElement(number + 1, new MxValue.Int32(i), time.now(), 0);
            }
        });
        assertThat(array.held().value())
                .isEqualTo(MxValue.of(MxArray.ofInts(List.of(WRITES, WRITES, WRITES, WRITES, 0))));
    }
}
