package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.UnknownFieldSet;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.proto.worker.v1.WorkerCancel;
import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import io.mxgateway.proto.worker.v1.WorkerHeartbeat;
import io.mxgateway.proto.worker.v1.WorkerReady;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("4.5 every envelope is checked")
class EnvelopeTest {
    private final EnvelopeChecker checker = new EnvelopeChecker(Frames.SESSION);

    private void refuses(WorkerEnvelope.Builder envelope, String... facts) {
        refuses(envelope.build().toByteArray(), facts);
    }

    private void refuses(byte[] frame, String... facts) {
        WorkerException refusal = catchThrowableOfType(WorkerException.class, () -> checker.check(frame));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(WorkerErrorCode.PROTOCOL_VIOLATION);
        assertThat(refusal).hasMessageContaining("envelopesBefore=");
        for (String fact : facts) {
            assertThat(refusal).hasMessageContaining(fact);
        }
    }

    private static WorkerEnvelope.Builder good(long sequence) {
        return Frames.envelope(Frames.SESSION, sequence).setWorkerHeartbeat(WorkerHeartbeat.newBuilder());
    }

    @Test
    void aWholeLifeIsTakenInOrder() {
        List<EnvelopeBody> bodies = new ArrayList<>();
        Frames.life().forEach(frame -> bodies.add(checker.check(frame).body()));
        assertThat(bodies)
                .containsExactly(
                        EnvelopeBody.WORKER_HELLO,
                        EnvelopeBody.WORKER_HEARTBEAT,
                        EnvelopeBody.WORKER_READY,
                        EnvelopeBody.WORKER_COMMAND_REPLY,
                        EnvelopeBody.WORKER_EVENT,
                        EnvelopeBody.WORKER_EVENT_BATCH,
                        EnvelopeBody.WORKER_FAULT,
                        EnvelopeBody.WORKER_SHUTDOWN_ACK);
    }

    @Test
    void anotherVersionIsRefused() {
        refuses(good(1).setProtocolVersion(2), "protocol version 2 where 1 is spoken");
        refuses(good(1).clearProtocolVersion(), "protocol version 0");
    }

    @Test
    void anotherSessionIsRefused() {
        refuses(good(1).setSessionId("session-x"), "another session");
        refuses(good(1).clearSessionId(), "another session");
    }

    @Test
    void aHoleOrARepetitionInTheSequenceIsRefused() {
        refuses(good(2), "envelope sequence 2 where 1 was due");
        refuses(good(0), "envelope sequence 0 where 1 was due");
        checker.check(good(1).build().toByteArray());
        refuses(good(1), "envelope sequence 1 where 2 was due", "envelopesBefore=1");
        refuses(good(-1), "envelope sequence 18446744073709551615 where 2 was due");
    }

    @Test
    void anEnvelopeWithoutABodyOrWithTwoIsRefused() {
        refuses(Frames.envelope(Frames.SESSION, 1), "0 bodies");
        byte[] two = Frames.concat(List.of(
                good(1).build().toByteArray(),
                WorkerEnvelope.newBuilder()
                        .setWorkerReady(WorkerReady.newBuilder())
                        .build()
                        .toByteArray()));
        refuses(two, "2 bodies");
    }

    @Test
    void bytesThatAreNoEnvelopeAreRefused() {
        refuses("hello, gateway\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        refuses(new byte[] {0});
        refuses(new byte[] {(byte) 0xff, (byte) 0xff});
        // A body said to be longer than the frame.
        refuses(new byte[] {0x5a, 0x7f, 0x00});
        // The end of a group that never began.
        refuses(new byte[] {0x0c}, "group");
        refuses(Frames.concat(List.of(good(1).build().toByteArray(), new byte[] {0x22, 0x02, (byte) 0xc3, 0x28})));
    }

    @Test
    void unknownFieldsAreSkippedHoweverDeepButNotWithoutEnd() {
        UnknownFieldSet.Builder unknown = UnknownFieldSet.newBuilder();
        unknown.mergeVarintField(99, 5);
        checker.check(good(1).setUnknownFields(unknown.build()).build().toByteArray());
        byte[] groups = new byte[100_000];
        java.util.Arrays.fill(groups, (byte) 0x9b);
        refuses(groups);
    }

    @Test
    void aBodyThatCannotBeDecodedIsAViolation() {
        byte[] frame = Frames.concat(
                List.of(Frames.envelope(Frames.SESSION, 1).build().toByteArray(), new byte[] {0x62, 0x02, 0x12, 0x7f}));
        Envelope envelope = checker.check(frame);
        assertThat(envelope.body()).isEqualTo(EnvelopeBody.WORKER_READY);
        WorkerException refusal =
                catchThrowableOfType(WorkerException.class, () -> envelope.decode(WorkerReady.parser()));
        assertThat(refusal).hasMessageContaining("a WORKER_READY of 2 bytes cannot be decoded");
    }

    @Test
    void whatIsWrittenIsWhatIsRead() throws Exception {
        EnvelopeEncoder encoder = new EnvelopeEncoder(Frames.SESSION);
        OutBuffer out = new OutBuffer();
        for (int i = 1; i <= 300; i++) {
            String correlation = i % 2 == 0 ? "" : "id-é-" + i;
            WorkerCancel body =
                    WorkerCancel.newBuilder().setReason("x".repeat(i)).build();
            long size = encoder.size(correlation, EnvelopeBody.WORKER_CANCEL, Payload.of(body));
            encoder.write(out, (int) size, correlation, EnvelopeBody.WORKER_CANCEL, Payload.of(body));
        }
        List<byte[]> frames = new ArrayList<>();
        ByteBuffer bytes = out.next(Integer.MAX_VALUE);
        new FrameReader(1 << 20).read(bytes, frames::add);
        assertThat(frames).hasSize(300);
        for (int i = 1; i <= 300; i++) {
            WorkerEnvelope plain = WorkerEnvelope.parseFrom(frames.get(i - 1));
            assertThat(plain)
                    .isEqualTo(Frames.envelope(Frames.SESSION, i)
                            .setCorrelationId(i % 2 == 0 ? "" : "id-é-" + i)
                            .setWorkerCancel(WorkerCancel.newBuilder().setReason("x".repeat(i)))
                            .build());
            assertThat(checker.check(frames.get(i - 1)).correlationId()).isEqualTo(plain.getCorrelationId());
        }
    }
}
