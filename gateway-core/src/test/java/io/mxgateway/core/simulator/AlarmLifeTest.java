package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.AlarmConditionState;
import io.mxgateway.core.mx.AlarmTransitionKind;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.mx.ProtocolStatusCode;
import org.junit.jupiter.api.Test;

/** What becomes of an alarm, as a subscribed session sees it. */
class AlarmLifeTest {
    private static final String TRIP = "Galaxy!North.Boiler.Trip";
    private static final MxValue YES = MxValue.of(true);
    private static final MxValue NO = MxValue.of(false);

    private final Sim sim = new Sim(Alarms.still());
    private final Alarms alarms = new Alarms(sim);

    private void trip(boolean on) {
        alarms.setNow("Boiler.Trip", on ? YES : NO);
    }

    private void subscribeAll() {
        alarms.subscribe("Works");
    }

    @Test
    void raisedAcknowledgedAndCleared() {
        subscribeAll();
        trip(true);
        assertThat(alarms.told()).containsExactly("RAISE " + TRIP);
        assertThat(alarms.standing()).containsExactly("ACTIVE " + TRIP);
        assertThat(alarms.acknowledge("North", "Boiler.Trip")).isZero();
        assertThat(alarms.told()).containsExactly("ACKNOWLEDGE " + TRIP);
        assertThat(alarms.standing()).containsExactly("ACTIVE_ACKED " + TRIP);
        trip(false);
        assertThat(alarms.told()).containsExactly("CLEAR " + TRIP);
        assertThat(alarms.standing()).isEmpty();
        trip(true);
        assertThat(alarms.told()).containsExactly("RAISE " + TRIP);
    }

    @Test
    void clearedBeforeItIsAcknowledged() {
        subscribeAll();
        trip(true);
        trip(false);
        assertThat(alarms.told()).containsExactly("RAISE " + TRIP, "CLEAR " + TRIP);
        assertThat(alarms.standing()).containsExactly("INACTIVE " + TRIP);
        assertThat(alarms.acknowledge("North", "Boiler.Trip")).isZero();
        assertThat(alarms.told()).containsExactly("ACKNOWLEDGE " + TRIP);
        assertThat(alarms.standing()).isEmpty();
    }

    @Test
    void raisedAgainBeforeItWasAcknowledgedIsARetriggerOfTheSameOccurrence() {
        subscribeAll();
        trip(true);
        MxActiveAlarm first = alarms.active().get(0);
        trip(false);
        trip(true);
        assertThat(alarms.told()).containsExactly("RAISE " + TRIP, "CLEAR " + TRIP, "RETRIGGER " + TRIP);
        MxActiveAlarm again = alarms.active().get(0);
        assertThat(again.currentState()).isEqualTo(AlarmConditionState.ACTIVE);
        assertThat(again.alarmGuid()).isEqualTo(first.alarmGuid());
        assertThat(again.originalRaiseTimestamp()).isEqualTo(first.originalRaiseTimestamp());
        assertThat(again.lastTransitionTimestamp()).isAfter(first.lastTransitionTimestamp());
    }

    @Test
    void aTransitionTellsAllThatIsKnown() {
        subscribeAll();
        alarms.set("Boiler.Hot", MxValue.of(93.5));
        sim.events.clear();
        sim.nextScan();
        MxEventData event = sim.of(MxEventFamily.ON_ALARM_TRANSITION).get(0);
        MxEventBody.AlarmTransition raise = alarms.transitions().get(0);
        assertThat(event.sourceTimestamp()).isEqualTo(sim.at(500));
        assertThat(raise.alarmFullReference()).isEqualTo("Galaxy!North.Boiler.Hot");
        assertThat(raise.sourceObjectReference()).isEqualTo("Boiler");
        assertThat(raise.alarmTypeName()).isEqualTo("HI");
        assertThat(raise.transitionKind()).isEqualTo(AlarmTransitionKind.RAISE);
        assertThat(raise.severity()).isEqualTo(100);
        assertThat(raise.originalRaiseTimestamp()).isEqualTo(sim.at(500));
        assertThat(raise.transitionTimestamp()).isEqualTo(sim.at(500));
        assertThat(raise.operatorUser()).isEmpty();
        assertThat(raise.category()).isEqualTo("Value");
        assertThat(raise.description()).isEqualTo("too hot");
        assertThat(raise.currentValue()).isEqualTo(MxValue.of(93.5));
        assertThat(raise.limitValue()).isEqualTo(MxValue.of(90.0));
        assertThat(raise.degraded()).isFalse();
        assertThat(raise.alarmGuid()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        MxActiveAlarm active = alarms.active().get(0);
        assertThat(active.alarmGuid()).isEqualTo(raise.alarmGuid());
        assertThat(active.limitValue()).isEqualTo(MxValue.of(90.0));
        assertThat(active.lastTransitionTimestamp()).isEqualTo(sim.at(500));
    }

    @Test
    void theDataChangeComesBeforeTheAlarmItBrings() {
        subscribeAll();
        int item = sim.subscribe(alarms.server, "Boiler.Trip");
        sim.write(alarms.server, item, YES);
        sim.events.clear();
        sim.nextScan();
        assertThat(sim.events)
                .extracting(MxEventData::family)
                .containsExactly(
                        MxEventFamily.ON_WRITE_COMPLETE,
                        MxEventFamily.ON_DATA_CHANGE,
                        MxEventFamily.ON_ALARM_TRANSITION);
    }

    @Test
    void limitsHoldAtTheLimitAndClearBeyondTheDeadband() {
        subscribeAll();
        alarms.setNow("Boiler.Hot", MxValue.of(90.0));
        assertThat(alarms.told()).containsExactly("RAISE Galaxy!North.Boiler.Hot");
        alarms.setNow("Boiler.Hot", MxValue.of(85.0));
        assertThat(alarms.told()).isEmpty();
        alarms.setNow("Boiler.Hot", MxValue.of(Double.NaN));
        assertThat(alarms.told()).isEmpty();
        alarms.setNow("Boiler.Hot", MxValue.of(84.9));
        assertThat(alarms.told()).containsExactly("CLEAR Galaxy!North.Boiler.Hot");
        alarms.setNow("Boiler.Hot", MxValue.of(89.9));
        assertThat(alarms.told()).isEmpty();
    }

    @Test
    void everyKindOfConditionRaisesAndClears() {
        subscribeAll();
        alarms.set("Boiler.Cold", MxValue.of(10f));
        alarms.set("Boiler.Flow", NO);
        alarms.setNow("Tank.Full", MxValue.of(100));
        assertThat(alarms.told())
                .containsExactly(
                        "RAISE Galaxy!North.Boiler.Cold",
                        "RAISE Galaxy!North.Boiler.Flow",
                        "RAISE Galaxy!South.Tank.Full");
        assertThat(alarms.active()).extracting(MxActiveAlarm::alarmTypeName).containsExactly("LO", "DSC", "HIHI");
        assertThat(alarms.active())
                .extracting(MxActiveAlarm::limitValue)
                .containsExactly(MxValue.of(10f), null, MxValue.of(100.0));
        alarms.set("Boiler.Cold", MxValue.of(10.1f));
        alarms.set("Boiler.Flow", YES);
        alarms.setNow("Tank.Full", MxValue.of(99));
        assertThat(alarms.told())
                .containsExactly(
                        "CLEAR Galaxy!North.Boiler.Cold",
                        "CLEAR Galaxy!North.Boiler.Flow",
                        "CLEAR Galaxy!South.Tank.Full");
    }

    @Test
    void anAcknowledgementByGuidArrivesUnchangedInEveryNotation() {
        subscribeAll();
        trip(true);
        String guid = alarms.active().get(0).alarmGuid();
        sim.events.clear();
        assertThat(alarms.acknowledge("{" + guid.toUpperCase(java.util.Locale.ROOT) + "}"))
                .isZero();
        MxEventBody.AlarmTransition ack = alarms.transitions().get(0);
        assertThat(ack.operatorComment()).isEqualTo(Alarms.SAID.comment());
        assertThat(ack.operatorUser()).isEqualTo("pat");
        assertThat(ack.transitionTimestamp()).isEqualTo(sim.time.now());
        MxActiveAlarm active = alarms.active().get(0);
        assertThat(active.operatorComment()).isEqualTo(Alarms.SAID.comment());
        assertThat(active.operatorUser()).isEqualTo("pat");
    }

    @Test
    void anAlarmThatNobodyKnowsHasANativeStatusOfItsOwn() {
        subscribeAll();
        assertThat(alarms.acknowledge("00000000-0000-4000-8000-000000000000")).isEqualTo(-55);
        assertThat(alarms.acknowledge("North", "Boiler.Nothing")).isEqualTo(-55);
        assertThat(alarms.acknowledge("South", "Boiler.Trip")).isEqualTo(-55);
        MxReply reply = sim.call(new MxCommand.AcknowledgeAlarmByName("Boiler.Trip", "Other", "North", Alarms.SAID));
        assertThat(Alarms.nativeStatus(reply)).isEqualTo(-55);
        assertThat(reply.status().code()).isEqualTo(ProtocolStatusCode.MXACCESS_FAILURE);
        assertThat(reply.hresult()).hasValue(-55);
        assertThat(reply.diagnosticMessage()).contains("Other!North.Boiler.Trip");
    }

    @Test
    void anAlarmThatIsAcknowledgedAlreadyOrNotRaisedCannotBeAcknowledged() {
        subscribeAll();
        assertThat(alarms.acknowledge("North", "Boiler.Trip")).isEqualTo(1015);
        trip(true);
        String guid = alarms.active().get(0).alarmGuid();
        assertThat(alarms.acknowledge(guid)).isZero();
        assertThat(alarms.acknowledge(guid)).isEqualTo(1015);
        trip(false);
        assertThat(alarms.acknowledge(guid)).as("the occurrence is over").isEqualTo(-55);
    }

    @Test
    void aRequestThatMeansNothingIsInvalid() {
        subscribeAll();
        for (String guid : new String[] {"", "x", "1234", "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz"}) {
            MxReply reply = sim.call(new MxCommand.AcknowledgeAlarm(guid, Alarms.SAID));
            assertThat(reply.status().code()).isEqualTo(ProtocolStatusCode.INVALID_REQUEST);
            assertThat(reply.status().message()).contains("'" + guid + "'");
        }
        assertThat(sim.call(new MxCommand.AcknowledgeAlarmByName("a", " ", "c", Alarms.SAID))
                        .status()
                        .code())
                .isEqualTo(ProtocolStatusCode.INVALID_REQUEST);
    }

    @Test
    void anOccurrenceHasAGuidThatFollowsFromSeedTagAndMoment() {
        subscribeAll();
        alarms.set("Boiler.Cold", MxValue.of(0f));
        trip(true);
        Sim other = new Sim(Alarms.still());
        Alarms others = new Alarms(other);
        others.subscribe("Works");
        others.set("Boiler.Cold", MxValue.of(0f));
        others.setNow("Boiler.Trip", YES);
        assertThat(others.active()).isEqualTo(alarms.active());
        assertThat(alarms.active()).extracting(MxActiveAlarm::alarmGuid).doesNotHaveDuplicates();
        String first = alarms.active("galaxy!north.boiler.trip").get(0).alarmGuid();
        alarms.acknowledge(first);
        trip(false);
        trip(true);
        assertThat(alarms.active("Galaxy!North.Boiler.Trip").get(0).alarmGuid()).isNotEqualTo(first);
    }
}
