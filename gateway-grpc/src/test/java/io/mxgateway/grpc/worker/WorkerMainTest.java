package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.proto.v1.AddItemCommand;
import io.mxgateway.proto.v1.MxCommand;
import io.mxgateway.proto.v1.MxCommandKind;
import io.mxgateway.proto.v1.ProtocolStatusCode;
import io.mxgateway.proto.worker.v1.GatewayHello;
import io.mxgateway.proto.worker.v1.WorkerCommand;
import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import io.mxgateway.proto.worker.v1.WorkerHello;
import io.mxgateway.proto.worker.v1.WorkerShutdown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The worker's end, against a gateway made of a bare socket. */
@ExtendWith(NothingLeftBehind.class)
class WorkerMainTest {
    private static final String NONCE = "dGhlIG5vbmNlIG9mIHRoaXMgdGVzdA==";

    private final Path directory = WorkerLab.temporary();
    private final Path socket = directory.resolve("s");
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicInteger crash = new AtomicInteger(-1);
    private final PipedOutputStream lifeLine = new PipedOutputStream();
    private final PipedInputStream stdin = new PipedInputStream();
    private ServerSocketChannel server;
    private SocketChannel channel;
    private CompletableFuture<Integer> exit;
    private long sequence;

    @BeforeEach
    void listen() throws IOException {
        lifeLine.connect(stdin);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    @AfterEach
    void hangUp() throws IOException {
        lifeLine.close();
        if (channel != null) {
            channel.close();
        }
        server.close();
        WorkerLab.delete(directory);
    }

    private int run(Map<String, String> environment, String... arguments) {
        return WorkerMain.run(
                arguments,
                environment,
                session -> new UnrulyBackend(),
                stdin,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                crash::set);
    }

    private String said() {
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain(NONCE);
        return err.toString(StandardCharsets.UTF_8);
    }

    private void start() throws IOException {
        exit = CompletableFuture.supplyAsync(() -> run(
                Map.of("MXGATEWAY_WORKER_NONCE", NONCE),
                "--session-id",
                Frames.SESSION,
                "--pipe-name",
                socket.toString(),
                "--protocol-version",
                "1"));
        channel = server.accept();
    }

    private void send(WorkerEnvelope.Builder envelope) throws IOException {
        ByteBuffer frame = ByteBuffer.wrap(Frames.framed(envelope.build().toByteArray()));
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    private WorkerEnvelope.Builder next() {
        return Frames.envelope(Frames.SESSION, ++sequence);
    }

    private void greet(Duration heartbeat, boolean batches) throws IOException {
        send(next().setGatewayHello(GatewayHello.newBuilder()
                .setProtocolVersion(1)
                .setHeartbeatInterval(WireTimes.duration(heartbeat))
                .setMaxFrameBytes(1 << 20)
                .setAcceptsEventBatch(batches)));
    }

    private WorkerEnvelope read() throws IOException {
        int length = fill(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN)).getInt();
        return WorkerEnvelope.parseFrom(fill(ByteBuffer.allocate(length)));
    }

    private ByteBuffer fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            assertThat(channel.read(buffer)).isGreaterThan(0);
        }
        return buffer.flip();
    }

    private WorkerEnvelope readUntil(WorkerEnvelope.BodyCase body) throws IOException {
        WorkerEnvelope envelope = read();
        while (envelope.getBodyCase() != body) {
            envelope = read();
        }
        return envelope;
    }

    private void tell(String correlation, String script) throws IOException {
        send(next().setCorrelationId(correlation)
                .setWorkerCommand(WorkerCommand.newBuilder()
                        .setCommand(MxCommand.newBuilder()
                                .setKind(MxCommandKind.MX_COMMAND_KIND_ADD_ITEM)
                                .setAddItem(AddItemCommand.newBuilder()
                                        .setServerHandle(1)
                                        .setItemDefinition(script)))));
    }

    @Test
    void argumentsThatAreWrongAreNamedAndEndWithTheirExitCode() {
        Map<String, String> good = Map.of("MXGATEWAY_WORKER_NONCE", NONCE);
        assertThat(run(good)).isEqualTo(2);
        assertThat(run(good, "--colour", "red")).isEqualTo(2);
        assertThat(run(good, "--session-id")).isEqualTo(2);
        assertThat(run(good, "--session-id", "s", "--pipe-name", "p", "--protocol-version", "one"))
                .isEqualTo(2);
        assertThat(run(good, "--session-id", "s", "--pipe-name", "p", "--protocol-version", "2"))
                .isEqualTo(3);
        assertThat(run(Map.of(), "--session-id", "s", "--pipe-name", "p", "--protocol-version", "1"))
                .isEqualTo(4);
        assertThat(said())
                .contains("--session-id is missing")
                .contains("argument --colour is unknown")
                .contains("argument --session-id has no value")
                .contains("--protocol-version is one")
                .contains("protocol version 2 is not spoken here; 1 is")
                .contains("MXGATEWAY_WORKER_NONCE is missing");
    }

    @Test
    void aGatewayThatIsNotThereIsNotWaitedForOnceTheLifeLineIsCut() throws IOException {
        server.close();
        lifeLine.close();
        assertThat(run(
                        Map.of("MXGATEWAY_WORKER_NONCE", NONCE),
                        "--session-id",
                        "s",
                        "--pipe-name",
                        socket.toString(),
                        "--protocol-version",
                        "1"))
                .isEqualTo(5);
        assertThat(said()).contains("cannot connect to " + socket);
    }

    @Test
    void aGatewayThatHangsUpOnceItsRequestIsAcknowledgedIsNoReasonToComplain() throws IOException {
        start();
        greet(Duration.ofSeconds(60), true);
        readUntil(WorkerEnvelope.BodyCase.WORKER_READY);
        send(next().setWorkerShutdown(
                        WorkerShutdown.newBuilder().setGracePeriod(WireTimes.duration(Duration.ofSeconds(20)))));
        readUntil(WorkerEnvelope.BodyCase.WORKER_SHUTDOWN_ACK);
        channel.close();
        assertThat(Await.result(exit)).isZero();
        assertThat(said()).isEmpty();
    }

    @Test
    void aSessionRunsFromHelloToAcknowledgedShutdown() throws IOException {
        start();
        WorkerHello hello = read().getWorkerHello();
        assertThat(hello.getNonce()).isEqualTo(NONCE);
        assertThat(hello.getWorkerProcessId())
                .isEqualTo((int) ProcessHandle.current().pid());
        greet(Duration.ofSeconds(60), true);
        assertThat(read().hasWorkerHeartbeat())
                .as("the first heartbeat comes at once")
                .isTrue();
        assertThat(read().getWorkerReady().getBackendName()).isEqualTo("unruly");
        send(next().setCorrelationId("x")
                .setWorkerCommand(WorkerCommand.newBuilder()
                        .setCommand(MxCommand.newBuilder().setKindValue(77))));
        WorkerEnvelope refusal = read();
        assertThat(refusal.getCorrelationId()).isEqualTo("x");
        assertThat(refusal.getWorkerCommandReply()
                        .getReply()
                        .getProtocolStatus()
                        .getCode())
                .isEqualTo(ProtocolStatusCode.PROTOCOL_STATUS_CODE_INVALID_REQUEST);
        tell("y", "events:3");
        assertThat(read().hasWorkerEvent()).isTrue();
        send(next().setWorkerShutdown(
                        WorkerShutdown.newBuilder().setGracePeriod(WireTimes.duration(Duration.ofSeconds(20)))));
        readUntil(WorkerEnvelope.BodyCase.WORKER_SHUTDOWN_ACK);
        assertThat(Await.result(exit)).isZero();
        assertThat(said()).isEmpty();
    }

    @Test
    void noBatchIsSentToAGatewayThatDoesNotTakeIt() throws IOException {
        start();
        greet(Duration.ofSeconds(60), false);
        readUntil(WorkerEnvelope.BodyCase.WORKER_READY);
        tell("1", "bigevents:100");
        for (int i = 1; i <= 100; i++) {
            assertThat(readUntil(WorkerEnvelope.BodyCase.WORKER_EVENT)
                            .getWorkerEvent()
                            .getEvent()
                            .getWorkerSequence())
                    .isEqualTo(i);
        }
        channel.close();
        assertThat(Await.result(exit)).isEqualTo(5);
    }

    @Test
    @DisplayName("4.4 heartbeats and replies never queue behind a burst of events")
    void controlFramesPassABurstOfEvents() throws IOException {
        start();
        greet(Duration.ofMillis(50), true);
        readUntil(WorkerEnvelope.BodyCase.WORKER_READY);
        // 150 MB of events, of which nobody reads anything for some heartbeats.
        tell("1", "bigevents:3000");
        long until = System.nanoTime() + Duration.ofMillis(500).toNanos();
        Await.until("some heartbeats are due", () -> System.nanoTime() > until);
        long eventBytes = 0;
        WorkerEnvelope envelope = read();
        while (!envelope.hasWorkerHeartbeat() || envelope.getWorkerHeartbeat().getEventQueueDepth() == 0) {
            eventBytes += envelope.getSerializedSize();
            envelope = read();
        }
        assertThat(eventBytes)
                .as("bytes before a heartbeat that was due long ago")
                .isLessThan(2_000_000);
        channel.close();
        assertThat(Await.result(exit)).isEqualTo(5);
    }

    @Test
    @DisplayName("4.6 a worker goes when its connection breaks")
    void aBrokenConnectionEndsTheWorker() throws IOException {
        start();
        greet(Duration.ofSeconds(60), true);
        readUntil(WorkerEnvelope.BodyCase.WORKER_READY);
        channel.close();
        assertThat(Await.result(exit)).isEqualTo(5);
        assertThat(said()).contains("worker: ");
    }

    @Test
    @DisplayName("4.6 a worker goes when its standard input ends")
    void theEndOfStandardInputEndsTheWorker() throws IOException {
        start();
        lifeLine.close();
        assertThat(Await.result(exit)).isEqualTo(5);
        assertThat(said()).contains("standard input has ended");
    }

    @Test
    void aGatewayOfAnotherVersionIsNotServed() throws IOException {
        start();
        send(next().setGatewayHello(GatewayHello.newBuilder().setProtocolVersion(2)));
        assertThat(Await.result(exit)).isEqualTo(3);
        assertThat(said()).contains("the gateway speaks protocol version 2; 1 is spoken here");
    }

    @Test
    @DisplayName("4.5 a gateway that breaks the protocol is left, too")
    void aGatewayThatBreaksTheProtocolIsLeft() throws IOException {
        start();
        greet(Duration.ofSeconds(60), true);
        send(Frames.envelope(Frames.SESSION, 9).setWorkerShutdown(WorkerShutdown.getDefaultInstance()));
        assertThat(Await.result(exit)).isEqualTo(1);
        assertThat(said()).contains("the gateway broke the protocol: envelope sequence 9 where 2 was due");
    }

    @Test
    void aCommandBeforeTheHelloIsAViolation() throws IOException {
        start();
        tell("1", "events:1");
        assertThat(Await.result(exit)).isEqualTo(1);
        assertThat(said()).contains("a WORKER_COMMAND before the gateway's hello");
    }
}
