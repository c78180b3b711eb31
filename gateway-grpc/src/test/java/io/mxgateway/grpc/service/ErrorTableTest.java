package io.mxgateway.grpc.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.grpc.codec.CommandCodec;
import io.mxgateway.proto.galaxy.v1.DiscoverHierarchyRequest;
import io.mxgateway.proto.galaxy.v1.GalaxyRepositoryGrpc;
import io.mxgateway.proto.v1.AcknowledgeAlarmRequest;
import io.mxgateway.proto.v1.CloseSessionRequest;
import io.mxgateway.proto.v1.MxCommandRequest;
import io.mxgateway.proto.v1.OpenSessionRequest;
import io.mxgateway.proto.v1.QueryActiveAlarmsRequest;
import io.mxgateway.proto.v1.StreamAlarmsRequest;
import io.mxgateway.proto.v1.StreamEventsRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("5 Errors on the wire")
@ExtendWith(NothingLeftBehind.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorTableTest {
    private final RefusingSessions sessions = new RefusingSessions();
    private final RecordingLogger log = new RecordingLogger();
    private TestServer server;

    @BeforeAll
    void start() {
        server = new TestServer(sessions, GrpcServerOptions.DEFAULT, CallIdentity.ANONYMOUS, log);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** What each rpc fails with. */
    private List<StatusRuntimeException> failures() {
        var stub = server.blocking();
        var ping = CommandCodec.encode(new MxCommand.Ping(""));
        return List.of(
                failure(() -> stub.openSession(OpenSessionRequest.newBuilder()
                        .setClientCorrelationId("mine")
                        .build())),
                failure(() -> stub.closeSession(CloseSessionRequest.newBuilder()
                        .setClientCorrelationId("mine")
                        .build())),
                failure(() -> stub.invoke(MxCommandRequest.newBuilder()
                        .setClientCorrelationId("mine")
                        .setCommand(ping)
                        .build())),
                failure(() -> stub.streamEvents(StreamEventsRequest.getDefaultInstance())
                        .hasNext()));
    }

    private static StatusRuntimeException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call);
    }

    @ParameterizedTest
    @CsvSource({
        "UNAUTHENTICATED, UNAUTHENTICATED",
        "PERMISSION_DENIED, PERMISSION_DENIED",
        "CONSTRAINT_DENIED, PERMISSION_DENIED",
        "INVALID_REQUEST, INVALID_ARGUMENT",
        "UNKNOWN_BACKEND, INVALID_ARGUMENT",
        "SESSION_NOT_FOUND, NOT_FOUND",
        "GALAXY_ROOT_NOT_FOUND, NOT_FOUND",
        "SESSION_NOT_READY, FAILED_PRECONDITION",
        "ALARMS_DISABLED, FAILED_PRECONDITION",
        "SESSION_LIMIT_EXCEEDED, RESOURCE_EXHAUSTED",
        "KEY_SESSION_LIMIT, RESOURCE_EXHAUSTED",
        "PENDING_LIMIT_EXCEEDED, RESOURCE_EXHAUSTED",
        "SUBSCRIBER_LIMIT_REACHED, RESOURCE_EXHAUSTED",
        "EVENT_QUEUE_OVERFLOW, RESOURCE_EXHAUSTED",
        "TOO_MANY_ATTEMPTS, RESOURCE_EXHAUSTED",
        "OPEN_FAILED, UNAVAILABLE",
        "WORKER_LOST, UNAVAILABLE",
        "SESSION_FAULTED, UNAVAILABLE",
        "SHUTTING_DOWN, UNAVAILABLE",
        "GALAXY_UNAVAILABLE, UNAVAILABLE",
        "COMMAND_TIMEOUT, DEADLINE_EXCEEDED",
        "CANCELLED, CANCELLED",
        "CLOSE_FAILED, INTERNAL"
    })
    void everyRowReachesTheClient(SessionErrorCode code, Status.Code expected) {
        sessions.failWith(new SessionException(code, "what was wrong", Map.of("session_id", "session-1"), null));
        for (StatusRuntimeException failure : failures()) {
            assertThat(failure.getStatus().getCode()).isEqualTo(expected);
            assertThat(failure.getStatus().getDescription()).isEqualTo("what was wrong");
            ErrorInfo info = TestServer.infoOf(failure);
            assertThat(info.getReason()).isEqualTo(code.name());
            assertThat(info.getDomain()).isEqualTo("mxgateway.io");
            assertThat(info.getMetadataMap()).containsEntry("session_id", "session-1");
        }
    }

    @Test
    void theClientsOwnIdComesBackWithTheFailure() {
        sessions.failWith(new SessionException(SessionErrorCode.OPEN_FAILED, "no"));
        assertThat(failures().subList(0, 3))
                .allSatisfy(failure -> assertThat(TestServer.infoOf(failure).getMetadataMap())
                        .containsEntry("client_correlation_id", "mine"));
    }

    @ParameterizedTest
    @EnumSource(WorkerErrorCode.class)
    void aWorkersFailureIsNeverUnforeseen(WorkerErrorCode code) {
        sessions.failWith(new WorkerException(code, "the worker did it"));
        assertThat(failures()).allSatisfy(failure -> {
            assertThat(TestServer.infoOf(failure).getReason()).isNotEqualTo("INTERNAL");
            assertThat(failure.getStatus().getDescription()).isEqualTo("the worker did it");
        });
    }

    @Test
    void aCancelledFutureIsCancelledOnTheWire() {
        sessions.failWith(new CancellationException());
        assertThat(failures())
                .allSatisfy(failure -> assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.CANCELLED));
    }

    @Test
    void whatNobodyForesawIsToldByAnIdAlone() {
        for (RuntimeException unforeseen : List.of(
                new IllegalStateException("secret detail"),
                new SessionException(SessionErrorCode.INTERNAL, "secret detail"),
                new NullPointerException())) {
            sessions.failWith(unforeseen);
            for (StatusRuntimeException failure : failures()) {
                assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
                ErrorInfo info = TestServer.infoOf(failure);
                assertThat(info.getReason()).isEqualTo("INTERNAL");
                String id = info.getMetadataOrThrow("correlation_id");
                assertThat(failure.getStatus().getDescription()).endsWith(id).doesNotContain("secret");
                assertThat(log.lines())
                        .anyMatch(line -> line.contains("correlation=" + id + " ") && line.contains("thrown="));
            }
        }
    }

    @Test
    void aTextOfAnyLengthArrivesInFullOrShortened() {
        String text = "the worker's last lines: " + "ü°液\n".repeat(5_000);
        sessions.failWith(new SessionException(
                SessionErrorCode.OPEN_FAILED, text, Map.of("session_id", "s".repeat(9_000)), null));
        assertThat(failures()).allSatisfy(failure -> {
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(failure.getStatus().getDescription())
                    .startsWith("the worker's last lines: ü°液")
                    .endsWith("…");
            assertThat(TestServer.infoOf(failure).getReason()).isEqualTo("OPEN_FAILED");
        });
    }

    @Test
    void disabledAlarmsAreAFailedPreconditionThatSaysSo() {
        var stub = server.blocking();
        for (StatusRuntimeException failure : List.of(
                failure(() -> stub.acknowledgeAlarm(AcknowledgeAlarmRequest.getDefaultInstance())),
                failure(() -> stub.streamAlarms(StreamAlarmsRequest.getDefaultInstance())
                        .hasNext()),
                failure(() -> stub.queryActiveAlarms(QueryActiveAlarmsRequest.getDefaultInstance())
                        .hasNext()))) {
            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(failure.getStatus().getDescription()).contains("alarms.enabled");
            assertThat(TestServer.infoOf(failure).getReason()).isEqualTo("ALARMS_DISABLED");
        }
    }

    @Test
    void aGatewayWithoutAGalaxySaysSo() {
        var galaxy = GalaxyRepositoryGrpc.newBlockingStub(server.channel);
        var failure = failure(() -> galaxy.discoverHierarchy(DiscoverHierarchyRequest.getDefaultInstance()));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(failure.getStatus().getDescription()).contains("galaxy.source=off");
        assertThat(TestServer.infoOf(failure).getReason()).isEqualTo("GALAXY_UNAVAILABLE");
    }
}
