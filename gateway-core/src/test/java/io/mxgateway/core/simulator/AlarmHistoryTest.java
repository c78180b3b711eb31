package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.ConfigException;
import io.mxgateway.core.mx.AlarmConditionState;
import io.mxgateway.core.mx.AlarmFailoverConfig;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.worker.BackendEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Alarms follow from the signals, whoever looked at them meanwhile; and looking is cheap. */
class AlarmHistoryTest {
    private static final Duration WAVE = Duration.ofSeconds(20);
    private static final int COUNT = 40;

    private static SimulatedGalaxy galaxy(int objects, int alarms, Duration period) {
        return GeneratedGalaxy.of(objects, 2, 0, new GeneratedGalaxy.Alarms(alarms, period), 1);
    }

    /** What the alarms must be after so many scans from the given one on, worked out from the formula alone. */
    private static Map<String, AlarmConditionState> predicted(int fromScan, int scans) {
        Map<String, AlarmConditionState> states = new TreeMap<>();
        for (int place = 0; place < COUNT; place++) {
            boolean ever = false;
            boolean now = false;
            for (int scan = fromScan; scan <= scans; scan++) {
                double turns = scan * 0.5 / WAVE.toSeconds() + (double) place / COUNT;
                now = 50 + 50 * Math.sin(2 * Math.PI * turns) >= 75;
                ever |= now;
            }
            if (ever) {
                states.put(
                        "Galaxy!Area_0001.Object_%05d.Alarm_%03d".formatted(place / 4 + 1, place % 4 + 1),
                        now ? AlarmConditionState.ACTIVE : AlarmConditionState.INACTIVE);
            }
        }
        return states;
    }

    @Test
    void theStatesAreThoseThatTheSignalsSinceTheStartPredict() {
        Sim sim = new Sim(galaxy(10, COUNT, WAVE));
        Alarms alarms = new Alarms(sim);
        alarms.subscribe("Generated");
        for (int scan = 1; scan <= 40; scan++) {
            sim.nextScan();
            assertThat(AlarmView.of(alarms.active())).as("scan " + scan).isEqualTo(predicted(0, scan));
        }
    }

    @Test
    void nothingIsLostWhileNobodyLooks() {
        Sim idle = new Sim(galaxy(10, COUNT, WAVE));
        Sim watched = new Sim(galaxy(10, COUNT, WAVE));
        Alarms late = new Alarms(idle);
        Alarms all = new Alarms(watched);
        all.subscribe("Generated");
        assertThat(idle.time.pendingTimers()).as("idle costs nothing").isZero();
        idle.pass(7_300);
        watched.pass(7_300);
        late.subscribe("Generated");
        assertThat(late.active()).isEqualTo(all.active()).isNotEmpty();
        assertThat(late.told()).isEmpty();
    }

    @Test
    void ofALongTimeWithoutInterestTheLastScansAreMadeUpFor() {
        Sim sim = new Sim(galaxy(10, COUNT, Duration.ofHours(1)));
        Alarms alarms = new Alarms(sim);
        sim.pass(3_600_000);
        alarms.subscribe("Generated");
        Map<String, AlarmConditionState> found = AlarmView.of(alarms.active());
        assertThat(found).hasSizeBetween(COUNT / 3, COUNT / 2);
        assertThat(alarms.active())
                .allMatch(alarm -> !alarm.originalRaiseTimestamp()
                        .isBefore(sim.time.now().minusMillis(500L * AlarmEngine.MOST_SCANS_MADE_UP)));
    }

    @Test
    void whatWasWrittenBetweenTwoLooksIsNotForgotten() {
        Sim sim = new Sim(Alarms.still());
        Alarms alarms = new Alarms(sim);
        alarms.setNow("Boiler.Trip", MxValue.of(true));
        sim.pass(5_000);
        alarms.setNow("Boiler.Trip", MxValue.of(false));
        sim.pass(5_000);
        alarms.subscribe("Works");
        assertThat(alarms.standing()).containsExactly("INACTIVE Galaxy!North.Boiler.Trip");
    }

    @Test
    void anObjectOffScanKeepsItsAlarmsAsTheyAre() {
        Sim sim = new Sim(Alarms.still());
        Alarms alarms = new Alarms(sim);
        alarms.subscribe("Works");
        alarms.setNow("Boiler.Trip", MxValue.of(true));
        alarms.setNow("_Simulator.ObjectOffScan", MxValue.of("Boiler"));
        sim.events.clear();
        alarms.setNow("Boiler.Trip", MxValue.of(false));
        sim.pass(5_000);
        assertThat(alarms.told()).isEmpty();
        alarms.setNow("_Simulator.ObjectOnScan", MxValue.of("Boiler"));
        sim.nextScan();
        assertThat(alarms.told()).containsExactly("CLEAR Galaxy!North.Boiler.Trip");
    }

    @Test
    void aSessionThatIsNotToldForLongIsToldTheDifferenceInTheEnd() {
        Sim sim = new Sim(galaxy(10, 1_000, Duration.ofSeconds(2)));
        Alarms alarms = new Alarms(sim);
        int down = sim.subscribe(alarms.server, "_Simulator.AlarmManagerDown");
        sim.ok(Alarms.subscription("Generated", AlarmProviderMode.ALARMMGR));
        AlarmView view = new AlarmView();
        view.begin(alarms.active());
        sim.write(alarms.server, down, MxValue.of(true));
        sim.pass(90_000);
        assertThat(alarms.transitions()).isEmpty();
        sim.write(alarms.server, down, MxValue.of(false));
        sim.nextScan();
        List<MxEventBody.AlarmTransition> told = alarms.transitions();
        told.forEach(view::apply);
        assertThat(view.active()).isEqualTo(AlarmView.of(alarms.active()));
        assertThat(told.size()).isBetween(50_000, 53_000);
    }

    @Test
    void theDifferenceLeadsFromEveryStateToEveryOther() {
        Sim sim = new Sim(Alarms.still());
        AlarmNode alarm = sim.galaxy.alarms().named("Galaxy!North.Boiler.Trip");
        List<AlarmRecord> records = new ArrayList<>();
        for (String guid : List.of("a", "b")) {
            AlarmRecord raised = AlarmRecord.NEVER.began(sim.at(0), MxValue.of(true), guid);
            AlarmRecord acked = raised.acknowledged(sim.at(1), Alarms.SAID);
            AlarmRecord cleared = raised.ceased(sim.at(1), MxValue.of(false));
            records.addAll(List.of(raised, acked, cleared, acked.ceased(sim.at(2), MxValue.of(false))));
        }
        for (AlarmRecord from : records) {
            for (AlarmRecord to : records) {
                boolean acknowledgementUndone = from.guid().equals(to.guid()) && from.state() == AlarmState.ACK_ALM;
                if (acknowledgementUndone && to.state() != AlarmState.ACK_ALM && to.isActive()) {
                    continue; // an occurrence that was acknowledged never is unacknowledged again
                }
                AlarmState state = from.state();
                for (AlarmChange change : AlarmDifference.between(alarm, from, to)) {
                    AlarmState before = state;
                    state = List.of(AlarmState.Happening.values()).stream()
                            .map(before::after)
                            .filter(step -> step != null && step.kind() == change.kind())
                            .findFirst()
                            .orElseThrow()
                            .to();
                }
                assertThat(state).as(from + " to " + to).isEqualTo(to.state());
            }
        }
    }

    @Test
    void aGalaxyCannotHaveAlarmsThatMeanNothing() {
        Assertions.assertThatThrownBy(() -> galaxy(1, 1_001, WAVE))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("simulator.alarms");
        Assertions.assertThatThrownBy(() -> galaxy(1, -1, WAVE)).isInstanceOf(ConfigException.class);
        SimulatedAttribute array = SimulatedAttribute.of("Many", io.mxgateway.core.mx.MxDataType.DOUBLE)
                .withElements(3)
                .alarmed(SimulatedAlarm.of(SimulatedAlarm.Kind.HI, 1, 1));
        SimulatedAttribute text = SimulatedAttribute.of("Text", io.mxgateway.core.mx.MxDataType.STRING)
                .alarmed(new SimulatedAlarm(SimulatedAlarm.Kind.HI, Double.NaN, -1, 1, ""));
        SimulatedEngine engine = new SimulatedEngine("E", java.util.Optional.empty(), List.of(), List.of(array, text));
        Assertions.assertThatThrownBy(() -> new SimulatedGalaxy(
                        "G",
                        false,
                        1,
                        java.util.Optional.empty(),
                        List.of(),
                        List.of(new SimulatedPlatform("P", List.of(engine), List.of()))))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.problems()).hasSize(4));
    }

    /** Counts and forgets. */
    private static final class Counting implements BackendEvents {
        private long count;

        @Override
        public void event(MxEventData event) {
            count++;
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

    @Test
    void fiveThousandAlarmsAreScannedInMilliseconds() {
        FakeTime time = new FakeTime();
        SimulatedGalaxyState galaxy =
                new SimulatedGalaxyState(galaxy(500, 5_000, Duration.ofMinutes(1)), SimulatorOptions.DEFAULT, time);
        SimulatorBackend backend = new SimulatorBackend(galaxy, "session-1", "1", 0);
        Counting events = new Counting();
        backend.start(events);
        backend.execute(new MxCommand.SubscribeAlarms(
                "\\\\HOST\\Galaxy!Generated", AlarmProviderMode.UNSPECIFIED, List.of(), AlarmFailoverConfig.DEFAULT));
        long before = System.nanoTime();
        time.advance(Duration.ofMinutes(2));
        long millis = (System.nanoTime() - before) / 1_000_000;
        System.out.println("AlarmHistoryTest: 5,000 alarms: 240 scans with " + events.count + " transitions took "
                + millis + " ms");
        assertThat(events.count)
                .as("each alarm raised or cleared twice a minute")
                .isBetween(18_000L, 22_000L);
        assertThat(millis).as("a tenth of the time that the scans span").isLessThan(12_000);
        backend.close();
        assertThat(time.pendingTimers()).isZero();
    }
}
