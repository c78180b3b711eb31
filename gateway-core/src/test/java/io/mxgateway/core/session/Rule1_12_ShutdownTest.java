package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.StreamEnd;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeWorker;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class Rule1_12_ShutdownTest {
    private final List<CompletableFuture<Void>> going = new ArrayList<>();
    private final Gateway gateway = new Gateway(
            new FakeScript() {
                @Override
                public CompletableFuture<Void> shutdown(FakeWorker worker) {
                    CompletableFuture<Void> gone = new CompletableFuture<>();
                    going.add(gone);
                    return gone;
                }
            },
            Gateway.sessions(s -> s.maxParallelCloses(3)));

    private CompletableFuture<Void> shutdown() {
        return gateway.manager.shutdown().toCompletableFuture();
    }

    @Test
    void noSessionOpensAnyMore() {
        gateway.shutdown();
        assertThat(gateway.refused(gateway.opening()).code()).isEqualTo(SessionErrorCode.SHUTTING_DOWN);
        assertThat(gateway.workers.started()).isZero();
    }

    @Test
    void aDrainRefusesNewSessionsAndLeavesThoseThereAreAlone() {
        GatewaySession before = gateway.open();
        gateway.manager.drain();
        assertThat(gateway.refused(gateway.opening()).code()).isEqualTo(SessionErrorCode.SHUTTING_DOWN);
        assertThat(before.state()).isEqualTo(SessionState.READY);
        assertThat(gateway.manager.isDraining()).isTrue();
        CompletableFuture<Void> shutdown = shutdown();
        going.get(0).complete(null);
        assertThat(shutdown).isCompleted();
    }

    @Test
    void allSessionsCloseInParallelAndThenTheFactory() {
        GatewaySession first = gateway.open();
        EventCursor stream = gateway.manager.events(first.id(), Gateway.ALICE, StreamStart.LIVE, () -> {});
        gateway.open();
        CompletableFuture<Void> shutdown = shutdown();
        assertThat(going).hasSize(2);
        going.get(0).complete(null);
        assertThat(gateway.workers.isClosed()).isFalse();
        going.get(1).complete(null);
        assertThat(shutdown).isCompleted();
        assertThat(gateway.workers.isClosed()).isTrue();
        assertThat(gateway.counter(GatewayMetric.SESSIONS_CLOSED, "gateway-shutdown"))
                .isEqualTo(2);
        assertThat(stream.poll()).isNull();
        assertThat(stream.end().cause()).isEqualTo(StreamEnd.Cause.GATEWAY_SHUTDOWN);
        assertThat(gateway.time.pendingTimers()).isZero();
    }

    @Test
    void whatIsLeftWhenTheBudgetHasRunOutIsKilled() {
        for (int i = 0; i < 5; i++) {
            gateway.open();
        }
        CompletableFuture<Void> shutdown = shutdown();
        assertThat(going).as("as many at once as may be").hasSize(3);
        gateway.time.advance(Duration.ofSeconds(10).minusNanos(1));
        assertThat(shutdown).isNotDone();
        gateway.time.advance(Duration.ofNanos(1));
        assertThat(shutdown).isCompleted();
        assertThat(gateway.leftovers()).isEmpty();
        assertThat(gateway.counter(GatewayMetric.FAULTS, "CLOSE_FAILED"))
                .as("those that were asked and did not go")
                .isEqualTo(3);
        assertThat(gateway.counter(GatewayMetric.SESSIONS_CLOSED, "gateway-shutdown"))
                .as("those whose turn never came")
                .isEqualTo(2);
        assertThat(gateway.time.pendingTimers()).isZero();
    }

    @Test
    void oneSessionThatFailsDoesNotStopTheRest() {
        gateway.open();
        gateway.open();
        CompletableFuture<Void> shutdown = shutdown();
        going.get(0).completeExceptionally(new WorkerException(WorkerErrorCode.SHUTDOWN_FAILED, "no"));
        going.get(1).complete(null);
        assertThat(shutdown).isCompleted();
        assertThat(gateway.leftovers()).isEmpty();
    }

    @Test
    void itIsIdempotentAndACallerWhoCancelsStopsNothing() {
        gateway.open();
        CompletableFuture<Void> first = shutdown();
        CompletableFuture<Void> second = shutdown();
        first.cancel(true);
        going.get(0).complete(null);
        assertThat(second).isCompleted();
        assertThat(shutdown()).isCompleted();
        assertThat(going).hasSize(1);
    }

    @Test
    void itWaitsForWorkersThatAreBeingKilledForAnotherReason() {
        CompletableFuture<Void> killed = new CompletableFuture<>();
        Gateway slowKill = new Gateway(new FakeScript() {
            @Override
            public CompletableFuture<Void> kill(FakeWorker worker) {
                return killed;
            }
        });
        slowKill.open();
        slowKill.worker().crash(WorkerErrorCode.HUNG, "silent");
        assertThat(slowKill.registry.size()).isZero();
        CompletableFuture<Void> shutdown = slowKill.manager.shutdown().toCompletableFuture();
        assertThat(shutdown).isNotDone();
        killed.complete(null);
        assertThat(shutdown).isCompleted();
    }

    @Test
    void aShutdownWithoutSessionsIsDoneAtOnceAndLegalBeforeAnyOpening() {
        assertThat(shutdown()).isCompleted();
        assertThat(gateway.workers.isClosed()).isTrue();
    }
}
