package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.AlarmOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.ProtocolStatus;
import io.mxgateway.core.mx.ProtocolStatusCode;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeWorker;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AlarmSubscriptionTest {
    private static final String EXPRESSION = "\\\\HOST\\Galaxy!Area";

    private final CompletableFuture<MxReply> reply = new CompletableFuture<>();
    private final FakeScript script = new FakeScript() {
        @Override
        public CompletableFuture<MxReply> execute(FakeWorker worker, MxCommand command) {
            return reply;
        }
    };

    private Gateway gateway(boolean required) {
        return gateway(new AlarmOptions(true, EXPRESSION, "", "", true, required));
    }

    private Gateway gateway(AlarmOptions alarms) {
        return new Gateway(script, GatewayOptions.DEFAULT.withAlarms(alarms));
    }

    private static CompletableFuture<MxReply> answer(ProtocolStatus status, String diagnostic) {
        return CompletableFuture.completedFuture(new MxReplyData(
                MxCommandKind.SUBSCRIBE_ALARMS,
                "1",
                status,
                OptionalInt.empty(),
                null,
                List.of(),
                diagnostic,
                MxReplyPayload.NONE));
    }

    private static ProtocolStatus status(ProtocolStatusCode code, String message) {
        return new ProtocolStatus(code, message);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(answer(status(ProtocolStatusCode.INVALID_REQUEST, "m"), "d"), "diagnostic=d"),
                Arguments.of(answer(status(ProtocolStatusCode.MXACCESS_FAILURE, "m"), " "), "diagnostic=m"),
                Arguments.of(
                        answer(status(ProtocolStatusCode.UNSPECIFIED, ""), ""),
                        "diagnostic=Worker rejected SubscribeAlarms."),
                Arguments.of(
                        CompletableFuture.failedFuture(
                                new WorkerException(WorkerErrorCode.COMMAND_TIMEOUT, "30 s have passed")),
                        "30 s have passed"),
                Arguments.of(CompletableFuture.failedFuture(new IllegalStateException("odd")), "odd"));
    }

    @Test
    void aFreshSessionIsSubscribedAndTheSubscriptionIsNotTheClientsUseOfIt() {
        reply.complete(MxReplyData.ok(MxCommandKind.SUBSCRIBE_ALARMS));
        Gateway gateway = gateway(true);
        GatewaySession session = gateway.open();
        assertThat(gateway.worker().commands())
                .singleElement()
                .isInstanceOfSatisfying(
                        MxCommand.SubscribeAlarms.class,
                        command -> assertThat(command.subscriptionExpression()).isEqualTo(EXPRESSION));
        gateway.time.freezeFor(Duration.ofMinutes(1));
        Await.result(gateway.manager.closeExpiredLeases(gateway.time.nanoTime()));
        assertThat(session.closeReason()).contains(CloseReason.UNUSED);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureFailsTheOpeningWhenSubscribingIsRequired(CompletableFuture<MxReply> answer, String diagnostic) {
        answer.whenComplete((value, error) -> {
            if (error == null) {
                reply.complete(value);
            } else {
                reply.completeExceptionally(error);
            }
        });
        Gateway gateway = gateway(true);
        SessionException failure = gateway.refused(gateway.opening());
        assertThat(failure.code()).isEqualTo(SessionErrorCode.OPEN_FAILED);
        assertThat(failure)
                .hasMessageContaining("alarms could not be subscribed")
                .hasMessageContaining(diagnostic);
        assertThat(gateway.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsAWarningOtherwiseAndTheSessionServesData(CompletableFuture<MxReply> answer, String diagnostic) {
        answer.whenComplete((value, error) -> {
            if (error == null) {
                reply.complete(value);
            } else {
                reply.completeExceptionally(error);
            }
        });
        Gateway gateway = gateway(false);
        assertThat(gateway.open().state()).as(diagnostic).isEqualTo(SessionState.READY);
    }

    @Test
    void neitherExpressionNorAreaIsSuchAFailureToo() {
        Gateway required = gateway(new AlarmOptions(true, "", "", "", true, true));
        assertThat(required.refused(required.opening()))
                .hasMessageContaining("alarms.subscription-expression")
                .hasMessageContaining("alarms.default-area");
        Gateway lenient = gateway(new AlarmOptions(true, "", "", "", true, false));
        assertThat(lenient.open().state()).isEqualTo(SessionState.READY);
        assertThat(lenient.worker().commands()).isEmpty();
    }

    @Test
    void theLossOfTheSessionFailsTheOpeningEvenWhenSubscribingIsNotRequired() {
        Gateway gateway = gateway(false);
        CompletableFuture<GatewaySession> opening = gateway.opening();
        gateway.worker().crash(WorkerErrorCode.LOST, "exit code 9");
        assertThat(gateway.refused(opening)).hasMessageContaining("exit code 9");
        assertThat(gateway.leftovers()).isEmpty();
    }

    @Test
    void aCancellationFailsTheOpeningEvenWhenSubscribingIsNotRequired() {
        Gateway gateway = gateway(false);
        CompletableFuture<GatewaySession> opening = gateway.opening();
        reply.completeExceptionally(new java.util.concurrent.CancellationException());
        assertThat(gateway.refused(opening).code()).isEqualTo(SessionErrorCode.CANCELLED);
        assertThat(gateway.leftovers()).isEmpty();
    }

    @Test
    void nothingIsSubscribedWhenAlarmsOrTheirSessionsAreSwitchedOff() {
        for (AlarmOptions off : List.of(
                new AlarmOptions(false, EXPRESSION, "", "", true, true),
                new AlarmOptions(true, EXPRESSION, "", "", false, true))) {
            Gateway gateway = gateway(off);
            assertThat(gateway.open().state()).isEqualTo(SessionState.READY);
            assertThat(gateway.worker().commands()).isEmpty();
        }
    }

    @Test
    void anAreaAloneMakesTheExpressionWithTheMachinesOrThisHostsName() {
        assertThat(new AlarmOptions(true, "", "GR01", "Mixing", true, true).expression("here"))
                .contains("\\\\GR01\\Galaxy!Mixing");
        assertThat(new AlarmOptions(true, "", "", "Mixing", true, true).expression("here"))
                .contains("\\\\here\\Galaxy!Mixing");
    }
}
