package io.mxgateway.grpc.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeWorkers;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.grpc.codec.Anything;
import io.mxgateway.grpc.codec.CommandCodec;
import io.mxgateway.proto.v1.MxCommand;
import io.mxgateway.proto.v1.MxCommandRequest;
import io.mxgateway.proto.v1.MxSparseArray;
import io.mxgateway.proto.v1.MxSparseElement;
import io.mxgateway.proto.v1.MxValue;
import io.mxgateway.proto.v1.OpenSessionRequest;
import io.mxgateway.proto.v1.StreamEventsRequest;
import io.mxgateway.proto.v1.WriteCommand;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is wrong with a request, the client is told what, and what would be right; the worker never sees it. */
@ExtendWith(NothingLeftBehind.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private final FakeWorkers workers = new FakeWorkers();
    private DefaultSessionManager sessions;
    private TestServer server;
    private String session;

    @BeforeAll
    void start() {
        sessions = new DefaultSessionManager(
                new DefaultSessionRegistry(), workers, GatewayOptions.DEFAULT, GatewayMetrics.NONE);
        server = new TestServer(sessions);
        session = server.blocking()
                .openSession(OpenSessionRequest.getDefaultInstance())
                .getSessionId();
    }

    @AfterAll
    void stop() {
        assertThat(workers.last().commands()).isEmpty();
        Await.result(sessions.shutdown());
        server.close();
    }

    private static void refused(Status.Code status, String reason, ThrowingCallable call, String... facts) {
        StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(failure.getStatus().getCode()).isEqualTo(status);
        assertThat(failure.getStatus().getDescription()).contains(facts);
        assertThat(TestServer.infoOf(failure).getReason()).isEqualTo(reason);
    }

    private void invalid(MxCommand.Builder command, String... facts) {
        MxCommandRequest request = MxCommandRequest.newBuilder()
                .setSessionId(session)
                .setCommand(command)
                .build();
        refused(
                Status.Code.INVALID_ARGUMENT,
                "INVALID_REQUEST",
                () -> server.blocking().invoke(request),
                facts);
    }

    @ParameterizedTest
    @EnumSource(MxCommandKind.class)
    void everyKindNeedsItsOwnPayload(MxCommandKind kind) {
        MxCommandKind other = kind == MxCommandKind.PING ? MxCommandKind.ADVISE : MxCommandKind.PING;
        MxCommand foreign = CommandCodec.encode(new Anything(new Random(1)).command(other));
        invalid(MxCommand.newBuilder().setKindValue(kind.number()), kind.name(), "without its payload");
        invalid(foreign.toBuilder().setKindValue(kind.number()), kind.name(), "disagree");
    }

    @Test
    void aCommandMustHaveAKindThatExists() {
        invalid(MxCommand.newBuilder(), "command.kind is not set");
        invalid(MxCommand.newBuilder().setKindValue(99), "99 is no command kind");
    }

    @Test
    void aSessionIdIsNeeded() {
        var stub = server.blocking();
        MxCommandRequest invoke = MxCommandRequest.newBuilder()
                .setCommand(CommandCodec.encode(new io.mxgateway.core.mx.MxCommand.Ping("")))
                .build();
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> stub.invoke(invoke),
                () -> stub.invoke(MxCommandRequest.getDefaultInstance()),
                () -> stub.closeSession(io.mxgateway.proto.v1.CloseSessionRequest.getDefaultInstance()),
                () -> stub.streamEvents(StreamEventsRequest.getDefaultInstance())
                        .hasNext())) {
            refused(Status.Code.INVALID_ARGUMENT, "INVALID_REQUEST", call, "session_id is empty");
        }
    }

    @Test
    void aSessionThatDoesNotExistCountsMoreThanABadCommand() {
        MxCommandRequest request =
                MxCommandRequest.newBuilder().setSessionId("session-0").build();
        refused(
                Status.Code.NOT_FOUND,
                "SESSION_NOT_FOUND",
                () -> server.blocking().invoke(request),
                "there is no session 'session-0'");
    }

    @Test
    void aStreamBeyondTheNewestEventIsRefused() {
        StreamEventsRequest request = StreamEventsRequest.newBuilder()
                .setSessionId(session)
                .setAfterWorkerSequence(-1)
                .build();
        refused(
                Status.Code.INVALID_ARGUMENT,
                "INVALID_REQUEST",
                () -> server.blocking().streamEvents(request).hasNext(),
                "18446744073709551615");
    }

    @Test
    void openingIsCheckedBeforeAnythingIsStarted() {
        int started = workers.started();
        var stub = server.blocking();
        refused(
                Status.Code.INVALID_ARGUMENT,
                "UNKNOWN_BACKEND",
                () -> stub.openSession(OpenSessionRequest.newBuilder()
                        .setRequestedBackend("nowhere")
                        .build()),
                "nowhere",
                "other, simulator");
        refused(
                Status.Code.INVALID_ARGUMENT,
                "INVALID_REQUEST",
                () -> stub.openSession(OpenSessionRequest.newBuilder()
                        .setCommandTimeout(Duration.newBuilder().setSeconds(1).setNanos(-1))
                        .build()),
                "command_timeout",
                "sign");
        refused(
                Status.Code.INVALID_ARGUMENT,
                "INVALID_REQUEST",
                () -> stub.openSession(OpenSessionRequest.newBuilder()
                        .setClientSessionName("x".repeat(129))
                        .build()),
                "128");
        assertThat(workers.started()).isEqualTo(started);
    }

    @Test
    void aSparseArrayOfABadShapeIsRefused() {
        invalid(sparse(MxSparseArray.newBuilder().setElementDataTypeValue(4)), "total_length 0");
        invalid(
                sparse(MxSparseArray.newBuilder()
                        .setTotalLength(2)
                        .addElements(MxSparseElement.newBuilder()
                                .setIndex(2)
                                .setValue(MxValue.newBuilder().setInt32Value(1)))),
                "index 2 is outside 0..1");
    }

    private static MxCommand.Builder sparse(MxSparseArray.Builder array) {
        return MxCommand.newBuilder()
                .setKindValue(MxCommandKind.WRITE.number())
                .setWrite(WriteCommand.newBuilder()
                        .setValue(MxValue.newBuilder()
                                .setDataTypeValue(MxDataType.INTEGER.number())
                                .setSparseArrayValue(array)));
    }

    @Test
    void bytesThatAreNoMessageAreRefused() {
        byte[] badText = ByteString.fromHex("0a02c080").toByteArray();
        byte[] truncated = {10, 50, 1};
        byte[] deep = nested();
        for (String method : List.of("OpenSession", "CloseSession", "Invoke", "StreamEvents")) {
            for (byte[] bytes : List.of(badText, truncated)) {
                var call = server.call(method, new Metadata(), List.of(bytes));
                call.call.request(2);
                assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                assertThat(call.awaitEnd().getDescription()).contains("the message is no " + method);
                assertThat(TestServer.infoOf(call.failure()).getReason()).isEqualTo("INVALID_REQUEST");
            }
        }
        var call = server.call("Invoke", new Metadata(), List.of(deep));
        call.call.request(2);
        assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    /** A write of sparse arrays within sparse arrays, two hundred levels deep. */
    private static byte[] nested() {
        var value = MxValue.newBuilder().setInt32Value(1).build();
        for (int i = 0; i < 200; i++) {
            value = MxValue.newBuilder()
                    .setSparseArrayValue(MxSparseArray.newBuilder()
                            .setTotalLength(1)
                            .addElements(MxSparseElement.newBuilder().setValue(value)))
                    .build();
        }
        return MxCommandRequest.newBuilder()
                .setCommand(MxCommand.newBuilder()
                        .setKindValue(MxCommandKind.WRITE.number())
                        .setWrite(WriteCommand.newBuilder().setValue(value)))
                .build()
                .toByteArray();
    }

    @Test
    void aUnaryCallTakesExactlyOneMessage() {
        for (String method : List.of("OpenSession", "CloseSession", "Invoke", "StreamEvents")) {
            var none = server.call(method, new Metadata(), List.of());
            none.call.request(2);
            assertThat(none.awaitEnd().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(none.awaitEnd().getDescription()).isEqualTo("no message came; " + method + " takes exactly one");
            var two = server.call(method, new Metadata(), List.of(new byte[0], new byte[0]));
            two.call.request(2);
            assertThat(two.awaitEnd().isOk()).isFalse();
            assertThat(two.messages).isEmpty();
        }
    }

    @Test
    void aMethodThatDoesNotExistIsUnimplemented() {
        var call = server.call("Nothing", new Metadata(), List.of(new byte[0]));
        assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void aMessageOf17MebibytesIsRefusedAndTheConnectionGoesOn() {
        var call = server.call("Invoke", new Metadata(), List.of(new byte[17 << 20]));
        call.call.request(2);
        assertThat(call.awaitEnd().getCode()).as("%s", call.awaitEnd()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(call.awaitEnd().getDescription()).contains("16777216");
        aMethodThatDoesNotExistIsUnimplemented();
    }

    @Test
    void metadataOf9KibibytesIsRefusedAndTheConnectionGoesOn() {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("filler", Metadata.ASCII_STRING_MARSHALLER), "x".repeat(9 << 10));
        var call = server.call("Invoke", headers, List.of(new byte[0]));
        call.call.request(2);
        assertThat(call.awaitEnd().getCode()).as("%s", call.awaitEnd()).isEqualTo(Status.Code.INTERNAL);
        aMethodThatDoesNotExistIsUnimplemented();
    }
}
