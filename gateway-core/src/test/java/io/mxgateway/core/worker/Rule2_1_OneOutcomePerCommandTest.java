package io.mxgateway.core.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.worker.PendingCommands.ReplyFate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Rules 2.1, 2.2 and the pending limit of 1.14, as far as the table of commands carries them. */
class Rule2_1_OneOutcomePerCommandTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final MxCommand PING = new MxCommand.Ping("hello");
    private static final MxReply PONG = MxReplyData.ok(MxCommandKind.PING);

    private final FakeTime time = new FakeTime();
    private final CountingMetrics metrics = new CountingMetrics();
    private final List<String> abandoned = new ArrayList<>();
    private final PendingCommands table =
            new PendingCommands("session-1", 3, time, metrics, (id, reason) -> abandoned.add(id));

    @Test
    void idsAreACounterAndTheReplyCarriesTheId() {
        PendingCall first = table.begin(PING, SECOND);
        PendingCall second = table.begin(PING, SECOND);

        assertThat(first.correlationId()).isEqualTo("1");
        assertThat(second.correlationId()).isEqualTo("2");
        assertThat(table.reply("2", PONG)).isEqualTo(ReplyFate.DELIVERED);
        assertThat(second.join().correlationId()).isEqualTo("2");
        assertThat(first).isNotDone();
    }

    @Test
    void aTimeoutEndsTheWaitWithItsFactsAndTellsTheWorker() {
        PendingCall call = table.begin(PING, SECOND);

        time.advance(SECOND.minusNanos(1));
        assertThat(call).isNotDone();
        time.advance(Duration.ofNanos(1));

        WorkerException failure = (WorkerException) Await.failure(call);
        assertThat(failure.code()).isEqualTo(WorkerErrorCode.COMMAND_TIMEOUT);
        assertThat(failure).hasMessageContainingAll("Ping", "session-1", "correlation=1", "waitedMs=1000");
        assertThat(abandoned).containsExactly("1");
    }

    @Test
    void aShorterTimeoutThatComesLaterStillFiresFirst() {
        PendingCall slow = table.begin(PING, Duration.ofSeconds(30));
        PendingCall quick = table.begin(PING, SECOND);

        time.advance(SECOND);

        assertThat(quick).isCompletedExceptionally();
        assertThat(slow).isNotDone();
        time.advance(Duration.ofSeconds(29));
        assertThat(slow).isCompletedExceptionally();
        assertThat(time.pendingTimers()).isZero();
    }

    @Test
    void aTimeThatHasRunOutAlreadyFailsAtOnceAndNothingIsSent() {
        PendingCall call = table.begin(PING, Duration.ZERO);

        assertThat(call.accepted()).isFalse();
        assertThat(((WorkerException) Await.failure(call)).code()).isEqualTo(WorkerErrorCode.COMMAND_TIMEOUT);
        assertThat(table.inFlight()).isZero();
    }

    @Test
    void cancellingTellsTheWorkerAndLeavesTheCommandInFlight() {
        PendingCall call = table.begin(PING, SECOND);

        assertThat(call.cancel(false)).isTrue();

        assertThat(call).isCancelled();
        assertThat(abandoned).containsExactly("1");
        assertThat(table.inFlight()).isEqualTo(1);
        time.advance(SECOND.multipliedBy(2));
        assertThat(abandoned).as("told once").containsExactly("1");
    }

    @Test
    void aWaitEndedByTheCallersOwnTimeoutIsAbandonedLikeACancelledOne() {
        PendingCall call = table.begin(PING, SECOND);

        assertThat(call.completeExceptionally(new TimeoutException("mine"))).isTrue();

        assertThat(abandoned).containsExactly("1");
        assertThat(table.reply("1", PONG)).isEqualTo(ReplyFate.LATE);
    }

    @Test
    void aLateReplyIsDroppedAndCountedAndEndsTheCommandsTimeInFlight() {
        PendingCall call = table.begin(PING, SECOND);
        time.advance(SECOND);

        assertThat(table.reply("1", PONG)).isEqualTo(ReplyFate.LATE);

        assertThat(call).isCompletedExceptionally();
        assertThat(metrics.of(GatewayMetric.COMMANDS_LATE_REPLIES)).isEqualTo(1);
        assertThat(metrics.of(GatewayMetric.COMMANDS_PENDING)).isZero();
        assertThat(table.inFlight()).isZero();
    }

    @Test
    void aSecondReplyIsIgnoredAndCounted() {
        PendingCall call = table.begin(PING, SECOND);
        table.reply("1", PONG);

        assertThat(table.reply("1", MxReplyData.invalid(MxCommandKind.PING, "second")))
                .isEqualTo(ReplyFate.DUPLICATE);

        assertThat(call.join().status().isOk()).isTrue();
        assertThat(metrics.of(GatewayMetric.COMMANDS_LATE_REPLIES)).isEqualTo(1);
        assertThat(metrics.of(GatewayMetric.COMMANDS_PENDING)).isZero();
    }

    @Test
    void anIdThatWasNeverGivenIsReportedAndNotCounted() {
        table.begin(PING, SECOND);

        for (String id : List.of("2", "0", "", "01", "-1", "1x", " 1", "99999999999999999999", "\u0661")) {
            assertThat(table.reply(id, PONG)).as("id '%s'", id).isEqualTo(ReplyFate.UNKNOWN);
        }
        assertThat(metrics.of(GatewayMetric.COMMANDS_LATE_REPLIES)).isZero();
        assertThat(table.inFlight()).isEqualTo(1);
    }

    @Test
    void moreCommandsThanTheLimitFailFastAndAbandonedOnesCount() {
        table.begin(PING, SECOND).cancel(false);
        table.begin(PING, SECOND);
        table.begin(PING, SECOND);

        PendingCall excess = table.begin(PING, SECOND);

        assertThat(excess.accepted()).isFalse();
        WorkerException failure = (WorkerException) Await.failure(excess);
        assertThat(failure.code()).isEqualTo(WorkerErrorCode.PENDING_LIMIT_EXCEEDED);
        assertThat(failure).hasMessageContainingAll("session-1", "inFlight=3", "limit=3");
        table.reply("1", PONG);
        assertThat(table.begin(PING, SECOND).accepted())
                .as("a late reply makes room")
                .isTrue();
    }

    @Test
    void theEndOfTheWorkerFailsEverythingOnceAndForGood() {
        PendingCall open = table.begin(PING, SECOND);
        table.begin(PING, SECOND).cancel(false);
        WorkerException lost = new WorkerException(WorkerErrorCode.LOST, "exit code 3");

        assertThat(table.failAll(lost)).isTrue();
        assertThat(table.failAll(new WorkerException(WorkerErrorCode.KILLED, "later")))
                .isFalse();

        assertThat(Await.failure(open)).isSameAs(lost);
        assertThat(Await.failure(table.begin(PING, SECOND))).isSameAs(lost);
        assertThat(table.reply("1", PONG)).isEqualTo(ReplyFate.DUPLICATE);
        assertThat(metrics.of(GatewayMetric.COMMANDS_PENDING)).isZero();
        assertThat(table.inFlight()).isZero();
        assertThat(time.pendingTimers()).isZero();
    }

    @Test
    void theBooksAreRightBeforeAnybodyHearsTheOutcome() {
        PendingCall call = table.begin(PING, SECOND);
        CompletableFuture<Integer> seen = call.thenApply(reply -> table.inFlight());

        table.reply("1", PONG);

        assertThat(seen).isCompletedWithValue(0);
    }

    @Test
    void theAgeOfTheOldestCommandIsKnown() {
        assertThat(table.oldestInFlightNanos()).isEqualTo(-1);
        table.begin(PING, Duration.ofSeconds(30));
        time.advance(SECOND);
        table.begin(PING, Duration.ofSeconds(30));
        time.advance(SECOND);

        assertThat(table.oldestInFlightNanos()).isEqualTo(SECOND.multipliedBy(2).toNanos());
        table.reply("1", PONG);
        assertThat(table.oldestInFlightNanos()).isEqualTo(SECOND.toNanos());
    }

    @Test
    void manyCommandsShareOneTimer() {
        for (int i = 0; i < 1000; i++) {
            PendingCall call = table.begin(PING, Duration.ofSeconds(30));
            table.reply(call.correlationId(), PONG);
        }

        assertThat(time.pendingTimers()).isEqualTo(1);
    }
}
