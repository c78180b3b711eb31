package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.grpc.worker.WireConnection.Sent;
import io.mxgateway.proto.worker.v1.WorkerHello;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class WireConnectionTest {
    private static final int LIMIT = 1 << 20;

    private final CountDownLatch heard = new CountDownLatch(1);
    private final WireConnection.Handler handler = new WireConnection.Handler() {
        @Override
        public void frame(byte[] frame) {
            heard.countDown();
        }

        @Override
        public void endOfRead() {}

        @Override
        public void drained() {}

        @Override
        public void ended(WorkerException cause) {}
    };

    @Test
    @DisplayName("a hello is the first frame, however early the peer's comes: nothing is heard before it is said")
    void nothingIsHeardBeforeTheFirstFrameIsSent() throws IOException {
        Path directory = WorkerLab.temporary();
        Path path = directory.resolve("s");
        IoLoop loop = IoLoop.start("mxgateway-test-io");
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
                SocketChannel ours = SocketChannel.open(UnixDomainSocketAddress.of(path));
                SocketChannel peer = server.accept()) {
            // The peer's first frame is there before anything is done here.
            peer.write(ByteBuffer.wrap(Frames.framed(new byte[] {1, 2, 3})));
            ours.configureBlocking(false);
            WireConnection connection = new WireConnection(
                    loop, ours, new FrameReader(LIMIT), new EnvelopeEncoder(Frames.SESSION), LIMIT, LIMIT, handler);
            SlowHello hello = new SlowHello();

            connection.open(EnvelopeBody.WORKER_HELLO, hello);

            assertThat(hello.tooEarly)
                    .as("the peer was heard while the hello was being written")
                    .isFalse();
            Await.until("the peer's frame", () -> heard.getCount() == 0);
            connection.close();
        } finally {
            Await.result(loop.close());
            WorkerLab.delete(directory);
        }
    }

    @Test
    void whatGoesTogetherWaitsForTheLoopUnlessSomethingElseIsSent() throws IOException {
        try (Pair pair = new Pair(handler)) {
            // The loop is busy: what is left for it stays here.
            pair.onLoop(() -> {
                assertThat(pair.together()).isEqualTo(Sent.YES);
                assertThat(pair.together()).isEqualTo(Sent.YES);
                assertThat(pair.arrived()).as("while the loop is busy").isZero();
                int two = pair.connection.waitingBytes();

                pair.connection.sendControl("", EnvelopeBody.WORKER_HELLO, WorkerHello.getDefaultInstance());

                assertThat(pair.connection.waitingBytes()).as("left behind").isZero();
                assertThat(pair.arrived()).as("all three").isGreaterThan(two);
                assertThat(pair.together()).isEqualTo(Sent.YES);
                assertThat(pair.arrived()).as("after that").isZero();
            });
            Await.until("what the loop was left with", () -> pair.arrived() > 0);

            assertThat(pair.together()).isEqualTo(Sent.YES);
            Await.until("what another thread left for the loop", () -> pair.arrived() > 0);
        }
    }

    @Test
    void somethingLongGoesAtOnceEvenIfItMayWait() throws IOException {
        try (Pair pair = new Pair(handler)) {
            WorkerHello longOne =
                    WorkerHello.newBuilder().setNonce("x".repeat(100_000)).build();
            pair.onLoop(() -> {
                pair.together();
                pair.connection.sendTogether("", EnvelopeBody.WORKER_HELLO, longOne);
                assertThat(pair.arrived())
                        .as("sent without waiting for the loop")
                        .isPositive();
            });
        }
    }

    @Test
    void whatTheFramesOfAReadBringAboutGoesTogetherBehindThem() throws IOException {
        AtomicReference<Pair> answering = new AtomicReference<>();
        List<Integer> waitingAtEachFrame = Collections.synchronizedList(new ArrayList<>());
        WireConnection.Handler replies = new NoHandler() {
            @Override
            public void frame(byte[] frame) {
                WireConnection connection = answering.get().connection;
                waitingAtEachFrame.add(connection.waitingBytes());
                connection.sendReply("", EnvelopeBody.WORKER_COMMAND_REPLY, WorkerHello.getDefaultInstance());
            }
        };
        try (Pair pair = new Pair(replies)) {
            answering.set(pair);
            byte[] frame = Frames.framed(new byte[] {1, 2, 3});
            ByteBuffer three = ByteBuffer.allocate(3 * frame.length);
            for (int i = 0; i < 3; i++) {
                three.put(frame);
            }
            pair.peer.write(three.flip());

            pair.onLoop(pair.connection::readArrived);

            assertThat(waitingAtEachFrame).hasSize(3).startsWith(0);
            assertThat(waitingAtEachFrame.get(1)).isPositive().isLessThan(waitingAtEachFrame.get(2));
            assertThat(pair.connection.waitingBytes()).as("kept back").isZero();
            assertThat(pair.arrived()).as("replies").isGreaterThan(waitingAtEachFrame.get(2));
            // Outside of a read a reply leaves by itself.
            pair.connection.sendReply("", EnvelopeBody.WORKER_COMMAND_REPLY, WorkerHello.getDefaultInstance());
            assertThat(pair.arrived()).as("a late reply").isPositive();
        }
    }

    @Test
    void noFrameIsLostOrOutOfOrderHoweverManyThreadsSendInWhicheverWay() throws IOException, InterruptedException {
        long seed = Long.getLong("mxgateway.seed", System.nanoTime());
        System.out.println("WireConnectionTest seed " + seed);
        try (Pair pair = new Pair(handler)) {
            // Without it, nobody would look for room in a full socket.
            pair.connection.open(EnvelopeBody.WORKER_HELLO, WorkerHello.getDefaultInstance());
            int threads = 4;
            int each = 5_000;
            EnvelopeChecker checker = new EnvelopeChecker(Frames.SESSION);
            FrameReader reader = new FrameReader(LIMIT);
            AtomicInteger checked = new AtomicInteger();
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Random random = new Random(seed + i);
                senders.add(new Thread(() -> {
                    for (int n = 0; n < each; n++) {
                        boolean together = random.nextBoolean();
                        while ((together ? pair.together() : pair.single()) == Sent.FULL) {
                            Thread.onSpinWait();
                        }
                    }
                }));
            }
            senders.forEach(Thread::start);
            ByteBuffer in = ByteBuffer.allocate(LIMIT);
            Await.until("all frames", () -> {
                pair.read(in.clear());
                // A hole in the sequence throws.
                reader.read(in.flip(), frame -> {
                    checker.check(frame);
                    checked.incrementAndGet();
                });
                return checked.get() == threads * each + 1;
            });
            for (Thread sender : senders) {
                sender.join();
            }
            assertThat(pair.connection.waitingBytes()).isZero();
        }
    }

    private static class NoHandler implements WireConnection.Handler {
        @Override
        public void frame(byte[] frame) {}

        @Override
        public void endOfRead() {}

        @Override
        public void drained() {}

        @Override
        public void ended(WorkerException cause) {}
    }

    /** A connection that has not begun to read, and the other end of it, which does not block. */
    private static final class Pair implements AutoCloseable {
        private final Path directory = WorkerLab.temporary();
        private final IoLoop loop = IoLoop.start("mxgateway-test-io");
        private final SocketChannel ours;
        private final SocketChannel peer;
        private final WireConnection connection;
        private final ByteBuffer taken = ByteBuffer.allocate(LIMIT);

        Pair(WireConnection.Handler handler) throws IOException {
            Path path = directory.resolve("s");
            try (ServerSocketChannel server =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path))) {
                ours = SocketChannel.open(UnixDomainSocketAddress.of(path));
                peer = server.accept();
            }
            ours.configureBlocking(false);
            peer.configureBlocking(false);
            connection = new WireConnection(
                    loop, ours, new FrameReader(LIMIT), new EnvelopeEncoder(Frames.SESSION), LIMIT, LIMIT, handler);
        }

        Sent together() {
            return connection.sendTogether("", EnvelopeBody.WORKER_HELLO, WorkerHello.getDefaultInstance());
        }

        Sent single() {
            return connection.send("", EnvelopeBody.WORKER_HELLO, WorkerHello.getDefaultInstance());
        }

        int arrived() {
            return read(taken.clear());
        }

        int read(ByteBuffer in) {
            try {
                return peer.read(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void onLoop(Runnable task) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            loop.execute(() -> {
                try {
                    task.run();
                    done.complete(null);
                } catch (RuntimeException | Error e) {
                    done.completeExceptionally(e);
                }
            });
            Await.result(done);
        }

        @Override
        public void close() throws IOException {
            connection.close();
            peer.close();
            Await.result(loop.close());
            WorkerLab.delete(directory);
        }
    }

    /** A message that takes long to be written; it looks whether anything is heard meanwhile. */
    private final class SlowHello implements MessageLite {
        private static final long LONG_ENOUGH = 300;

        private final WorkerHello hello = WorkerHello.getDefaultInstance();
        // Whether the other side was heard before this was written.
        private boolean tooEarly;

        @Override
        public int getSerializedSize() {
            try {
                tooEarly |= heard.await(LONG_ENOUGH, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return hello.getSerializedSize();
        }

        @Override
        public void writeTo(CodedOutputStream output) throws IOException {
            hello.writeTo(output);
        }

        @Override
        public Parser<? extends MessageLite> getParserForType() {
            return hello.getParserForType();
        }

        @Override
        public ByteString toByteString() {
            return hello.toByteString();
        }

        @Override
        public byte[] toByteArray() {
            return hello.toByteArray();
        }

        @Override
        public void writeTo(OutputStream output) throws IOException {
            hello.writeTo(output);
        }

        @Override
        public void writeDelimitedTo(OutputStream output) throws IOException {
            hello.writeDelimitedTo(output);
        }

        @Override
        public Builder newBuilderForType() {
            return hello.newBuilderForType();
        }

        @Override
        public Builder toBuilder() {
            return hello.toBuilder();
        }

        @Override
        public MessageLite getDefaultInstanceForType() {
            return hello;
        }

        @Override
        public boolean isInitialized() {
            return true;
        }
    }
}
