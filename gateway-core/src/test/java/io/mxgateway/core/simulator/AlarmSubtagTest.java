package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxStatusCategory;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an alarm adds to its attribute, and acknowledging by writing. */
class AlarmSubtagTest {
    private static final String TRIP = "Boiler.Trip";

    private final Sim sim = new Sim(Alarms.still());
    private final Alarms alarms = new Alarms(sim);

    private MxValue read(String subtag) {
        return sim.read(alarms.server, TRIP + "." + subtag).value();
    }

    @Test
    void anAlarmThatWasNeverRaisedCanBeRead() {
        assertThat(read("InAlarm")).isEqualTo(MxValue.of(false));
        assertThat(read("Acked")).isEqualTo(MxValue.of(true));
        assertThat(read("AckMsg")).isEqualTo(MxValue.of(""));
        assertThat(read("Priority")).isEqualTo(MxValue.of(500));
        for (String time : List.of("TimeAlarmOn", "TimeAlarmOff", "TimeAlarmAcked")) {
            assertThat(read(time)).isEqualTo(MxValue.of(Instant.EPOCH));
        }
    }

    @Test
    void theSubtagsFollowTheAlarmWithoutAnySubscription() {
        alarms.setNow(TRIP, MxValue.of(true));
        assertThat(read("inalarm")).isEqualTo(MxValue.of(true));
        assertThat(read("Acked")).isEqualTo(MxValue.of(false));
        assertThat(read("TimeAlarmOn")).isEqualTo(MxValue.of(sim.at(500)));
        assertThat(sim.outcome(alarms.server, TRIP + ".AckMsg", MxValue.of("noted"))
                        .isOk())
                .isTrue();
        assertThat(read("Acked")).isEqualTo(MxValue.of(true));
        assertThat(read("AckMsg")).isEqualTo(MxValue.of("noted"));
        assertThat(read("TimeAlarmAcked")).isEqualTo(MxValue.of(sim.at(1_000)));
        alarms.setNow(TRIP, MxValue.of(false));
        assertThat(read("InAlarm")).isEqualTo(MxValue.of(false));
        assertThat(read("TimeAlarmOff")).isEqualTo(MxValue.of(sim.at(1_500)));
        assertThat(read("TimeAlarmOn")).isEqualTo(MxValue.of(sim.at(500)));
    }

    @Test
    void anAdvisedSubtagDeliversItsChangesAndOnlyThem() {
        int inAlarm = sim.subscribe(alarms.server, TRIP + ".InAlarm");
        assertThat(sim.dataOf(inAlarm)).hasSize(1);
        sim.pass(5_000);
        assertThat(sim.dataOf(inAlarm)).hasSize(1);
        alarms.setNow(TRIP, MxValue.of(true));
        assertThat(sim.dataOf(inAlarm)).hasSize(2);
        assertThat(sim.last(inAlarm).value()).isEqualTo(MxValue.of(true));
        assertThat(sim.last(inAlarm).sourceTimestamp()).isEqualTo(sim.time.now());
        sim.ok(new MxCommand.UnAdvise(alarms.server, inAlarm));
    }

    @Test
    void writingTheMessageAcknowledgesForEverybody() {
        alarms.subscribe("North");
        Sim other = sim.another();
        Alarms others = new Alarms(other);
        others.subscribe("North");
        alarms.setNow(TRIP, MxValue.of(true));
        sim.pass(500);
        sim.events.clear();
        other.events.clear();
        assertThat(sim.outcome(alarms.server, TRIP + ".AckMsg", MxValue.of(" by hand "))
                        .isOk())
                .isTrue();
        MxEventBody.AlarmTransition ack = alarms.transitions().get(0);
        assertThat(ack.operatorComment()).isEqualTo(" by hand ");
        assertThat(ack.operatorUser()).isEmpty();
        sim.pass(500);
        assertThat(others.told()).containsExactly("ACKNOWLEDGE Galaxy!North.Boiler.Trip");
        assertThat(others.standing()).containsExactly("ACTIVE_ACKED Galaxy!North.Boiler.Trip");
    }

    @Test
    void whatIsAcknowledgedAlreadyOrWasNeverRaisedCompletesWith1015() {
        MxStatus never = sim.outcome(alarms.server, TRIP + ".AckMsg", MxValue.of("x"));
        assertThat(never.detail()).isEqualTo(1015);
        assertThat(never.category()).isEqualTo(MxStatusCategory.OPERATIONAL_ERROR);
        alarms.setNow(TRIP, MxValue.of(true));
        assertThat(sim.outcome(alarms.server, TRIP + ".AckMsg.Value", MxValue.of("x"))
                        .isOk())
                .isTrue();
        assertThat(sim.outcome(alarms.server, TRIP + ".AckMsg", MxValue.of("x")).detail())
                .isEqualTo(1015);
    }

    @Test
    void aUserWithoutTheRightCompletesWith1014AndOneWithItIsTheOperator() {
        Sim secured = new Sim(PlantGalaxy.secured());
        Alarms plant = new Alarms(secured);
        plant.subscribe("Mixing");
        int trip = secured.subscribe(plant.server, "Pump_001.Tripped");
        secured.write(plant.server, trip, MxValue.of(true));
        secured.nextScan();
        int guest = id(secured, plant.server, "guest");
        int supervisor = id(secured, plant.server, "supervisor");
        int ack = secured.subscribe(plant.server, "Pump_001.Tripped.AckMsg");
        secured.ok(new MxCommand.Write(plant.server, ack, MxValue.of("no"), guest));
        MxStatus denied = secured.completion(ack);
        assertThat(denied.detail()).isEqualTo(1014);
        assertThat(denied.category()).isEqualTo(MxStatusCategory.SECURITY_ERROR);
        secured.ok(new MxCommand.Write(plant.server, ack, MxValue.of("yes"), supervisor));
        assertThat(secured.completion(ack).isOk()).isTrue();
        assertThat(plant.transitions())
                .extracting(MxEventBody.AlarmTransition::operatorUser)
                .contains("supervisor");
    }

    private static int id(Sim sim, int server, String user) {
        return sim.ok(new MxCommand.AuthenticateUser(server, user, user))
                                .returnValue()
                                .content()
                        instanceof MxValue.Int32 id
                ? id.value()
                : 0;
    }

    @Test
    void nothingElseOfAnAlarmCanBeWritten() {
        for (String subtag : List.of("InAlarm", "Acked", "Priority", "TimeAlarmOn", "TimeAlarmOff", "TimeAlarmAcked")) {
            assertThat(sim.outcome(alarms.server, TRIP + "." + subtag, MxValue.of(1))
                            .detail())
                    .as(subtag)
                    .isEqualTo(1007);
        }
        assertThat(sim.outcome(alarms.server, TRIP + ".AckMsg.Quality", MxValue.of(1))
                        .detail())
                .isEqualTo(1007);
    }

    @Test
    void anAttributeWithoutAnAlarmHasNoSubtags() {
        Sim plant = new Sim();
        int server = plant.register();
        assertThat(plant.read(server, "Reactor_001.SetPoint.InAlarm")
                        .statuses()
                        .get(0)
                        .detail())
                .isEqualTo(6);
        assertThat(plant.read(server, "Reactor_001.Level.InAlarm")
                        .statuses()
                        .get(0)
                        .isOk())
                .isTrue();
        assertThat(plant.read(server, "Reactor_001.Level.Priority.Name").value())
                .isEqualTo(MxValue.of("Reactor_001.Level.Priority"));
    }
}
