package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.AlarmFailoverConfig;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.AlarmSubtagTarget;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxResult;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.mx.ProtocolStatusCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens while the alarm manager does not answer. */
class AlarmProviderTest {
    private static final String TRIP = "Galaxy!North.Boiler.Trip";
    private static final String STOP = "Galaxy!Inner.Fan.Stop";

    private final Sim sim = new Sim(Alarms.still());
    private final Alarms alarms = new Alarms(sim);

    private void manager(boolean down) {
        alarms.set("_Simulator.AlarmManagerDown", MxValue.of(down));
    }

    private void trip(boolean on) {
        alarms.setNow("Boiler.Trip", MxValue.of(on));
    }

    private static AlarmSubtagTarget target(String reference, String active) {
        return new AlarmSubtagTarget(reference, "", "", active, "", "", "");
    }

    private MxReply subscribe(AlarmProviderMode mode, AlarmFailoverConfig config, AlarmSubtagTarget... watched) {
        return sim.call(new MxCommand.SubscribeAlarms("\\\\HOST\\Galaxy!Works", mode, List.of(watched), config));
    }

    @Test
    void afterThreeFailuresInARowRecordsComeFromSubtagsAndAreDegraded() {
        alarms.subscribe("Works");
        trip(true);
        sim.events.clear();
        manager(true);
        sim.pass(1_000);
        assertThat(alarms.modes()).as("two failures").isEmpty();
        sim.pass(500);
        assertThat(alarms.modes()).hasSize(1);
        MxEventBody.AlarmProviderModeChanged away = alarms.modes().get(0);
        assertThat(away.mode()).isEqualTo(AlarmProviderMode.SUBTAG);
        assertThat(away.degraded()).isTrue();
        assertThat(away.reason()).isEqualTo("the alarm manager failed 3 times in a row");
        assertThat(away.since()).isEqualTo(sim.at(2_000));
        assertThat(alarms.transitions()).as("nothing is raised twice").isEmpty();
        alarms.setNow("Boiler.Hot", MxValue.of(99.0));
        MxEventBody.AlarmTransition raise = alarms.transitions().get(0);
        assertThat(raise.degraded()).isTrue();
        assertThat(raise.alarmGuid()).isEmpty();
        assertThat(raise.limitValue()).isNull();
        assertThat(raise.description()).isEmpty();
        assertThat(raise.currentValue()).isEqualTo(MxValue.of(99.0));
        assertThat(alarms.active()).hasSize(2).allMatch(MxActiveAlarm::degraded);
    }

    @Test
    void whatHappensUntilTheSwitchIsToldAfterIt() {
        alarms.subscribe("Works");
        manager(true);
        trip(true);
        assertThat(alarms.transitions()).isEmpty();
        assertThat(sim.refused(new MxCommand.QueryActiveAlarms(""))).isEqualTo(MxResult.FAILED);
        assertThat(sim.refused(new MxCommand.AcknowledgeAlarmByName("Boiler.Trip", "Galaxy", "North", Alarms.SAID)))
                .isEqualTo(MxResult.FAILED);
        sim.pass(1_000);
        assertThat(alarms.modes()).hasSize(1);
        assertThat(alarms.told()).containsExactly("RAISE " + TRIP);
    }

    @Test
    void failuresThatAreNotInARowDoNotSwitch() {
        alarms.subscribe("Works");
        for (int i = 0; i < 4; i++) {
            manager(true);
            sim.pass(1_000);
            manager(false);
            trip(i % 2 == 0);
        }
        assertThat(alarms.modes()).isEmpty();
        assertThat(alarms.told())
                .containsExactly("RAISE " + TRIP, "CLEAR " + TRIP, "RETRIGGER " + TRIP, "CLEAR " + TRIP);
    }

    @Test
    void threeCleanProbesThirtySecondsApartBringItBack() {
        alarms.subscribe("Works");
        manager(true);
        sim.pass(1_500);
        assertThat(alarms.modes()).hasSize(1);
        long away = alarms.modes().get(0).since().toEpochMilli();
        sim.pass(45_000);
        manager(false);
        sim.pass(15_000);
        manager(true);
        sim.pass(30_000);
        manager(false);
        sim.events.clear();
        sim.pass(80_000);
        assertThat(alarms.modes())
                .as("one clean probe, a failed one, two clean ones")
                .isEmpty();
        trip(true);
        assertThat(alarms.transitions().get(0).degraded()).isTrue();
        sim.pass(10_000);
        assertThat(alarms.modes()).hasSize(1);
        MxEventBody.AlarmProviderModeChanged back = alarms.modes().get(0);
        assertThat(back.mode()).isEqualTo(AlarmProviderMode.ALARMMGR);
        assertThat(back.degraded()).isFalse();
        assertThat(back.reason()).isEqualTo("the alarm manager answered 3 probes in a row");
        assertThat(back.since().toEpochMilli() - away).isEqualTo(180_000);
        assertThat(alarms.transitions()).as("raised once").hasSize(1);
        assertThat(alarms.active().get(0).degraded()).isFalse();
        assertThat(alarms.active().get(0).alarmGuid()).isNotEmpty();
    }

    @Test
    void thresholdIntervalAndProbesAreTheSubscriptions() {
        subscribe(AlarmProviderMode.UNSPECIFIED, new AlarmFailoverConfig(1, 2, 1));
        manager(true);
        sim.nextScan();
        assertThat(alarms.modes()).hasSize(1);
        manager(false);
        sim.events.clear();
        sim.pass(1_900);
        assertThat(alarms.modes()).isEmpty();
        sim.pass(600);
        assertThat(alarms.modes()).hasSize(1);
    }

    @Test
    void aNegativeSettingIsInvalid() {
        for (AlarmFailoverConfig wrong : List.of(
                new AlarmFailoverConfig(-1, 0, 0),
                new AlarmFailoverConfig(0, -1, 0),
                new AlarmFailoverConfig(0, 0, -1))) {
            MxReply reply = subscribe(AlarmProviderMode.UNSPECIFIED, wrong);
            assertThat(reply.status().code()).isEqualTo(ProtocolStatusCode.INVALID_REQUEST);
            assertThat(reply.diagnosticMessage()).contains("failover.").contains("-1");
        }
    }

    @Test
    void aForcedAlarmManagerIsNeverGivenUpAndTellsEverythingWhenItIsBack() {
        subscribe(AlarmProviderMode.ALARMMGR, AlarmFailoverConfig.DEFAULT);
        manager(true);
        trip(true);
        trip(false);
        sim.pass(60_000);
        assertThat(alarms.modes()).isEmpty();
        assertThat(alarms.told()).isEmpty();
        manager(false);
        sim.nextScan();
        assertThat(alarms.told()).containsExactly("RAISE " + TRIP, "CLEAR " + TRIP);
    }

    @Test
    void forcedSubtagsAreDegradedFromTheStartAndForGood() {
        subscribe(AlarmProviderMode.SUBTAG, AlarmFailoverConfig.DEFAULT);
        assertThat(alarms.modes())
                .singleElement()
                .satisfies(mode -> assertThat(mode.mode()).isEqualTo(AlarmProviderMode.SUBTAG));
        trip(true);
        assertThat(alarms.transitions().get(0).degraded()).isTrue();
        sim.pass(200_000);
        assertThat(alarms.modes()).hasSize(1);
        assertThat(alarms.acknowledge("North", "Boiler.Trip")).isZero();
        MxEventBody.AlarmTransition ack = alarms.transitions().get(1);
        assertThat(ack.operatorComment()).isEqualTo(Alarms.SAID.comment());
        assertThat(ack.operatorUser()).as("the subtag holds no operator").isEmpty();
        sim.events.clear();
        subscribe(AlarmProviderMode.UNSPECIFIED, AlarmFailoverConfig.DEFAULT);
        assertThat(alarms.modes())
                .singleElement()
                .satisfies(mode -> assertThat(mode.mode()).isEqualTo(AlarmProviderMode.ALARMMGR));
    }

    @Test
    void onlyWhatIsOnTheWatchListIsSeenThroughSubtagsAndTheRestIsMadeUpForAfterwards() {
        subscribe(
                AlarmProviderMode.UNSPECIFIED,
                new AlarmFailoverConfig(1, 1, 1),
                target(TRIP, ""),
                target("", "Boiler.Hot.InAlarm"));
        alarms.setNow("Tank.Full", MxValue.of(200));
        sim.events.clear();
        manager(true);
        sim.nextScan();
        alarms.set("Fan.Stop", MxValue.of(true));
        alarms.set("Tank.Full", MxValue.of(0));
        alarms.set("Boiler.Hot", MxValue.of(200.0));
        trip(true);
        assertThat(alarms.told()).containsExactlyInAnyOrder("RAISE " + TRIP, "RAISE Galaxy!North.Boiler.Hot");
        assertThat(alarms.standing()).hasSize(2);
        manager(false);
        sim.pass(1_500);
        assertThat(alarms.told()).containsExactlyInAnyOrder("RAISE " + STOP, "CLEAR Galaxy!South.Tank.Full");
        assertThat(alarms.standing()).hasSize(4);
    }

    @Test
    void aWatchListThatNamesNoAlarmIsInvalid() {
        MxReply reply = subscribe(
                AlarmProviderMode.UNSPECIFIED,
                AlarmFailoverConfig.DEFAULT,
                target(TRIP, ""),
                target("Galaxy!North.Nothing", "Boiler.Hot"));
        assertThat(reply.status().code()).isEqualTo(ProtocolStatusCode.INVALID_REQUEST);
        assertThat(reply.diagnosticMessage()).contains("watch_list[1]").contains("Galaxy!North.Nothing");
        assertThat(sim.galaxy.alarms().isSubscribed()).isFalse();
    }
}
