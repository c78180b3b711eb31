package io.mxgateway.launcher.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.launcher.admin.GatewayView.SessionRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionRatesTest {
    private final FakeTime time = new FakeTime();
    private final List<SessionRow> rows = new ArrayList<>();
    private final SessionRates rates = new SessionRates(time, () -> List.copyOf(rows));

    @Test
    void aRateIsWhatCameBetweenTheLastTwoLooks() {
        rows.add(FakeGateway.row("session-1", "historian", 1000));
        rates.start();
        assertThat(rates.eventsPerSecond("session-1")).isZero();
        rows.set(0, FakeGateway.row("session-1", "historian", 1500));
        time.advance(MinuteHistory.STEP);
        assertThat(rates.eventsPerSecond("session-1")).isEqualTo(100);
        time.advance(MinuteHistory.STEP);
        assertThat(rates.eventsPerSecond("session-1")).isZero();
        rates.close();
        assertThat(time.pendingTimers()).isZero();
    }

    @Test
    void aSessionThatIsOverIsForgotten() {
        rows.add(FakeGateway.row("session-1", "historian", 1000));
        rates.start();
        rows.set(0, FakeGateway.row("session-1", "historian", 1500));
        time.advance(MinuteHistory.STEP);
        rows.clear();
        time.advance(MinuteHistory.STEP);
        assertThat(rates.eventsPerSecond("session-1")).isZero();
        rates.close();
    }
}
