package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.testing.Seed;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.grpc.codec.CodecException;
import io.mxgateway.grpc.codec.WireReply;
import io.mxgateway.proto.worker.v1.WorkerCommandReply;
import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import io.mxgateway.proto.worker.v1.WorkerEventBatch;
import io.mxgateway.proto.worker.v1.WorkerFault;
import io.mxgateway.proto.worker.v1.WorkerHeartbeat;
import io.mxgateway.proto.worker.v1.WorkerHello;
import io.mxgateway.proto.worker.v1.WorkerReady;
import io.mxgateway.proto.worker.v1.WorkerShutdownAck;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Recorded streams, damaged at random: each is either taken as the plain parser takes it, or refused as a violation. */
@DisplayName("4.5 whatever a peer sends, the outcome is a frame that is right or a violation")
class FrameFuzzTest {
    private static final int INPUTS = Integer.getInteger("mxgateway.fuzz.inputs", 300_000);
    private static final int LIMIT = 64 << 10;

    private final byte[] stream =
            Frames.concat(Frames.life().stream().map(Frames::framed).toList());
    private int taken;
    private int refused;

    @Test
    void damagedStreamsAreTakenRightlyOrRefused() {
        Random random = Seed.random("FrameFuzzTest");
        for (int i = 0; i < INPUTS; i++) {
            byte[] damaged = damage(random);
            try {
                consume(damaged, random);
                taken++;
            } catch (WorkerException violation) {
                assertThat(violation.code()).isEqualTo(WorkerErrorCode.PROTOCOL_VIOLATION);
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("input " + i + ": " + Arrays.toString(damaged), e);
            }
        }
        assertThat(taken).as("streams that survived their damage").isGreaterThan(INPUTS / 100);
        assertThat(refused).as("streams that did not").isGreaterThan(INPUTS / 4);
    }

    private byte[] damage(Random random) {
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

    // What both ends do with a stream, without the sockets.
    private static void consume(byte[] damaged, Random random) {
        FrameReader reader = new FrameReader(LIMIT);
        EnvelopeChecker checker = new EnvelopeChecker(Frames.SESSION);
        List<MxEvent> events = new ArrayList<>();
        EventInbox inbox = new EventInbox(events::addAll);
        ByteBuffer in = ByteBuffer.wrap(damaged);
        int split = random.nextInt(damaged.length + 1);
        reader.read(in.slice(0, split), frame -> serve(checker, inbox, frame));
        reader.read(in.slice(split, damaged.length - split), frame -> serve(checker, inbox, frame));
        inbox.deliver();
        for (MxEvent event : events) {
            assertThat(event.family()).isNotNull();
            assertThat(event.statuses()).isNotNull();
        }
    }

    private static void serve(EnvelopeChecker checker, EventInbox inbox, byte[] frame) {
        Envelope envelope = checker.check(frame);
        agreeWithThePlainParser(envelope, frame);
        switch (envelope.body()) {
            case WORKER_EVENT, WORKER_EVENT_BATCH -> inbox.add(envelope, Instant.EPOCH);
            case WORKER_COMMAND_REPLY -> {
                MessageSlice slice = MessageSlice.field(envelope, WorkerCommandReply.REPLY_FIELD_NUMBER);
                try {
                    assertThat(WireReply.receive(frame, slice.offset(), slice.length())
                                    .payload())
                            .isNotNull();
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
        assertThat(plain.getProtocolVersion()).isEqualTo(1);
        assertThat(plain.getSessionId()).isEqualTo(Frames.SESSION);
        assertThat(plain.getBodyCase().getNumber()).isEqualTo(envelope.body().field());
        assertThat(plain.getCorrelationId()).isEqualTo(envelope.correlationId());
        if (envelope.body() == EnvelopeBody.WORKER_EVENT_BATCH) {
            assertThat(envelope.decode(WorkerEventBatch.parser())).isEqualTo(plain.getWorkerEventBatch());
        }
    }
}
