package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxStatusCategory;
import io.mxgateway.core.mx.MxValue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private final Sim sim = new Sim();
    private final int server = sim.register();

    private int order(String script, MxValue value) {
        int item = sim.subscribe(server, "_Simulator." + script);
        sim.events.clear();
        sim.write(server, item, value);
        return item;
    }

    @Test
    void crashEndsEverythingOnTheSpotWithoutAReply() {
        int item = sim.subscribe(server, "_Simulator.Crash");
        int counter = sim.subscribe(server, "Heartbeat.Counter");
        sim.events.clear();
        CompletableFuture<MxReply> reply = sim.begin(new MxCommand.Write(server, item, MxValue.of(3), 0));
        assertThat(sim.endings).containsExactly("crash: 3");
        assertThat(reply).isCompletedExceptionally();
        sim.pass(5_000);
        assertThat(sim.dataOf(counter)).isEmpty();
        assertThat(sim.time.pendingTimers()).isZero();
    }

    @Test
    void lostTellsTheReason() {
        int item = sim.subscribe(server, "_Simulator.Lost");
        sim.begin(new MxCommand.Write(server, item, MxValue.of("licence gone"), 0));
        assertThat(sim.endings).containsExactly("lost: licence gone");
    }

    @Test
    void aHungCommandNeverReturnsAndHoldsUpEverythingUntilClose() {
        sim.subscribe(server, "Heartbeat.Counter");
        order("HangNextCommand", MxValue.of(true));
        CompletableFuture<MxReply> hung = sim.begin(new MxCommand.Ping("x"));
        sim.backend.interrupt();
        sim.pass(60_000);
        assertThat(hung).isNotDone();
        assertThat(sim.events).isEmpty();
        sim.backend.close();
        assertThat(hung).isCompletedExceptionally();
        assertThat(sim.time.pendingTimers()).isZero();
    }

    @Test
    void aSlowCommandTakesItsTimeAndThenEverythingGoesOn() {
        int counter = sim.subscribe(server, "Heartbeat.Counter");
        order("SlowNextCommand", MxValue.of(1_300));
        CompletableFuture<MxReply> slow = sim.begin(new MxCommand.Ping("x"));
        sim.pass(1_299);
        assertThat(slow).isNotDone();
        assertThat(sim.events).isEmpty();
        sim.pass(1);
        assertThat(slow.join().diagnosticMessage()).isEqualTo("x");
        sim.pass(500);
        assertThat(sim.last(counter).value()).isEqualTo(MxValue.of(3));
        assertThat(sim.call(new MxCommand.Ping("quick")).diagnosticMessage()).isEqualTo("quick");
    }

    @Test
    void closingDuringASlowCommandEndsIt() {
        order("SlowNextCommand", MxValue.of(10_000));
        CompletableFuture<MxReply> slow = sim.begin(new MxCommand.Ping("x"));
        sim.backend.close();
        assertThat(slow).isCompletedExceptionally();
        assertThat(sim.time.pendingTimers()).isZero();
    }

    @Test
    void aBurstDeliversItsEventsInOrder() {
        int item = order("Burst", MxValue.of(10_000));
        sim.pass(0);
        assertThat(sim.dataOf(item)).hasSize(10_000);
        for (int i = 0; i < 10_000; i++) {
            assertThat(sim.events.get(i).value()).isEqualTo(MxValue.of(i + 1));
        }
    }

    @Test
    void aBurstWaitsForWhoeverTakesItsEvents() {
        int item = order("Burst", MxValue.of(10_000));
        sim.ready = false;
        sim.pass(100);
        assertThat(sim.dataOf(item)).isEmpty();
        sim.ready = true;
        sim.whenReady.run();
        sim.pass(0);
        assertThat(sim.dataOf(item)).hasSize(10_000);
    }

    @Test
    void aBurstEndsWithItsSubscription() {
        int item = order("Burst", MxValue.of(1_000_000));
        sim.ok(new MxCommand.UnAdvise(server, item));
        sim.pass(0);
        assertThat(sim.dataOf(item)).isEmpty();
    }

    @Test
    void changesAreHeldBackWhileNobodyTakesThemAndComeOnceWithTheirLastValue() {
        int counter = sim.subscribe(server, "Heartbeat.Counter");
        sim.events.clear();
        sim.ready = false;
        sim.pass(5_000);
        assertThat(sim.events).isEmpty();
        sim.ready = true;
        sim.whenReady.run();
        assertThat(sim.dataOf(counter)).extracting(MxEventData::value).containsExactly(MxValue.of(10));
        sim.pass(500);
        assertThat(sim.last(counter).value()).isEqualTo(MxValue.of(11));
    }

    @Test
    void anObjectOffScanStandsStillWithoutGoodQualityUntilItIsBack() {
        int counter = sim.subscribe(server, "Heartbeat.Counter");
        order("ObjectOffScan", MxValue.of("heartbeat"));
        sim.pass(5_000);
        assertThat(sim.dataOf(counter)).hasSize(1);
        assertThat(sim.last(counter).quality()).isEqualTo(MxQuality.OUT_OF_SERVICE);
        assertThat(sim.last(counter).value()).isEqualTo(MxValue.of(0));
        assertThat(sim.read(server, "Heartbeat.Counter").quality()).isEqualTo(MxQuality.OUT_OF_SERVICE);

        order("ObjectOnScan", MxValue.of("Heartbeat"));
        sim.nextScan();
        assertThat(sim.last(counter).quality()).isEqualTo(MxQuality.GOOD);
        assertThat(sim.last(counter).value()).isEqualTo(MxValue.of(11));
    }

    @Test
    void anObjectThatBeginsOffScanCanBePutOnScan() {
        int item = sim.subscribe(server, "Spare.PV");
        assertThat(sim.last(item).quality()).isEqualTo(MxQuality.OUT_OF_SERVICE);
        order("ObjectOnScan", MxValue.of("Spare"));
        sim.nextScan();
        assertThat(sim.last(item).quality()).isEqualTo(MxQuality.GOOD);
    }

    @Test
    void aLostEngineTakesItsObjectsAlongAndRefusesWrites() {
        int item = sim.subscribe(server, "Types.Integer");
        order("EngineLost", MxValue.of("Engine_001"));
        sim.nextScan();
        MxStatus status = sim.last(item).statuses().get(0);
        assertThat(sim.last(item).quality()).isEqualTo(MxQuality.COMM_FAILURE);
        assertThat(status.category()).isEqualTo(MxStatusCategory.COMMUNICATION_ERROR);
        assertThat(status.detail()).isEqualTo(5);
        sim.write(server, item, MxValue.of(1));
        assertThat(sim.completion(item).category()).isEqualTo(MxStatusCategory.COMMUNICATION_ERROR);

        order("EngineBack", MxValue.of(""));
        sim.nextScan();
        assertThat(sim.last(item).quality()).isEqualTo(MxQuality.GOOD);
        assertThat(sim.last(item).value()).isEqualTo(MxValue.of(42));
    }

    @Test
    void redeployMovesTheDeployTimeAndSecurityCanBeSwitched() {
        assertThat(sim.galaxy.deployedAt()).isEqualTo(sim.at(0));
        order("Redeploy", MxValue.of(true));
        assertThat(sim.galaxy.deployedAt()).isEqualTo(sim.time.now()).isAfter(sim.at(0));
        order("Security", MxValue.of(true));
        assertThat(sim.galaxy.securityEnabled()).isTrue();
    }

    @Test
    void anOrderCompletesLikeAnyWriteAndOneThatMakesNoSenseDoesNothing() {
        int item = order("Burst", MxValue.of("many"));
        sim.nextScan();
        assertThat(sim.events).hasSize(1);
        assertThat(sim.events.get(0).family()).isEqualTo(MxEventFamily.ON_WRITE_COMPLETE);
        assertThat(sim.events.get(0).itemHandle()).isEqualTo(item);
        assertThat(sim.events.get(0).statuses().get(0).detail()).isEqualTo(19);
    }
}
