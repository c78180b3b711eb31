package io.mxgateway.grpc.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mxgateway.core.testing.NothingLeftBehind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Streams that begin, send, end by themselves, are cancelled and lose their key, all at once and at random. */
@ExtendWith(NothingLeftBehind.class)
class RevocableCallTest {
    private static final int ROUNDS = 400;
    /** How many there are when in none before a stream was ended from outside, which takes two threads at once. */
    private static final int MOST_ROUNDS = 20_000;

    private static final int STREAMS = 4;
    private static final int KEYS = 2;

    private final OpenStreams open = new OpenStreams();

    private static StatusRuntimeException notValid() {
        return Status.UNAUTHENTICATED.asRuntimeException();
    }

    /** What gRPC would be: notices when it is used by two at once, or after its end. */
    private static final class Wire extends ServerCall<byte[], byte[]> {
        private final AtomicInteger users = new AtomicInteger();
        private final AtomicInteger closes = new AtomicInteger();
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicBoolean misused = new AtomicBoolean();
        private volatile Status status;

        private void use(Runnable what) {
            if (users.incrementAndGet() != 1 || closes.get() != 0) {
                misused.set(true);
            }
            what.run();
            Thread.onSpinWait();
            users.decrementAndGet();
        }

        @Override
        public void request(int count) {}

        @Override
        public void sendHeaders(Metadata headers) {
            use(() -> {});
        }

        @Override
        public void sendMessage(byte[] message) {
            use(sent::incrementAndGet);
        }

        @Override
        public void close(Status end, Metadata trailers) {
            use(() -> status = end);
            closes.incrementAndGet();
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<byte[], byte[]> getMethodDescriptor() {
            throw new AssertionError("nobody asks for it");
        }
    }

    /** One stream as its method serves it: sends a little, and ends by itself, or is cancelled by its client. */
    private void serve(RevocableCall<byte[], byte[]> call, String key, int messages, boolean cancelled) {
        open.add(key, call);
        call.sendHeaders(new Metadata());
        for (int i = 0; i < messages && !call.isCancelled(); i++) {
            call.sendMessage(new byte[0]);
        }
        if (!cancelled) {
            call.close(Status.OK, new Metadata());
        }
        open.remove(key, call);
    }

    @Test
    void everyStreamEndsOnceAndNoneIsLeft() throws Exception {
        long seed = Long.getLong("mxgateway.seed", System.nanoTime());
        System.out.println("RevocableCallTest: -Dmxgateway.seed=" + seed);
        Random random = new Random(seed);
        ExecutorService threads =
                Executors.newFixedThreadPool(STREAMS + KEYS, task -> new Thread(task, "mxgateway-test-streams"));
        int revoked = 0;
        try {
            for (int round = 0; round < ROUNDS || (revoked == 0 && round < MOST_ROUNDS); round++) {
                revoked += round(random, threads, seed + " round " + round);
            }
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        // Otherwise this would test nothing but ends that nobody competes for.
        assertThat(revoked)
                .as("streams that were ended from outside, seed %s", seed)
                .isPositive();
    }

    private int round(Random random, ExecutorService threads, String what) throws Exception {
        CyclicBarrier together = new CyclicBarrier(STREAMS + KEYS);
        List<Future<?>> tasks = new ArrayList<>();
        List<Wire> wires = new ArrayList<>();
        List<Boolean> cancelled = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            Wire wire = new Wire();
            RevocableCall<byte[], byte[]> call = new RevocableCall<>(wire);
            String key = "key-" + random.nextInt(KEYS);
            int messages = random.nextInt(200);
            boolean leaves = random.nextInt(4) == 0;
            wires.add(wire);
            cancelled.add(leaves);
            tasks.add(threads.submit(() -> {
                together.await();
                serve(call, key, messages, leaves);
                return null;
            }));
        }
        for (int i = 0; i < KEYS; i++) {
            String key = "key-" + i;
            int wait = random.nextInt(5_000);
            int times = 1 + random.nextInt(3);
            tasks.add(threads.submit(() -> {
                together.await();
                for (int k = 0; k < times; k++) {
                    for (int spin = 0; spin < wait; spin++) {
                        Thread.onSpinWait();
                    }
                    open.end(key, RevocableCallTest::notValid);
                }
                return null;
            }));
        }
        for (Future<?> task : tasks) {
            task.get(1, TimeUnit.MINUTES);
        }
        assertThat(open.size()).as(what).isZero();
        int revoked = 0;
        for (int i = 0; i < STREAMS; i++) {
            Wire wire = wires.get(i);
            assertThat(wire.misused)
                    .as("used after its end or by two at once, seed %s", what)
                    .isFalse();
            // Of a call that its client has cancelled gRPC knows already that it is over.
            assertThat(wire.closes.get()).as("ends, seed %s", what).isBetween(cancelled.get(i) ? 0 : 1, 1);
            revoked += wire.closes.get() == 1 && wire.status.getCode() == Status.Code.UNAUTHENTICATED ? 1 : 0;
        }
        return revoked;
    }

    @Test
    void nothingIsSentAfterAnEndFromOutside() {
        Wire wire = new Wire();
        RevocableCall<byte[], byte[]> call = new RevocableCall<>(wire);
        call.end(notValid());
        call.sendMessage(new byte[0]);
        call.close(Status.OK, new Metadata());
        assertThat(wire.closes).hasValue(1);
        assertThat(wire.sent).hasValue(0);
        assertThat(wire.status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }
}
