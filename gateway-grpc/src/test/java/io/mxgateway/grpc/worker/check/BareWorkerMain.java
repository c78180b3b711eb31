package io.mxgateway.grpc.worker.check;

import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A worker written from the protocol alone, with no code of the gateway's. Its first argument is the one rule that it
 * breaks, or {@link #GOOD}.
 */
final class BareWorkerMain {
    static final String GOOD = "GOOD";

    private static final int MAX_FRAME_BYTES = 16 << 20;

    private BareWorkerMain() {}

    public static void main(String[] arguments) throws Exception {
        Flaw flaw = new Flaw(arguments[0]);
        Map<String, String> given = new HashMap<>();
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            given.put(arguments[i], arguments[i + 1]);
        }
        if (!given.keySet().containsAll(List.of("--session-id", "--pipe-name", "--protocol-version"))) {
            exit(flaw.is(CheckRule.ARGUMENTS_MISSING) ? 1 : 2, "usage: see the protocol");
        }
        if (!given.get("--protocol-version").equals("1") && !flaw.is(CheckRule.ARGUMENT_VERSION)) {
            exit(3, "only protocol version 1 is spoken here");
        }
        String nonce = System.getenv().getOrDefault("MXGATEWAY_WORKER_NONCE", "");
        if (nonce.isEmpty() && !flaw.is(CheckRule.NONCE_MISSING)) {
            exit(4, "no nonce");
        }
        if (flaw.is(CheckRule.CONNECTS)) {
            exit(1, "out of paper");
        }
        if (flaw.is(CheckRule.NONCE_SECRET)) {
            System.out.println("connecting with " + nonce);
        }
        if (flaw.is(CheckRule.NO_CHILDREN)) {
            new ProcessBuilder("sleep", "60")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }
        if (!flaw.is(CheckRule.STDIN_END)) {
            daemon(() -> {
                while (System.in.read() >= 0) {
                    // Nobody writes there.
                }
                exit(5, "standard input has ended");
            });
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(given.get("--pipe-name")));
            serve(channel, new BareWorker(flaw, given.get("--session-id"), nonce, channel), flaw);
        }
    }

    private static void serve(SocketChannel channel, BareWorker worker, Flaw flaw) throws IOException {
        worker.hello();
        while (true) {
            ByteBuffer prefix = read(channel, 4, flaw);
            int length = prefix.order(ByteOrder.LITTLE_ENDIAN).getInt();
            if (length == 0 && flaw.is(CheckRule.ZERO_LENGTH)) {
                continue;
            }
            if (flaw.is(CheckRule.OVERSIZED) && (length <= 0 || length > MAX_FRAME_BYTES)) {
                // Reads on as if nothing had been; nothing more comes.
                continue;
            }
            if (length <= 0 || length > MAX_FRAME_BYTES) {
                exit(1, "a frame of a wrong length");
            }
            byte[] frame = new byte[length];
            read(channel, length, flaw).get(frame);
            WorkerEnvelope envelope;
            try {
                envelope = WorkerEnvelope.parseFrom(frame);
            } catch (IOException garbage) {
                if (flaw.is(CheckRule.GARBAGE)) {
                    continue;
                }
                exit(1, "a frame that is no envelope: " + Arrays.hashCode(frame));
                return;
            }
            worker.take(envelope);
        }
    }

    private static ByteBuffer read(SocketChannel channel, int count, Flaw flaw) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                exit(flaw.is(CheckRule.GATEWAY_GONE) ? 0 : 5, "the gateway is gone");
            }
        }
        return buffer.flip();
    }

    static void exit(int code, String why) {
        System.err.println("bare worker: " + why);
        System.exit(code);
    }

    /** What a thread does; what it throws ends it. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception e) {
                System.err.println("bare worker: " + e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** The one rule that is broken. */
    record Flaw(String name) {
        boolean is(CheckRule rule) {
            return rule.name().equals(name);
        }
    }
}
