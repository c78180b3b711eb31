package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.AlarmOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetric;
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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        balanced(gateway);
    }

    @Test
    void neitherExpressionNorAreaIsSuchAFailureToo() {
        Gateway required = gateway(new AlarmOptions(true, "", "", "", true, true));
        assertThat(required.refused(required.opening()))
                .hasMessageContaining("alarms.subscription-expression")
                .hasMessageContaining("alarms.default-area");
        assertThat(required.leftovers()).isEmpty();
        Gateway lenient = gateway(new AlarmOptions(true, "", "", "", true, false));
        assertThat(lenient.open().state()).isEqualTo(SessionState.READY);
        assertThat(lenient.worker().commands()).isEmpty();
        balanced(lenient);
    }

    @Test
    void whereNothingIsConfiguredAWarningIsGivenOnceAndWhereSomethingIsRefusedWithEverySession() {
        Warnings warnings = new Warnings();
        Logger logger = Logger.getLogger(AlarmSubscription.class.getName());
        logger.addHandler(warnings);
        try {
            Gateway nothing = gateway(new AlarmOptions(true, "", "", "", true, false));
            nothing.open();
            nothing.open();
            assertThat(warnings.texts)
                    .singleElement()
                    .asString()
                    .contains("alarms.subscription-expression", "alarms.default-area");
            warnings.texts.clear();
            reply.complete(MxReplyData.refused(MxCommandKind.SUBSCRIBE_ALARMS, 5, List.of(), "no such area"));
            Gateway refused = gateway(false);
            GatewaySession session = refused.open();
            refused.open();
            assertThat(warnings.texts).hasSize(2);
            assertThat(warnings.texts.get(0)).contains(session.id(), "MXACCESS_FAILURE", "no such area");
        } finally {
            logger.removeHandler(warnings);
        }
    }

    /** Keeps what is logged as a warning; on the test's thread. */
    private static final class Warnings extends Handler {
        final List<String> texts = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                texts.add(new SimpleFormatter().formatMessage(line));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLossOfTheSessionFailsTheOpeningInAnyCase(boolean required) {
        Gateway gateway = gateway(required);
        CompletableFuture<GatewaySession> opening = gateway.opening();
        gateway.worker().crash(WorkerErrorCode.LOST, "exit code 9");
        assertThat(gateway.refused(opening)).hasMessageContaining("exit code 9");
        assertThat(gateway.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCancelledCommandFailsTheOpeningInAnyCase(boolean required) {
        Gateway gateway = gateway(required);
        CompletableFuture<GatewaySession> opening = gateway.opening();
        reply.completeExceptionally(new CancellationException());
        assertThat(gateway.refused(opening).code()).isEqualTo(SessionErrorCode.CANCELLED);
        assertThat(gateway.leftovers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCallerWhoGoesWhileAlarmsAreSubscribedLeavesNothing(boolean required) {
        Gateway gateway = gateway(required);
        CompletableFuture<GatewaySession> opening = gateway.opening();
        assertThat(gateway.worker().commands()).hasSize(1);
        opening.cancel(true);
        assertThat(gateway.leftovers()).isEmpty();
        reply.complete(MxReplyData.ok(MxCommandKind.SUBSCRIBE_ALARMS));
        assertThat(gateway.leftovers()).isEmpty();
        assertThat(gateway.registry.size()).isZero();
    }

    @Test
    void aWorkerThatThrowsIsAFailureLikeTheOthers() {
        FakeScript throwing = new FakeScript() {
            @Override
            public CompletableFuture<MxReply> execute(FakeWorker worker, MxCommand command) {
                throw new IllegalStateException("thrown on the spot");
            }
        };
        AlarmOptions required = new AlarmOptions(true, EXPRESSION, "", "", true, true);
        Gateway gateway = new Gateway(throwing, GatewayOptions.DEFAULT.withAlarms(required));
        assertThat(gateway.refused(gateway.opening()))
                .hasMessageContaining("alarms could not be subscribed")
                .hasMessageContaining("thrown on the spot");
        assertThat(gateway.leftovers()).isEmpty();
        AlarmOptions wanted = new AlarmOptions(true, EXPRESSION, "", "", true, false);
        Gateway lenient = new Gateway(throwing, GatewayOptions.DEFAULT.withAlarms(wanted));
        assertThat(lenient.open().state()).isEqualTo(SessionState.READY);
        balanced(lenient);
    }

    @Test
    void anOpeningThatIsRefusedGivesItsPlaceToTheNext() {
        AlarmOptions required = new AlarmOptions(true, EXPRESSION, "", "", true, true);
        Gateway gateway = new Gateway(
                script, Gateway.sessions(settings -> settings.max(1)).withAlarms(required));
        CompletableFuture<GatewaySession> opening = gateway.opening();
        assertThat(gateway.gauge(GatewayMetric.SESSIONS_OPEN))
                .as("counted while it is ready")
                .isEqualTo(1);
        reply.completeExceptionally(new IllegalStateException("odd"));
        assertThat(gateway.refused(opening).code()).isEqualTo(SessionErrorCode.OPEN_FAILED);
        assertThat(gateway.gauge(GatewayMetric.SESSIONS_OPEN)).isZero();
        assertThat(gateway.refused(gateway.opening()))
                .as("refused for the alarms, not for want of a place")
                .hasMessageContaining("alarms could not be subscribed");
        assertThat(gateway.leftovers()).isEmpty();
    }

    /** One session is open, holds one place, and leaves nothing when all ends. */
    private static void balanced(Gateway gateway) {
        assertThat(gateway.gauge(GatewayMetric.SESSIONS_OPEN)).isEqualTo(1);
        assertThat(gateway.gauge(GatewayMetric.COMMANDS_PENDING)).isZero();
        assertThat(gateway.manager.slotsTaken()).isEqualTo(1);
        gateway.shutdown();
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
