package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.proto.worker.v1.WorkerHello;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
