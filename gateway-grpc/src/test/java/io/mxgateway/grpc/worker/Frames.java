package io.mxgateway.grpc.worker;

import io.mxgateway.proto.v1.MxCommandKind;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.MxEvent;
import io.mxgateway.proto.v1.MxEventFamily;
import io.mxgateway.proto.v1.MxValue;
import io.mxgateway.proto.worker.v1.WorkerCommandReply;
import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import io.mxgateway.proto.worker.v1.WorkerEvent;
import io.mxgateway.proto.worker.v1.WorkerEventBatch;
import io.mxgateway.proto.worker.v1.WorkerFault;
import io.mxgateway.proto.worker.v1.WorkerHeartbeat;
import io.mxgateway.proto.worker.v1.WorkerHello;
import io.mxgateway.proto.worker.v1.WorkerReady;
import io.mxgateway.proto.worker.v1.WorkerShutdownAck;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Frames made by hand, independently of the code under test. */
final class Frames {
    static final String SESSION = "session-0123456789abcdef0123456789abcdef";

    private Frames() {}

    static byte[] framed(byte[] bytes) {
        return ByteBuffer.allocate(4 + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    static byte[] concat(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    static WorkerEnvelope.Builder envelope(String session, long sequence) {
        return WorkerEnvelope.newBuilder()
                .setProtocolVersion(1)
                .setSessionId(session)
                .setSequence(sequence);
    }

    static MxEvent event(long sequence, String value) {
        return MxEvent.newBuilder()
                .setFamily(MxEventFamily.MX_EVENT_FAMILY_ON_DATA_CHANGE)
                .setSessionId(SESSION)
                .setServerHandle(1)
                .setItemHandle(7)
                .setValue(MxValue.newBuilder().setStringValue(value))
                .setWorkerSequence(sequence)
                .build();
    }

    static WorkerCommandReply reply() {
        return WorkerCommandReply.newBuilder()
                .setReply(MxCommandReply.newBuilder()
                        .setKind(MxCommandKind.MX_COMMAND_KIND_PING)
                        .setDiagnosticMessage("pong"))
                .build();
    }

    /** Everything a worker says in a short and blameless life, envelope by envelope. */
    static List<byte[]> life() {
        List<WorkerEnvelope.Builder> said = List.of(
                envelope(SESSION, 1)
                        .setWorkerHello(WorkerHello.newBuilder()
                                .setNonce("bm9uY2U=")
                                .setProtocolVersion(1)
                                .setWorkerProcessId(4711)
                                .setWorkerVersion("1")),
                envelope(SESSION, 2)
                        .setWorkerHeartbeat(WorkerHeartbeat.newBuilder().setStateValue(2)),
                envelope(SESSION, 3)
                        .setWorkerReady(
                                WorkerReady.newBuilder().setBackendName("b").addCapabilities("bulk")),
                envelope(SESSION, 4).setCorrelationId("1").setWorkerCommandReply(reply()),
                envelope(SESSION, 5).setWorkerEvent(WorkerEvent.newBuilder().setEvent(event(1, "one"))),
                envelope(SESSION, 6)
                        .setWorkerEventBatch(WorkerEventBatch.newBuilder()
                                .addEvents(event(2, "two"))
                                .addEvents(event(3, "x".repeat(300)))),
                envelope(SESSION, 7).setWorkerFault(WorkerFault.newBuilder().setMessage("enough")),
                envelope(SESSION, 8).setWorkerShutdownAck(WorkerShutdownAck.newBuilder()));
        List<byte[]> frames = new ArrayList<>();
        said.forEach(envelope -> frames.add(envelope.build().toByteArray()));
        return frames;
    }
}
