package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxStatusCategory;
import io.mxgateway.core.mx.MxStatusSource;
import io.mxgateway.core.mx.MxValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdvisingTest {
    private final Sim sim = new Sim();
    private final int server = sim.register();

    @Test
    void theCurrentValueComesAfterTheResolveDelayAndNotBefore() {
        int item = sim.add(server, "Types.Integer");
        sim.ok(new MxCommand.Advise(server, item));

        sim.pass(19);
        assertThat(sim.events).isEmpty();
        sim.pass(1);

        MxEventData event = sim.last(item);
        assertThat(sim.events).hasSize(1);
        assertThat(event.serverHandle()).isEqualTo(server);
        assertThat(event.value()).isEqualTo(MxValue.of(42));
        assertThat(event.quality()).isEqualTo(MxQuality.GOOD);
        assertThat(event.sourceTimestamp()).isEqualTo(sim.at(0));
        assertThat(event.statuses()).containsExactly(MxStatus.good());
    }

    @Test
    void anItemThatIsOnlyAddedDeliversNothing() {
        sim.add(server, "Heartbeat.Counter");
        sim.pass(5_000);
        assertThat(sim.events).isEmpty();
        assertThat(sim.time.pendingTimers()).isZero();
    }

    @Test
    void theHeartbeatCountsScansAndDeliversOneChangePerScan() {
        int item = sim.subscribe(server, "Heartbeat.Counter");
        sim.pass(2_480);

        assertThat(sim.dataOf(item)).extracting(MxEventData::value).containsExactly(ints(0, 1, 2, 3, 4, 5));
        assertThat(sim.dataOf(item))
                .extracting(MxEventData::sourceTimestamp)
                .containsExactly(sim.at(0), sim.at(500), sim.at(1000), sim.at(1500), sim.at(2000), sim.at(2500));
    }

    private static MxValue[] ints(int... values) {
        MxValue[] all = new MxValue[values.length];
        for (int i = 0; i < values.length; i++) {
            all[i] = MxValue.of(values[i]);
        }
        return all;
    }

    @Test
    void aValueThatStandsStillIsDeliveredOnce() {
        int item = sim.subscribe(server, "Types.String");
        sim.pass(10_000);
        assertThat(sim.dataOf(item)).hasSize(1);
    }

    @Test
    void advisingTwiceBringsNoSecondInitialValue() {
        int item = sim.subscribe(server, "Types.Integer");
        sim.ok(new MxCommand.Advise(server, item));
        sim.pass(2_000);
        assertThat(sim.dataOf(item)).hasSize(1);
    }

    @Test
    void aTagThatDoesNotExistCanBeAddedAndDeliversAConfigurationError() {
        MxEventData event = sim.read(server, "No.Such.Tag");

        assertThat(event.family()).isEqualTo(MxEventFamily.ON_DATA_CHANGE);
        assertThat(event.quality()).isEqualTo(MxQuality.CONFIGURATION_ERROR);
        assertThat(event.value()).isEqualTo(MxValue.empty());
        MxStatus status = event.statuses().get(0);
        assertThat(status.success()).isZero();
        assertThat(status.category()).isEqualTo(MxStatusCategory.CONFIGURATION_ERROR);
        assertThat(status.detectedBy()).isEqualTo(MxStatusSource.RESPONDING_LMX);
        assertThat(status.detail()).isEqualTo(6);
    }

    @Test
    void anArrayWithoutBracketsWithIndexZeroAndBeyondItsEndGivesDetail1003() {
        for (String reference : List.of("Arrays.Integer", "Arrays.Integer[0]", "Arrays.Integer[6]")) {
            assertThat(sim.read(server, reference).statuses().get(0).detail())
                    .as(reference)
                    .isEqualTo(1003);
        }
        assertThat(sim.read(server, "Arrays.Integer[5]").statuses().get(0).isOk())
                .isTrue();
    }

    @Test
    void nothingComesOfAnItemAfterItsUnAdvise() {
        int item = sim.subscribe(server, "Heartbeat.Counter");
        sim.ok(new MxCommand.UnAdvise(server, item));
        sim.events.clear();
        sim.pass(5_000);

        assertThat(sim.events).isEmpty();
        assertThat(sim.time.pendingTimers()).isZero();
    }

    @Test
    void unAdviseBeforeTheFirstValueCallsItOff() {
        int item = sim.add(server, "Heartbeat.Counter");
        sim.ok(new MxCommand.Advise(server, item));
        sim.ok(new MxCommand.UnAdvise(server, item));
        sim.pass(5_000);
        assertThat(sim.events).isEmpty();
    }

    @Test
    void anItemThatIsAdvisedAgainGetsAFirstValueAgain() {
        int item = sim.subscribe(server, "Types.Integer");
        sim.ok(new MxCommand.UnAdvise(server, item));
        sim.ok(new MxCommand.Advise(server, item));
        sim.pass(20);
        assertThat(sim.dataOf(item)).hasSize(2);
    }

    @Test
    void suspendAnswersPendingThenCompletesAndHoldsDataBackUntilActivate() {
        int item = sim.subscribe(server, "Heartbeat.Counter");
        MxStatus status = ((MxReplyPayload.ItemStatus)
                        sim.ok(new MxCommand.Suspend(server, item)).payload())
                .status();
        assertThat(status.category()).isEqualTo(MxStatusCategory.PENDING);
        assertThat(status.success()).isEqualTo(MxStatus.SUCCESS);
        sim.events.clear();

        sim.pass(3_000);
        assertThat(sim.events).hasSize(1);
        assertThat(sim.events.get(0).family()).isEqualTo(MxEventFamily.OPERATION_COMPLETE);
        assertThat(sim.events.get(0).itemHandle()).isEqualTo(item);
        assertThat(sim.time.pendingTimers()).as("nothing to scan for").isZero();

        sim.events.clear();
        status = ((MxReplyPayload.ItemStatus)
                        sim.ok(new MxCommand.Activate(server, item)).payload())
                .status();
        assertThat(status.isOk()).isTrue();
        sim.pass(20);
        assertThat(sim.events).extracting(MxEventData::value).containsExactly(MxValue.of(6));
        sim.pass(480);
        assertThat(sim.last(item).value()).isEqualTo(MxValue.of(7));
    }

    @Test
    void activateOfAnActiveItemIsOkAndBringsNoEvent() {
        int item = sim.subscribe(server, "Types.Integer");
        sim.events.clear();
        MxReplyPayload.ItemStatus status = (MxReplyPayload.ItemStatus)
                sim.ok(new MxCommand.Activate(server, item)).payload();
        sim.pass(3_000);
        assertThat(status.status().isOk()).isTrue();
        assertThat(sim.events).isEmpty();
    }

    @Test
    void suspendAndActivateOfAnItemThatIsNotAdvisedAreRefused() {
        int item = sim.add(server, "Types.Integer");
        assertThat(sim.refused(new MxCommand.Suspend(server, item))).isEqualTo(0x80070057);
        assertThat(sim.refused(new MxCommand.Activate(server, item))).isEqualTo(0x80070057);
    }

    @Test
    void theRealisticFirstAdviseTakesThreeToEightSecondsAndLaterOnesDoNot() {
        Sim slow = new Sim(PlantGalaxy.create(), SimulatorOptions.DEFAULT.withRealistic(true));
        int handle = slow.register();
        int first = slow.add(handle, "Types.Integer");
        slow.ok(new MxCommand.Advise(handle, first));
        slow.pass(2_999);
        assertThat(slow.events).isEmpty();
        slow.pass(5_001);
        assertThat(slow.dataOf(first)).hasSize(1);

        int second = slow.subscribe(handle, "Types.Integer");
        assertThat(slow.dataOf(second)).hasSize(1);
    }

    @Test
    void writeThenCompletionThenDataChange() {
        int item = sim.subscribe(server, "Reactor_001.SetPoint");
        sim.events.clear();
        sim.write(server, item, MxValue.of(71));
        assertThat(sim.events).isEmpty();
        sim.pass(480);

        assertThat(sim.events)
                .extracting(MxEventData::family)
                .containsExactly(MxEventFamily.ON_WRITE_COMPLETE, MxEventFamily.ON_DATA_CHANGE);
        assertThat(sim.last(item).value()).isEqualTo(MxValue.of(71.0));
        assertThat(sim.last(item).sourceTimestamp()).isEqualTo(sim.at(500));
    }
}
