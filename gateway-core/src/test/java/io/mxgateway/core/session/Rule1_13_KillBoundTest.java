package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeWorker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class Rule1_13_KillBoundTest {
    private boolean first = true;

    @Test
    void aKilledWorkerThatIsNeverReportedGoneHoldsUpNothingForLong() {
        Gateway gateway = new Gateway(new FakeScript() {
            @Override
            public CompletableFuture<Void> kill(FakeWorker worker) {
                boolean hangs = first;
                first = false;
                return hangs ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
            }
        });
        GatewaySession hanging = gateway.open();
        GatewaySession other = gateway.open();

        var kill = gateway.manager
                .kill(hanging.id(), Gateway.ALICE, CloseReason.ADMIN_KILL)
                .toCompletableFuture();
        assertThat(gateway.manager.kill(other.id(), Gateway.ALICE, CloseReason.ADMIN_KILL))
                .as("one hung worker does not hold up another session")
                .isCompleted();
        assertThat(kill).isNotDone();

        gateway.time.advance(Duration.ofSeconds(2));
        assertThat(kill).isCompleted();
        assertThat(gateway.manager.slotsTaken()).isZero();
        gateway.shutdown();
        assertThat(gateway.time.pendingTimers()).isZero();
    }
}
