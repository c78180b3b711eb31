package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.AlarmFailoverConfig;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxResult;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.mx.ProtocolStatusCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which alarms a subscription covers. */
class AlarmAreasTest {
    private static final String STOP = "Galaxy!Inner.Fan.Stop";
    private static final String TRIP = "Galaxy!North.Boiler.Trip";
    private static final String FULL = "Galaxy!South.Tank.Full";
    private static final String GAS = "Galaxy!South.South.Gas";
    private static final String SICK = "Galaxy!Engine_001.Engine_001.Sick";

    private final Sim sim = new Sim(Alarms.still());
    private final Alarms alarms = new Alarms(sim);

    private void raiseAll() {
        for (String tag : List.of("Fan.Stop", "Boiler.Trip", "South.Gas", "Engine_001.Sick")) {
            alarms.set(tag, MxValue.of(true));
        }
        alarms.setNow("Tank.Full", MxValue.of(200));
    }

    private List<String> references() {
        return alarms.active().stream().map(MxActiveAlarm::alarmFullReference).toList();
    }

    @Test
    void anAreaIncludesTheAreasInItAndNoOthers() {
        alarms.subscribe("north");
        raiseAll();
        assertThat(alarms.told()).containsExactlyInAnyOrder("RAISE " + STOP, "RAISE " + TRIP);
        assertThat(references()).containsExactlyInAnyOrder(STOP, TRIP);
        assertThat(alarms.acknowledge("South", "Tank.Full"))
                .as("not subscribed to")
                .isEqualTo(-55);
    }

    @Test
    void anInnerAreaDoesNotIncludeTheOneAroundIt() {
        alarms.subscribe("Inner");
        raiseAll();
        assertThat(alarms.told()).containsExactly("RAISE " + STOP);
    }

    @Test
    void theAlarmsOfAnAreaItselfBelongToIt() {
        alarms.subscribe("South");
        raiseAll();
        assertThat(alarms.told()).containsExactlyInAnyOrder("RAISE " + FULL, "RAISE " + GAS);
    }

    @Test
    void whatRunsAreasIncludesThemAndTheGalaxyIncludesEverything() {
        for (String everything : List.of("Engine_001", "Platform_001", "Works")) {
            Sim fresh = new Sim(Alarms.still());
            Alarms of = new Alarms(fresh);
            of.subscribe(everything);
            of.set("Engine_001.Sick", MxValue.of(true));
            of.setNow("Fan.Stop", MxValue.of(true));
            assertThat(of.told()).as(everything).containsExactlyInAnyOrder("RAISE " + STOP, "RAISE " + SICK);
        }
    }

    @Test
    void aSessionThatDidNotSubscribeIsToldNothingAndIsTold() {
        raiseAll();
        assertThat(alarms.told()).isEmpty();
        assertThat(sim.refused(new MxCommand.QueryActiveAlarms(""))).isEqualTo(MxResult.INVALID_ARGUMENT);
    }

    @Test
    void subscribingTellsNothingOfWhatIsActiveAlreadyButAQueryDoes() {
        raiseAll();
        sim.events.clear();
        alarms.subscribe("Works");
        sim.pass(5_000);
        assertThat(alarms.told()).isEmpty();
        assertThat(references()).hasSize(5);
        assertThat(alarms.active("galaxy!SOUTH.")).hasSize(2);
        assertThat(alarms.active("Galaxy!None")).isEmpty();
    }

    @Test
    void aSecondSubscriptionAddsToTheFirstAndTheSameTwiceIsOne() {
        alarms.subscribe("Inner");
        alarms.subscribe("South");
        alarms.subscribe("South");
        raiseAll();
        assertThat(alarms.told()).containsExactlyInAnyOrder("RAISE " + STOP, "RAISE " + FULL, "RAISE " + GAS);
    }

    @Test
    void afterUnsubscribingNothingComesAndNothingIsLeft() {
        alarms.subscribe("Works");
        sim.ok(new MxCommand.UnsubscribeAlarms());
        sim.ok(new MxCommand.UnsubscribeAlarms());
        assertThat(sim.galaxy.alarms().isSubscribed()).isFalse();
        sim.nextScan();
        assertThat(sim.time.pendingTimers()).as("no scans without need").isZero();
        raiseAll();
        assertThat(alarms.told()).isEmpty();
    }

    @Test
    void theEndOfASessionEndsItsSubscription() {
        alarms.subscribe("Works");
        sim.backend.close();
        assertThat(sim.galaxy.alarms().isSubscribed()).isFalse();
        assertThat(sim.time.pendingTimers()).isZero();
        Sim crashing = new Sim(Alarms.still());
        Alarms of = new Alarms(crashing);
        of.subscribe("Works");
        int crash = crashing.subscribe(of.server, "_Simulator.Crash");
        crashing.begin(new MxCommand.Write(of.server, crash, MxValue.of(1), 0));
        assertThat(crashing.galaxy.alarms().isSubscribed()).isFalse();
    }

    @Test
    void anExpressionThatIsNotOneIsInvalidAndSaysWhatItMustLookLike() {
        for (String wrong : List.of(
                "",
                "North",
                "\\North",
                "\\\\HOST",
                "\\\\\\Galaxy!North",
                "\\\\HOST\\North",
                "\\\\HOST\\Other!North",
                "\\\\HOST\\Galaxy!",
                "\\\\HOST\\Galaxy! ",
                "\\\\HOST\\Galaxy!North!South",
                "\\\\HOST\\Galaxy!North\\South")) {
            MxReply reply = sim.call(new MxCommand.SubscribeAlarms(
                    wrong, AlarmProviderMode.UNSPECIFIED, List.of(), AlarmFailoverConfig.DEFAULT));
            assertThat(reply.status().code()).as(wrong).isEqualTo(ProtocolStatusCode.INVALID_REQUEST);
            assertThat(reply.diagnosticMessage()).contains("'" + wrong + "'").contains("\\\\<machine>\\Galaxy!<area>");
        }
        assertThat(sim.galaxy.alarms().isSubscribed()).isFalse();
    }

    @Test
    void anAreaThatTheGalaxyDoesNotHaveIsRefused() {
        for (String unknown : List.of("East", "Boiler", "_Simulator")) {
            MxReply reply = sim.call(Alarms.subscription(unknown));
            assertThat(reply.hresult()).hasValue(MxResult.INVALID_ARGUMENT);
            assertThat(reply.diagnosticMessage()).contains("'" + unknown + "'").contains("Works");
        }
    }

    @Test
    void machineProviderAndAreaAreTakenInAnyCase() {
        sim.ok(new MxCommand.SubscribeAlarms(
                " \\\\any.Host\\GALAXY!NORTH ", AlarmProviderMode.UNSPECIFIED, List.of(), AlarmFailoverConfig.DEFAULT));
        raiseAll();
        assertThat(references()).containsExactlyInAnyOrder(STOP, TRIP);
    }
}
