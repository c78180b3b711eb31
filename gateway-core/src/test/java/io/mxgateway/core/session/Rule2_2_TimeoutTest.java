package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxCommand;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class Rule2_2_TimeoutTest {
    private final Gateway gateway = new Gateway();
    private final GatewaySession session = gateway.open();

    private Duration used(Duration wanted) {
        gateway.manager.invoke(session.id(), Gateway.ALICE, new CommandRequest(new MxCommand.Ping(""), "", wanted));
        var timeouts = gateway.worker().timeouts();
        return timeouts.get(timeouts.size() - 1);
    }

    @Test
    void theDeadlineIsTheShorterOfTheClientsAndTheSessions() {
        assertThat(used(null)).isEqualTo(Duration.ofSeconds(30));
        assertThat(used(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
        assertThat(used(Duration.ofSeconds(31))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aDeadlineThatHasPassedFailsTheCommandBeforeTheWorkerSeesIt() {
        for (Duration passed : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
            assertThat(gateway.refused(gateway.manager.invoke(
                                    session.id(),
                                    Gateway.ALICE,
                                    new CommandRequest(new MxCommand.Ping(""), "", passed)))
                            .code())
                    .isEqualTo(SessionErrorCode.COMMAND_TIMEOUT);
        }
        assertThat(gateway.worker().commands()).isEmpty();
    }
}
