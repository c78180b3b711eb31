package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.testing.Seed;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.grpc.codec.CodecException;
import io.mxgateway.grpc.codec.CommandCodec;
import io.mxgateway.grpc.codec.WireReply;
import io.mxgateway.proto.worker.v1.GatewayHello;
import io.mxgateway.proto.worker.v1.WorkerCancel;
import io.mxgateway.proto.worker.v1.WorkerCommand;
import io.mxgateway.proto.worker.v1.WorkerCommandReply;
import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import io.mxgateway.proto.worker.v1.WorkerEventBatch;
import io.mxgateway.proto.worker.v1.WorkerFault;
import io.mxgateway.proto.worker.v1.WorkerHeartbeat;
import io.mxgateway.proto.worker.v1.WorkerHello;
import io.mxgateway.proto.worker.v1.WorkerReady;
import io.mxgateway.proto.worker.v1.WorkerShutdown;
import io.mxgateway.proto.worker.v1.WorkerShutdownAck;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Recorded streams of both ends, damaged at random: each is either taken as the plain parser takes it, or refused as a
 * violation; at once, and without taking memory for what was only announced.
 */
@DisplayName("4.5 whatever a peer sends, the outcome is a frame that is right or a violation")
class FrameFuzzTest {
    private static final int INPUTS = Integer.getInteger("mxgateway.fuzz.inputs", 1_000_000);
    private static final int LANES = 4;
    private static final int LIMIT = 64 << 10;
    /** What one input may have allocated: all its frames, decoded twice by generous decoders. */
    private static final long MOST_BYTES = 4 << 20;

    private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final List<byte[]> workers = beginnings(Frames.life());
    private final List<byte[]> gateways = beginnings(Frames.orders());
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /** Of each length the stream that has that many of the frames, first to last. */
    private static List<byte[]> beginnings(List<byte[]> frames) {
        List<byte[]> streams = new ArrayList<>();
        for (int count = 1; count <= frames.size(); count++) {
            streams.add(Frames.concat(
                    frames.subList(0, count).stream().map(Frames::framed).toList()));
        }
        return streams;
    }

    @Test
    void damagedStreamsAreTakenRightlyOrRefused() {
        Random random = Seed.random("FrameFuzzTest");
        List<Random> lanes = Stream.generate(() -> new Random(random.nextLong()))
                .limit(LANES)
                .toList();

        lanes.parallelStream().forEach(this::fuzz);

        assertThat(taken.get() + refused.get()).isEqualTo(INPUTS / LANES * LANES);
        assertThat(taken.get()).as("streams that survived their damage").isGreaterThan(INPUTS / 100);
        assertThat(refused.get()).as("streams that did not").isGreaterThan(INPUTS / 4);
    }

    @Test
    void undamagedStreamsAreTaken() {
        consume(workers.get(workers.size() - 1), true, new Random(1));
        consume(gateways.get(gateways.size() - 1), false, new Random(1));
    }

    private void fuzz(Random random) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < INPUTS / LANES; i++) {
            boolean ofWorker = random.nextBoolean();
            List<byte[]> streams = ofWorker ? workers : gateways;
            byte[] damaged = damage(streams.get(random.nextInt(streams.size())), random);
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long began = System.nanoTime();
            try {
                consume(damaged, ofWorker, random);
                taken.incrementAndGet();
            } catch (WorkerException violation) {
                check(violation.code() == WorkerErrorCode.PROTOCOL_VIOLATION, violation);
                refused.incrementAndGet();
            } catch (RuntimeException | Error e) {
                throw new AssertionError("input " + i + ": " + Arrays.toString(damaged), e);
            }
            // The first ones load classes.
            if (i > 1_000
                    && (System.nanoTime() - began > HANG_NANOS
                            || threads.getCurrentThreadAllocatedBytes() - allocated > MOST_BYTES)) {
                throw new AssertionError("input " + i + " took " + (System.nanoTime() - began) + " ns, "
                        + (threads.getCurrentThreadAllocatedBytes() - allocated) + " bytes: "
                        + Arrays.toString(damaged));
            }
        }
    }

    /** An assertion that costs nothing when it holds: there are millions of them. */
    private static void check(boolean holds, Object facts) {
        if (!holds) {
            throw new AssertionError(facts);
        }
    }

    private static byte[] damage(byte[] stream, Random random) {
        byte[] bytes = stream.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 8; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 3 -> bytes = cut(bytes, at, random.nextInt(16));
                case 4 -> bytes = insert(bytes, at, random);
                default -> bytes = repeat(bytes, at, random.nextInt(64));
            }
        }
        return bytes;
    }

    private static byte[] cut(byte[] bytes, int at, int count) {
        int end = Math.min(bytes.length, at + count);
        return Frames.concat(List.of(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length)));
    }

    private static byte[] insert(byte[] bytes, int at, Random random) {
        byte[] noise = new byte[random.nextInt(16)];
        random.nextBytes(noise);
        return Frames.concat(List.of(Arrays.copyOf(bytes, at), noise, Arrays.copyOfRange(bytes, at, bytes.length)));
    }

    private static byte[] repeat(byte[] bytes, int at, int count) {
        int end = Math.min(bytes.length, at + count);
        return Frames.concat(List.of(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length)));
    }

    // What the two ends do with a stream, without the sockets.
    private static void consume(byte[] damaged, boolean ofWorker, Random random) {
        FrameReader reader = new FrameReader(LIMIT);
        EnvelopeChecker checker = new EnvelopeChecker(Frames.SESSION);
        List<MxEvent> events = new ArrayList<>();
        EventInbox inbox = new EventInbox(events::addAll);
        FrameReader.Sink sink = frame -> {
            Envelope envelope = checker.check(frame);
            agreeWithThePlainParser(envelope, frame);
            if (ofWorker) {
                serve(envelope, inbox, frame);
            } else {
                obey(envelope);
            }
        };
        ByteBuffer in = ByteBuffer.wrap(damaged);
        int split = random.nextInt(damaged.length + 1);
        reader.read(in.slice(0, split), sink);
        reader.read(in.slice(split, damaged.length - split), sink);
        inbox.deliver();
        for (MxEvent event : events) {
            check(event.family() != null && event.statuses() != null, event);
        }
    }

    private static void obey(Envelope envelope) {
        switch (envelope.body()) {
            case GATEWAY_HELLO ->
                check(
                        !WireTimes.duration(
                                        envelope.decode(GatewayHello.parser()).getHeartbeatInterval())
                                .isNegative(),
                        "a negative interval");
            case WORKER_COMMAND -> {
                try {
                    var command = envelope.decode(WorkerCommand.parser()).getCommand();
                    check(CommandCodec.decode(command).kind().number() == command.getKindValue(), command);
                } catch (CodecException refusedByItself) {
                    // The command is answered with a refusal; the session goes on.
                }
            }
            case WORKER_CANCEL -> envelope.decode(WorkerCancel.parser());
            case WORKER_SHUTDOWN -> envelope.decode(WorkerShutdown.parser());
            default -> throw new WorkerException(WorkerErrorCode.PROTOCOL_VIOLATION, "a worker's body");
        }
    }

    private static void serve(Envelope envelope, EventInbox inbox, byte[] frame) {
        switch (envelope.body()) {
            case WORKER_EVENT, WORKER_EVENT_BATCH -> inbox.add(envelope, Instant.EPOCH);
            case WORKER_COMMAND_REPLY -> {
                MessageSlice slice = MessageSlice.field(envelope, WorkerCommandReply.REPLY_FIELD_NUMBER);
                try {
                    check(
                            WireReply.receive(frame, slice.offset(), slice.length())
                                            .payload()
                                    != null,
                            "no payload");
                } catch (CodecException e) {
                    throw new WorkerException(WorkerErrorCode.PROTOCOL_VIOLATION, "reply", e);
                }
            }
            case WORKER_HELLO -> envelope.decode(WorkerHello.parser());
            case WORKER_READY -> envelope.decode(WorkerReady.parser());
            case WORKER_HEARTBEAT -> envelope.decode(WorkerHeartbeat.parser());
            case WORKER_FAULT -> envelope.decode(WorkerFault.parser());
            case WORKER_SHUTDOWN_ACK -> envelope.decode(WorkerShutdownAck.parser());
            default -> throw new WorkerException(WorkerErrorCode.PROTOCOL_VIOLATION, "a gateway's body");
        }
    }

    private static void agreeWithThePlainParser(Envelope envelope, byte[] frame) {
        WorkerEnvelope plain;
        try {
            plain = WorkerEnvelope.parseFrom(frame);
        } catch (InvalidProtocolBufferException e) {
            // The body is not looked into by the checker; what is wrong in it shows when it is decoded.
            return;
        }
        check(plain.getProtocolVersion() == 1, plain);
        check(plain.getSessionId().equals(Frames.SESSION), plain);
        check(plain.getBodyCase().getNumber() == envelope.body().field(), plain);
        check(plain.getCorrelationId().equals(envelope.correlationId()), plain);
        if (envelope.body() == EnvelopeBody.WORKER_EVENT_BATCH) {
            check(envelope.decode(WorkerEventBatch.parser()).equals(plain.getWorkerEventBatch()), plain);
        }
    }
}
