package io.mxgateway.grpc.worker;

import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.worker.v1.WorkerCommandReply;
import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import io.mxgateway.proto.worker.v1.WorkerEvent;
import io.mxgateway.proto.worker.v1.WorkerHello;
import io.mxgateway.proto.worker.v1.WorkerReady;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A worker that misbehaves in the way its first argument names, written against the bare socket. */
final class BadWorkerMain {
    private final String sessionId;
    private final Path socket;
    private final String nonce = System.getenv("MXGATEWAY_WORKER_NONCE");
    private SocketChannel channel;
    private long sequence;

    private BadWorkerMain(String[] arguments) {
        this.sessionId = arguments[2];
        this.socket = Path.of(arguments[4]);
    }

    public static void main(String[] arguments) throws Exception {
        new BadWorkerMain(arguments).run(arguments[0]);
    }

    private void run(String behaviour) throws Exception {
        connect();
        boolean beforeReady = beforeReady(behaviour);
        if (!beforeReady) {
            hello(nonce, 1, ProcessHandle.current().pid());
            ready();
            if (behaviour.equals("never-reads")) {
                hang();
            }
            WorkerEnvelope command = read();
            while (!command.hasWorkerCommand()) {
                command = read();
            }
            onCommand(behaviour, command.getCorrelationId());
        }
        // Goes when the gateway lets go, as a real one would.
        while (true) {
            read();
        }
    }

    private boolean beforeReady(String behaviour) throws Exception {
        long pid = ProcessHandle.current().pid();
        switch (behaviour) {
            case "says-nothing" -> {}
            case "wrong-nonce" -> hello("bm90IHRoZSBub25jZQ==", 1, pid);
            case "wrong-version" -> hello(nonce, 2, pid);
            case "wrong-pid" -> hello(nonce, 1, 1);
            case "wrong-session-hello" ->
                send(Frames.envelope("session-other", 1)
                        .setWorkerHello(WorkerHello.newBuilder()
                                .setNonce(nonce)
                                .setProtocolVersion(1)
                                .setWorkerProcessId((int) pid)));
            case "hello-then-silence" -> hello(nonce, 1, pid);
            case "garbage" -> write("GET / HTTP/1.1\r\nHost: gateway\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            case "no-hello" -> ready();
            case "zero-length-first" -> write(new byte[4]);
            case "long-first-frame" -> write(new byte[] {0, 0, 1, 0});
            case "ready-twice" -> {
                hello(nonce, 1, pid);
                ready();
                ready();
            }
            default -> {
                return eventuallyReady(behaviour);
            }
        }
        return true;
    }

    // Misbehaves first, and is a good worker after that.
    private boolean eventuallyReady(String behaviour) throws IOException {
        switch (behaviour) {
            case "stranger-first" -> {
                hello("c3RyYW5nZXI=", 1, 1);
                try {
                    read();
                    read();
                } catch (EOFException refused) {
                    connect();
                }
            }
            case "deletes-socket" -> Files.delete(socket);
            case "byte-by-byte" -> slow = true;
            case "grandchild" ->
                new ProcessBuilder("/bin/sh", "-c", "exec sleep 300")
                        .inheritIO()
                        .start();
            default -> {}
        }
        return false;
    }

    // Whether every byte goes out by itself.
    private boolean slow;

    private void onCommand(String behaviour, String correlation) throws Exception {
        switch (behaviour) {
            case "zero-length" -> write(new byte[4]);
            case "negative-length" -> write(new byte[] {-1, -1, -1, -1});
            case "too-long" -> write(new byte[] {1, 0, 0, 1});
            case "truncated" -> {
                write(new byte[] {100, 0, 0, 0, 1, 2, 3});
                System.exit(0);
            }
            case "noise" -> write(Frames.framed("what is this".getBytes(StandardCharsets.UTF_8)));
            case "sequence" -> {
                sequence += 5;
                reply(correlation);
            }
            case "wrong-session" ->
                send(Frames.envelope("session-other", ++sequence).setWorkerCommandReply(Frames.reply()));
            case "wrong-envelope-version" ->
                send(Frames.envelope(sessionId, ++sequence)
                        .setProtocolVersion(9)
                        .setWorkerCommandReply(Frames.reply()));
            case "bodiless" -> send(Frames.envelope(sessionId, ++sequence));
            case "gateway-body" ->
                send(Frames.envelope(sessionId, ++sequence)
                        .setWorkerCancel(io.mxgateway.proto.worker.v1.WorkerCancel.getDefaultInstance()));
            case "unknown-id" -> reply("4711");
            case "nonsense-reply" ->
                send(Frames.envelope(sessionId, ++sequence)
                        .setCorrelationId(correlation)
                        .setWorkerCommandReply(WorkerCommandReply.newBuilder()
                                .setReply(MxCommandReply.newBuilder().setKindValue(77))));
            case "event-hole" -> {
                event(1);
                event(3);
            }
            case "exits-0" -> System.exit(0);
            case "half-close" -> {
                // Told before: this process is killed for it. And not the first text, which a JVM as young as this one
                // takes tens of milliseconds to put together.
                System.out.println("soon after ".concat(Long.toString(System.currentTimeMillis())));
                System.out.println("half-close at ".concat(Long.toString(System.currentTimeMillis())));
                channel.shutdownOutput();
                hang();
            }
            case "answers-twice" -> {
                reply(correlation);
                reply(correlation);
                reply(read().getCorrelationId());
            }
            case "ignores-shutdown", "grandchild", "stranger-first", "deletes-socket", "byte-by-byte" -> {
                reply(correlation);
                boolean going = false;
                while (!going) {
                    going = read().hasWorkerShutdown() && !behaviour.equals("ignores-shutdown");
                }
                System.exit(0);
            }
            default -> throw new IllegalArgumentException(behaviour);
        }
    }

    private void hang() {
        while (true) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
    }

    private void hello(String withNonce, int version, long pid) throws IOException {
        send(Frames.envelope(sessionId, ++sequence)
                .setWorkerHello(WorkerHello.newBuilder()
                        .setNonce(withNonce)
                        .setProtocolVersion(version)
                        .setWorkerProcessId((int) pid)
                        .setWorkerVersion("bad")));
    }

    private void ready() throws IOException {
        send(Frames.envelope(sessionId, ++sequence)
                .setWorkerReady(WorkerReady.newBuilder().setBackendName("bad")));
    }

    private void reply(String correlation) throws IOException {
        send(Frames.envelope(sessionId, ++sequence)
                .setCorrelationId(correlation)
                .setWorkerCommandReply(Frames.reply()));
    }

    private void event(long place) throws IOException {
        send(Frames.envelope(sessionId, ++sequence)
                .setWorkerEvent(WorkerEvent.newBuilder().setEvent(Frames.event(place, "v"))));
    }

    private void connect() throws IOException {
        sequence = 0;
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    private void send(WorkerEnvelope.Builder envelope) throws IOException {
        write(Frames.framed(envelope.build().toByteArray()));
    }

    private void write(byte[] bytes) throws IOException {
        int step = slow ? 1 : bytes.length;
        for (int at = 0; at < bytes.length; at += step) {
            ByteBuffer piece = ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, at + step));
            while (piece.hasRemaining()) {
                channel.write(piece);
            }
        }
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
