package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.worker.BackendRunner;
import io.mxgateway.core.worker.RunnerSink;
import io.mxgateway.core.worker.WorkerFaultCategory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The simulator under a runner that holds only so many events. */
class BackPressureTest {
    private static final int CAPACITY = 10_000;

    private final FakeTime time = new FakeTime();
    private final List<String> faults = new ArrayList<>();
    private final List<MxReply> replies = new ArrayList<>();
    private long delivered;
    private long lastSequence;

    private final RunnerSink sink = new RunnerSink() {
        @Override
        public void events(List<MxEvent> events) {
            for (MxEvent event : events) {
                assertThat(event.sequence()).isEqualTo(++lastSequence);
            }
            delivered += events.size();
        }

        @Override
        public void reply(String correlationId, MxReply reply) {
            replies.add(reply);
        }

        @Override
        public void fault(WorkerFaultCategory category, String message) {
            faults.add(category + ": " + message);
        }

        @Override
        public void crashed(int exitCode) {
            faults.add("crashed: " + exitCode);
        }
    };

    private final BackendRunner runner = new BackendRunner(
            "session-1",
            1,
            SimulatorBackendFactory.ofPlant(time).create("session-1"),
            time,
            new BackendRunner.Limits(100, CAPACITY),
            sink);

    @Test
    void aBurstAndALargeSubscriptionWaitWhileEventsArePausedAndLoseNothing() {
        runner.start();
        runner.submit("1", new MxCommand.Register("test"));
        List<String> tags = new ArrayList<>();
        tags.add("_Simulator.Burst");
        for (int i = 0; i < 3 * CAPACITY; i++) {
            tags.add("Types.Integer");
        }
        runner.pauseEvents();
        runner.submit("2", new MxCommand.SubscribeBulk(1, tags));
        time.advance(Duration.ofMillis(20));
        runner.submit("3", new MxCommand.Write(1, 1, MxValue.of(10 * CAPACITY), 0));
        time.advance(Duration.ofSeconds(2));
        assertThat(delivered).isZero();
        assertThat(runner.eventQueueDepth()).isPositive().isLessThan(CAPACITY);

        runner.resumeEvents();
        time.advance(Duration.ofSeconds(2));

        assertThat(faults).isEmpty();
        assertThat(replies).hasSize(3);
        long firstValues = 1 + 3 * CAPACITY;
        long completionAndEcho = 2;
        assertThat(delivered).isEqualTo(firstValues + completionAndEcho + 10 * CAPACITY);
    }
}
