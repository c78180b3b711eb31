package io.mxgateway.grpc.endtoend;

import io.mxgateway.proto.v1.MxCommand;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.MxEvent;
import io.mxgateway.proto.v1.MxEventFamily;
import io.mxgateway.proto.v1.MxValue;
import io.mxgateway.proto.v1.ProtocolStatus;
import io.mxgateway.proto.v1.ProtocolStatusCode;
import io.mxgateway.proto.worker.v1.WorkerCommandReply;
import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import io.mxgateway.proto.worker.v1.WorkerEvent;
import io.mxgateway.proto.worker.v1.WorkerHeartbeat;
import io.mxgateway.proto.worker.v1.WorkerHello;
import io.mxgateway.proto.worker.v1.WorkerReady;
import io.mxgateway.proto.worker.v1.WorkerShutdownAck;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A worker that behaves until it is told not to, written against the bare socket. What it is told is the item definition
 * of an AddItem, {@code word} or {@code word:number}. The value of each of its events is the event's sequence.
 */
final class ChaosWorkerMain {
    private final String sessionId;
    private final SocketChannel channel;
    private final LinkedBlockingQueue<WorkerEnvelope> commands = new LinkedBlockingQueue<>();
    // Both guarded by this: what was sent last.
    private long sequence;
    private int events;

    private ChaosWorkerMain(String sessionId, Path socket) throws IOException {
        this.sessionId = sessionId;
        this.channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    public static void main(String[] arguments) throws Exception {
        new ChaosWorkerMain(arguments[1], Path.of(arguments[3])).run();
    }

    private void run() throws Exception {
        long pid = ProcessHandle.current().pid();
        send(envelope()
                .setWorkerHello(WorkerHello.newBuilder()
                        .setNonce(System.getenv("MXGATEWAY_WORKER_NONCE"))
                        .setProtocolVersion(1)
                        .setWorkerProcessId((int) pid)
                        .setWorkerVersion("chaos")));
        var interval = read().getGatewayHello().getHeartbeatInterval();
        long beat = TimeUnit.SECONDS.toNanos(interval.getSeconds()) + interval.getNanos();
        daemon("beat", () -> beat(beat));
        daemon("commands", this::execute);
        send(envelope().setWorkerReady(WorkerReady.newBuilder().setBackendName("chaos")));
        try {
            listen();
        } catch (EOFException gatewayGone) {
            // As it should be.
        }
        System.exit(0);
    }

    private void listen() throws IOException {
        while (true) {
            WorkerEnvelope envelope = read();
            if (envelope.hasWorkerCommand()) {
                commands.add(envelope);
            } else if (envelope.hasWorkerShutdown()) {
                send(envelope().setWorkerShutdownAck(WorkerShutdownAck.getDefaultInstance()));
                return;
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void daemon(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        System.err.println("chaos worker: " + name + " ended: " + e);
                        Runtime.getRuntime().halt(9);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void beat(long nanos) throws IOException {
        while (true) {
            send(envelope().setWorkerHeartbeat(WorkerHeartbeat.newBuilder().setStateValue(2)));
            pause(nanos);
        }
    }

    private static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        while (end - System.nanoTime() > 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private void execute() throws Exception {
        while (true) {
            WorkerEnvelope envelope = commands.take();
            MxCommand command = envelope.getWorkerCommand().getCommand();
            String[] words = command.getAddItem().getItemDefinition().split(":", 2);
            obey(words[0], words.length == 2 ? Integer.parseInt(words[1]) : 0);
            send(envelope()
                    .setCorrelationId(envelope.getCorrelationId())
                    .setWorkerCommandReply(WorkerCommandReply.newBuilder()
                            .setReply(MxCommandReply.newBuilder()
                                    .setKind(command.getKind())
                                    .setProtocolStatus(ProtocolStatus.newBuilder()
                                            .setCode(ProtocolStatusCode.PROTOCOL_STATUS_CODE_OK)))));
        }
    }

    private void obey(String word, int number) throws IOException {
        switch (word) {
            case "events" -> {
                for (int i = 0; i < number; i++) {
                    event();
                }
            }
            case "slow" -> pause(TimeUnit.MILLISECONDS.toNanos(number));
            case "print" -> {
                for (int i = 0; i < number; i++) {
                    System.err.println("flooding line " + i);
                }
            }
            case "halt" -> Runtime.getRuntime().halt(number);
            case "noise" -> write(framed("what is this".getBytes(StandardCharsets.UTF_8)));
            case "oversized" -> write(new byte[] {-1, -1, -1, 127});
            case "skip" -> {
                synchronized (this) {
                    sequence += 5;
                }
            }
            case "hang-up" -> {
                channel.close();
                pause(TimeUnit.MINUTES.toNanos(5));
            }
            case "half-close" -> {
                channel.shutdownOutput();
                pause(TimeUnit.MINUTES.toNanos(5));
            }
            default -> {}
        }
    }

    private WorkerEnvelope.Builder envelope() {
        return WorkerEnvelope.newBuilder().setProtocolVersion(1).setSessionId(sessionId);
    }

    private synchronized void event() throws IOException {
        events++;
        send(envelope()
                .setWorkerEvent(WorkerEvent.newBuilder()
                        .setEvent(MxEvent.newBuilder()
                                .setFamily(MxEventFamily.MX_EVENT_FAMILY_ON_DATA_CHANGE)
                                .setSessionId(sessionId)
                                .setServerHandle(1)
                                .setItemHandle(7)
                                .setValue(MxValue.newBuilder().setInt32Value(events))
                                .setWorkerSequence(events))));
    }

    private synchronized void send(WorkerEnvelope.Builder envelope) throws IOException {
        write(framed(envelope.setSequence(++sequence).build().toByteArray()));
    }

    private synchronized void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static byte[] framed(byte[] bytes) {
        return ByteBuffer.allocate(4 + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private WorkerEnvelope read() throws IOException {
        int length = fill(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN)).getInt();
        return WorkerEnvelope.parseFrom(fill(ByteBuffer.allocate(length)));
    }

    private ByteBuffer fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the gateway has hung up");
            }
        }
        return buffer.flip();
    }
}
