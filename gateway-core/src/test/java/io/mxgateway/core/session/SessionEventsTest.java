package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.config.OverflowPolicy;
import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.StreamEnd;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.worker.WorkerErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionEventsTest {
    private static final Duration FULL_WAIT = Duration.ofSeconds(2);

    private final Gateway gateway = new Gateway(
            FakeScript.OBEDIENT,
            Gateway.events(new EventOptions(4, Duration.ZERO, 2, true, OverflowPolicy.FAIL_SESSION, FULL_WAIT)));
    private final GatewaySession session = gateway.open();

    private EventCursor stream(StreamStart start) {
        return gateway.manager.events(session.id(), Gateway.ALICE, start, () -> {});
    }

    @Test
    void whenEveryStreamIsFullTheWorkerIsHeldUpUntilThereIsRoomAgain() {
        EventCursor stream = stream(StreamStart.LIVE);
        gateway.worker().emit(5);
        assertThat(gateway.worker().isPaused()).isTrue();
        for (int i = 1; i <= 5; i++) {
            assertThat(stream.poll().sequence()).isEqualTo(i);
        }
        assertThat(gateway.worker().isPaused()).isFalse();
        assertThat(session.state()).isEqualTo(SessionState.READY);
    }

    @Test
    void aSoleStreamThatStaysFullFaultsTheSessionWhenThePolicySaysSo() {
        stream(StreamStart.LIVE);
        gateway.worker().emit(5);
        gateway.time.advance(FULL_WAIT);
        assertThat(session.state()).isEqualTo(SessionState.FAULTED);
        assertThat(session.lastFault().orElseThrow()).contains("overflow");
        assertThat(gateway.counter(GatewayMetric.FAULTS, "EVENT_QUEUE_OVERFLOW"))
                .isEqualTo(1);
        assertThat(gateway.worker().calls()).contains("kill faulted");
        assertThat(gateway.leftovers()).isEmpty();
    }

    @Test
    void refusalsOfTheLogAreToldInTheVocabularyOfSessions() {
        SessionException beyond = catchThrowableOfType(SessionException.class, () -> stream(StreamStart.after(1)));
        assertThat(beyond.code()).isEqualTo(SessionErrorCode.INVALID_REQUEST);
        stream(StreamStart.LIVE);
        stream(StreamStart.LIVE);
        SessionException tooMany = catchThrowableOfType(SessionException.class, () -> stream(StreamStart.LIVE));
        assertThat(tooMany.code()).isEqualTo(SessionErrorCode.SUBSCRIBER_LIMIT_REACHED);
        assertThat(tooMany).hasMessageContaining("maximum");
    }

    @Test
    void aStreamGetsAllEventsBeforeTheFaultAndThenTheFaultsText() {
        EventCursor stream = stream(StreamStart.LIVE);
        gateway.worker().emit(3);
        gateway.worker().crash(WorkerErrorCode.LOST, "exit code 9");
        for (int i = 1; i <= 3; i++) {
            assertThat(stream.end()).isNull();
            assertThat(stream.poll().sequence()).isEqualTo(i);
        }
        assertThat(stream.poll()).isNull();
        assertThat(stream.end().cause()).isEqualTo(StreamEnd.Cause.SESSION_FAULTED);
        assertThat(stream.end().text()).contains("exit code 9");
    }
}
