package io.mxgateway.grpc.worker;

import com.google.protobuf.Duration;
import io.mxgateway.grpc.codec.CommandCodec;
import io.mxgateway.proto.v1.MxCommandKind;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.MxEvent;
import io.mxgateway.proto.v1.MxEventFamily;
import io.mxgateway.proto.v1.MxValue;
import io.mxgateway.proto.worker.v1.GatewayHello;
import io.mxgateway.proto.worker.v1.WorkerCancel;
import io.mxgateway.proto.worker.v1.WorkerCommand;
import io.mxgateway.proto.worker.v1.WorkerCommandReply;
import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import io.mxgateway.proto.worker.v1.WorkerEvent;
import io.mxgateway.proto.worker.v1.WorkerEventBatch;
import io.mxgateway.proto.worker.v1.WorkerFault;
import io.mxgateway.proto.worker.v1.WorkerHeartbeat;
import io.mxgateway.proto.worker.v1.WorkerHello;
import io.mxgateway.proto.worker.v1.WorkerReady;
import io.mxgateway.proto.worker.v1.WorkerShutdown;
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

    /** Everything a gateway says to a worker, envelope by envelope. */
    static List<byte[]> orders() {
        List<WorkerEnvelope.Builder> said = List.of(
                envelope(SESSION, 1)
                        .setGatewayHello(GatewayHello.newBuilder()
                                .setGatewayVersion("1")
                                .setProtocolVersion(1)
                                .setHeartbeatInterval(Duration.newBuilder().setSeconds(5))
                                .setMaxFrameBytes(1 << 20)
                                .setAcceptsEventBatch(true)),
                envelope(SESSION, 2)
                        .setCorrelationId("1")
                        .setWorkerCommand(command(new io.mxgateway.core.mx.MxCommand.AddItem(1, "Reactor_001.Level"))),
                envelope(SESSION, 3).setCorrelationId("1").setWorkerCancel(WorkerCancel.newBuilder()),
                envelope(SESSION, 4)
                        .setCorrelationId("2")
                        .setWorkerCommand(command(new io.mxgateway.core.mx.MxCommand.Write(
                                1, 7, io.mxgateway.core.mx.MxValue.of("x".repeat(300)), 0))),
                envelope(SESSION, 5)
                        .setCorrelationId("3")
                        .setWorkerCommand(command(
                                new io.mxgateway.core.mx.MxCommand.ReadBulk(1, List.of("One", "Two", "Three"), 100))),
                envelope(SESSION, 6)
                        .setWorkerShutdown(WorkerShutdown.newBuilder()
                                .setGracePeriod(Duration.newBuilder().setSeconds(1))));
        List<byte[]> frames = new ArrayList<>();
        said.forEach(envelope -> frames.add(envelope.build().toByteArray()));
        return frames;
    }

    private static WorkerCommand command(io.mxgateway.core.mx.MxCommand command) {
        return WorkerCommand.newBuilder()
                .setCommand(CommandCodec.encode(command))
                .build();
    }
}
