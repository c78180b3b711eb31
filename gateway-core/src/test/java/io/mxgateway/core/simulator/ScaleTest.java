package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.worker.BackendEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
    /** Counts and forgets. */
    private static final class Counting implements BackendEvents {
        private long count;
        private int batches;

        @Override
        public void event(MxEventData event) {
            count++;
        }

        @Override
        public void events(List<MxEventData> events) {
            count += events.size();
            batches++;
        }

        @Override
        public void lost(String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void crash(int exitCode) {
            throw new AssertionError("crash " + exitCode);
        }
    }

    private static long millisOf(Runnable task) {
        long before = System.nanoTime();
        task.run();
        return (System.nanoTime() - before) / 1_000_000;
    }

    @Test
    void fiftyThousandTagsAreSubscribedAndScannedInMilliseconds() {
        FakeTime time = new FakeTime();
        SimulatedGalaxyState galaxy =
                new SimulatedGalaxyState(GeneratedGalaxy.of(5_000, 10, 0.1, 1), SimulatorOptions.DEFAULT, time);
        SimulatorBackend backend = new SimulatorBackend(galaxy, "session-1", "1", 0);
        Counting events = new Counting();
        backend.start(events);
        backend.execute(new MxCommand.Register("scale"));
        List<String> tags = new ArrayList<>();
        for (int object = 1; object <= 5_000; object++) {
            for (int attribute = 1; attribute <= 10; attribute++) {
                tags.add("Object_%05d.Attr_%03d".formatted(object, attribute));
            }
        }
        long subscribing = millisOf(() -> backend.execute(new MxCommand.SubscribeBulk(1, tags)));
        assertThat(time.pendingTimers()).as("one timer for all").isOne();
        long resolving = millisOf(() -> time.advance(Duration.ofMillis(20)));
        assertThat(events.count).isEqualTo(50_000);
        assertThat(events.batches).as("handed over in portions").isLessThan(200);

        events.count = 0;
        time.advance(Duration.ofMillis(480 + 19 * 500));
        long scanning = millisOf(() -> time.advance(Duration.ofSeconds(50)));
        assertThat(events.count).isEqualTo(120 * 5_000L);
        System.out.println("ScaleTest: 50,000 tags: subscribe " + subscribing + " ms, first values " + resolving
                + " ms, 100 scans with 5,000 changes each " + scanning + " ms");
        assertThat(subscribing).isLessThan(5_000);
        assertThat(resolving).isLessThan(5_000);
        assertThat(scanning).as("a tenth of the time that the scans span").isLessThan(25_000);
        backend.close();
        assertThat(time.pendingTimers()).isZero();
    }

    @Test
    void aBurstIsLean() {
        FakeTime time = new FakeTime();
        SimulatedGalaxyState galaxy = new SimulatedGalaxyState(PlantGalaxy.create(), SimulatorOptions.DEFAULT, time);
        SimulatorBackend backend = new SimulatorBackend(galaxy, "session-1", "1", 0);
        Counting events = new Counting();
        backend.start(events);
        backend.execute(new MxCommand.Register("scale"));
        backend.execute(new MxCommand.SubscribeBulk(1, List.of("_Simulator.Burst")));
        time.advance(Duration.ofMillis(20));
        int burst = 2_000_000;
        backend.execute(new MxCommand.Write(1, 1, MxValue.of(burst), 0));
        long bursting = millisOf(time::runDue);
        assertThat(events.count).isEqualTo(burst + 1);
        System.out.println("ScaleTest: a burst of " + burst + " events: " + bursting + " ms");
        assertThat(bursting).as("500,000 events a second, with a net").isLessThan(40_000);
        backend.close();
    }
}
