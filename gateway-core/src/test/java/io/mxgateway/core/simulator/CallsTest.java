package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxArray;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.mx.ProtocolStatusCode;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CallsTest {
    private static final int INVALID = 0x80070057;

    private final Sim sim = new Sim();
    private final int server = sim.register();

    @Test
    void serverHandlesCountFrom1AndItemHandlesFrom1PerServerAndAreNeverReused() {
        int second = sim.register();
        assertThat(server).isEqualTo(1);
        assertThat(second).isEqualTo(2);
        assertThat(sim.add(server, "Types.Integer")).isEqualTo(1);
        assertThat(sim.add(server, "Types.Integer")).as("the same tag again").isEqualTo(2);
        assertThat(sim.add(second, "Types.Integer")).isEqualTo(1);
        sim.ok(new MxCommand.RemoveItem(server, 2));
        assertThat(sim.add(server, "Types.Integer")).isEqualTo(3);
        sim.ok(new MxCommand.Unregister(second));
        assertThat(sim.register()).isEqualTo(3);
    }

    @Test
    void theHandleIsAlsoWhatTheCallReturned() {
        assertThat(sim.ok(new MxCommand.AddItem(server, "Types.Integer")).returnValue())
                .isEqualTo(MxValue.of(1));
    }

    @Test
    void anEmptyReferenceIsRefused() {
        assertThat(sim.refused(new MxCommand.AddItem(server, ""))).isEqualTo(INVALID);
        assertThat(sim.refused(new MxCommand.AddItem2(server, " ", "Reactor_001")))
                .isEqualTo(INVALID);
        assertThat(sim.refused(new MxCommand.AddBufferedItem(server, "", ""))).isEqualTo(INVALID);
    }

    @Test
    void callsWithAHandleThatDoesNotExistAreRefused() {
        int removed = sim.add(server, "Types.Integer");
        sim.ok(new MxCommand.RemoveItem(server, removed));
        MxValue value = MxValue.of(1);
        MxValue time = MxValue.of(Instant.EPOCH);
        for (int item : new int[] {removed, 99, 0, -1}) {
            assertThat(List.<MxCommand>of(
                            new MxCommand.RemoveItem(server, item),
                            new MxCommand.Advise(server, item),
                            new MxCommand.UnAdvise(server, item),
                            new MxCommand.AdviseSupervisory(server, item),
                            new MxCommand.Suspend(server, item),
                            new MxCommand.Activate(server, item),
                            new MxCommand.Write(server, item, value, 0),
                            new MxCommand.Write2(server, item, value, time, 0),
                            new MxCommand.WriteSecured(server, item, 1, 0, value),
                            new MxCommand.WriteSecured2(server, item, 1, 0, value, time)))
                    .allSatisfy(command -> assertThat(sim.refused(command)).isEqualTo(INVALID));
        }
    }

    @Test
    void callsWithAServerHandleThatDoesNotExistAreRefused() {
        int gone = sim.register();
        sim.ok(new MxCommand.Unregister(gone));
        for (int handle : new int[] {gone, 0, 77}) {
            assertThat(List.<MxCommand>of(
                            new MxCommand.Unregister(handle),
                            new MxCommand.AddItem(handle, "Types.Integer"),
                            new MxCommand.AddItem2(handle, "Types.Integer", ""),
                            new MxCommand.AddBufferedItem(handle, "Types.Integer", ""),
                            new MxCommand.Advise(handle, 1),
                            new MxCommand.SetBufferedUpdateInterval(handle, 100),
                            new MxCommand.AuthenticateUser(handle, "a", "b"),
                            new MxCommand.ArchestrAUserToId(handle, "a"),
                            new MxCommand.AddItemBulk(handle, List.of("Types.Integer")),
                            new MxCommand.RemoveItemBulk(handle, List.of(1)),
                            new MxCommand.WriteBulk(handle, List.of(new MxCommand.WriteEntry(1, MxValue.of(1), 0))),
                            new MxCommand.ReadBulk(handle, List.of("Types.Integer"), 0)))
                    .allSatisfy(command -> assertThat(sim.refused(command)).isEqualTo(INVALID));
        }
    }

    @Test
    void aBulkCommandOnAnUnknownServerStillTellsOfEachEntry() {
        MxReply reply = sim.call(new MxCommand.SubscribeBulk(9, List.of("a", "b")));
        assertThat(((MxReplyPayload.SubscribeResults) reply.payload()).results())
                .extracting(MxReplyPayload.SubscribeResult::tagAddress)
                .containsExactly("a", "b");
        reply = sim.call(new MxCommand.ReadBulk(9, List.of("a"), 0));
        assertThat(((MxReplyPayload.ReadResults) reply.payload()).results()).hasSize(1);
    }

    @Test
    void unregisterTakesLiveItemsAlongAndCompletesTheirWritesFirst() {
        int item = sim.subscribe(server, "Heartbeat.Counter");
        sim.write(server, item, MxValue.of(3));
        sim.events.clear();
        sim.ok(new MxCommand.Unregister(server));
        assertThat(sim.events).extracting(MxEventData::family).containsExactly(MxEventFamily.ON_WRITE_COMPLETE);
        sim.pass(3_000);
        assertThat(sim.events).hasSize(1);
        assertThat(sim.time.pendingTimers()).isZero();
    }

    @Test
    void bulkCommandsAnswerEveryEntryInOrderAndABadOneFailsAlone() {
        List<MxReplyPayload.SubscribeResult> added = ((MxReplyPayload.SubscribeResults)
                        sim.ok(new MxCommand.AddItemBulk(server, List.of("Types.Integer", "", "No.Such")))
                                .payload())
                .results();
        assertThat(added)
                .extracting(MxReplyPayload.SubscribeResult::wasSuccessful)
                .containsExactly(true, false, true);
        assertThat(added.get(1).errorMessage()).contains("empty");
        for (MxCommand command : List.<MxCommand>of(
                new MxCommand.AdviseItemBulk(server, List.of(1, 99, 2)),
                new MxCommand.UnAdviseItemBulk(server, List.of(1, 99, 2)),
                new MxCommand.RemoveItemBulk(server, List.of(1, 99, 2)))) {
            List<MxReplyPayload.SubscribeResult> results =
                    ((MxReplyPayload.SubscribeResults) sim.ok(command).payload()).results();
            assertThat(results)
                    .extracting(MxReplyPayload.SubscribeResult::wasSuccessful)
                    .containsExactly(true, false, true);
            assertThat(results)
                    .extracting(MxReplyPayload.SubscribeResult::itemHandle)
                    .containsExactly(1, 99, 2);
            assertThat(results.get(2).tagAddress()).isEqualTo("No.Such");
        }
    }

    @Test
    void subscribeBulkBringsAllFirstValuesAtOnceAndUnsubscribeBulkEndsThem() {
        sim.ok(new MxCommand.SubscribeBulk(server, List.of("Types.Integer", "Types.Double", "Heartbeat.Counter")));
        sim.pass(20);
        assertThat(sim.events).extracting(MxEventData::itemHandle).containsExactly(1, 2, 3);
        sim.ok(new MxCommand.UnsubscribeBulk(server, List.of(1, 2, 3)));
        sim.events.clear();
        sim.pass(2_000);
        assertThat(sim.events).isEmpty();
        assertThat(sim.refused(new MxCommand.Advise(server, 1))).isEqualTo(INVALID);
    }

    @Test
    void bulkWritesAnswerEachEntryAndEachAcceptedOneCompletes() {
        sim.subscribe(server, "Types.Integer");
        sim.add(server, "Types.Double");
        sim.subscribe(server, "Types.Float");
        MxValue value = MxValue.of(4);
        MxValue time = MxValue.of(Instant.EPOCH);
        sim.ok(new MxCommand.AuthenticateUser(server, "a", ""));
        List<MxCommand> commands = List.of(
                new MxCommand.WriteBulk(
                        server,
                        List.of(
                                new MxCommand.WriteEntry(1, value, 0),
                                new MxCommand.WriteEntry(2, value, 0),
                                new MxCommand.WriteEntry(3, value, 0))),
                new MxCommand.Write2Bulk(
                        server,
                        List.of(
                                new MxCommand.Write2Entry(1, value, time, 0),
                                new MxCommand.Write2Entry(2, value, time, 0),
                                new MxCommand.Write2Entry(3, value, time, 0))),
                new MxCommand.WriteSecuredBulk(
                        server,
                        List.of(
                                new MxCommand.WriteSecuredEntry(1, 1, 0, value),
                                new MxCommand.WriteSecuredEntry(2, 1, 0, value),
                                new MxCommand.WriteSecuredEntry(3, 1, 0, value))),
                new MxCommand.WriteSecured2Bulk(
                        server,
                        List.of(
                                new MxCommand.WriteSecured2Entry(1, 1, 0, value, time),
                                new MxCommand.WriteSecured2Entry(2, 1, 0, value, time),
                                new MxCommand.WriteSecured2Entry(3, 1, 0, value, time))));
        for (MxCommand command : commands) {
            sim.events.clear();
            List<MxReplyPayload.WriteResult> results =
                    ((MxReplyPayload.WriteResults) sim.ok(command).payload()).results();
            assertThat(results)
                    .extracting(MxReplyPayload.WriteResult::wasSuccessful)
                    .containsExactly(true, false, true);
            assertThat(results.get(1).hresult()).isEqualTo(OptionalInt.of(INVALID));
            sim.nextScan();
            assertThat(sim.of(MxEventFamily.ON_WRITE_COMPLETE))
                    .extracting(MxEventData::itemHandle)
                    .containsExactly(1, 3);
        }
    }

    private List<MxReplyPayload.ReadResult> results(CompletableFuture<MxReply> reply) {
        return ((MxReplyPayload.ReadResults) reply.join().payload()).results();
    }

    @Test
    void readBulkAnswersFromSubscriptionsAtOnceAndReadsTheOthers() {
        int subscribed = sim.subscribe(server, "Heartbeat.Counter");
        sim.events.clear();
        CompletableFuture<MxReply> reply =
                sim.begin(new MxCommand.ReadBulk(server, List.of("heartbeat.counter", "Types.Integer", "No.Such"), 0));
        assertThat(reply).isNotDone();
        sim.pass(20);

        List<MxReplyPayload.ReadResult> results = results(reply);
        assertThat(results).extracting(MxReplyPayload.ReadResult::wasSuccessful).containsExactly(true, true, false);
        assertThat(results).extracting(MxReplyPayload.ReadResult::wasCached).containsExactly(true, false, false);
        assertThat(results.get(0).itemHandle()).isEqualTo(subscribed);
        assertThat(results.get(1).value()).isEqualTo(MxValue.of(42));
        assertThat(results.get(2).statuses().get(0).detail()).isEqualTo(6);
        assertThat(results.get(2).errorMessage()).isNotBlank();
        assertThat(sim.events).as("the read tells nobody else").isEmpty();
        sim.pass(460);
        assertThat(sim.dataOf(subscribed)).as("the subscription goes on").hasSize(1);
    }

    @Test
    void readBulkOfSubscribedTagsIsAnsweredAtOnce() {
        sim.subscribe(server, "Types.Integer");
        MxReply reply = sim.ok(new MxCommand.ReadBulk(server, List.of("Types.Integer"), 1));
        assertThat(((MxReplyPayload.ReadResults) reply.payload())
                        .results()
                        .get(0)
                        .wasCached())
                .isTrue();
    }

    @Test
    void aReadThatTakesTooLongFailsForThatTagOnly() {
        sim.subscribe(server, "Types.Integer");
        CompletableFuture<MxReply> reply =
                sim.begin(new MxCommand.ReadBulk(server, List.of("Types.Integer", "Types.Double"), 10));
        sim.pass(9);
        assertThat(reply).isNotDone();
        sim.pass(1);
        List<MxReplyPayload.ReadResult> results = results(reply);
        assertThat(results.get(0).wasSuccessful()).isTrue();
        assertThat(results.get(1).wasSuccessful()).isFalse();
        assertThat(results.get(1).statuses().get(0).detail()).isEqualTo(1);
        assertThat(results.get(1).errorMessage()).contains("10 ms");
    }

    @Test
    void aReadThatNobodyWaitsForEndsEarly() {
        CompletableFuture<MxReply> reply = sim.begin(new MxCommand.ReadBulk(server, List.of("Types.Double"), 0));
        sim.backend.interrupt();
        assertThat(results(reply).get(0).wasSuccessful()).isFalse();
        sim.pass(5_000);
        assertThat(sim.time.pendingTimers()).isZero();
    }

    @Test
    void aReadConsumesAHandleAndLeavesNoItem() {
        sim.begin(new MxCommand.ReadBulk(server, List.of("Types.Double"), 0));
        sim.pass(20);
        assertThat(sim.add(server, "Types.Double")).isEqualTo(2);
        assertThat(sim.refused(new MxCommand.Advise(server, 1))).isEqualTo(INVALID);
    }

    private int buffered(String reference) {
        int item = ((MxReplyPayload.ItemHandle) sim.ok(new MxCommand.AddBufferedItem(server, reference, ""))
                        .payload())
                .itemHandle();
        sim.ok(new MxCommand.Advise(server, item));
        return item;
    }

    @Test
    void aBufferedItemDeliversEveryIntervalAllValuesSinceTheLastOne() {
        sim.ok(new MxCommand.SetBufferedUpdateInterval(server, 2_000));
        int item = buffered("Heartbeat.Counter");
        sim.pass(1_999);
        assertThat(sim.events).isEmpty();
        sim.pass(1);

        MxEventData event = sim.events.get(0);
        assertThat(sim.events).hasSize(1);
        assertThat(event.family()).isEqualTo(MxEventFamily.ON_BUFFERED_DATA_CHANGE);
        assertThat(event.itemHandle()).isEqualTo(item);
        assertThat(event.value()).isEqualTo(MxValue.of(MxArray.ofInts(List.of(0, 1, 2, 3, 4))));
        MxEventBody.BufferedDataChange body = (MxEventBody.BufferedDataChange) event.body();
        assertThat(body.dataType()).isEqualTo(MxDataType.INTEGER);
        assertThat(body.qualityValues()).isEqualTo(MxArray.ofInts(List.of(192, 192, 192, 192, 192)));
        assertThat(body.timestampValues())
                .isEqualTo(MxArray.ofTimes(List.of(sim.at(0), sim.at(500), sim.at(1000), sim.at(1500), sim.at(2000))));

        sim.pass(2_000);
        assertThat(sim.events.get(1).value()).isEqualTo(MxValue.of(MxArray.ofInts(List.of(5, 6, 7, 8))));
    }

    @Test
    void aFullBufferIsDeliveredEarlyAndNothingIsLost() {
        SimulatorOptions d = SimulatorOptions.DEFAULT;
        SimulatorOptions small = new SimulatorOptions(
                d.scanPeriod(),
                d.resolveDelay(),
                d.realistic(),
                d.realisticMin(),
                d.realisticMax(),
                d.readTimeout(),
                d.bufferedInterval(),
                3,
                d.maxReferenceLength(),
                d.burstChunk(),
                d.choices());
        Sim tight = new Sim(PlantGalaxy.create(), small);
        int handle = tight.register();
        tight.ok(new MxCommand.SetBufferedUpdateInterval(handle, 5_000));
        tight.ok(new MxCommand.AddBufferedItem(handle, "Heartbeat.Counter", ""));
        tight.ok(new MxCommand.Advise(handle, 1));
        tight.pass(5_000);
        List<Object> all = tight.events.stream()
                .flatMap(event -> ((MxValue.Array) event.value().content()).value().elements().values().stream())
                .map(Object.class::cast)
                .toList();
        assertThat(all).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void aBufferedItemThatDoesNotResolveSaysSoAtOnce() {
        buffered("No.Such");
        sim.pass(20);
        assertThat(sim.events.get(0).family()).isEqualTo(MxEventFamily.ON_BUFFERED_DATA_CHANGE);
        assertThat(sim.events.get(0).statuses().get(0).detail()).isEqualTo(6);
    }

    @Test
    void anIntervalThatIsNotPositiveIsRefused() {
        assertThat(sim.refused(new MxCommand.SetBufferedUpdateInterval(server, 0)))
                .isEqualTo(INVALID);
        assertThat(sim.refused(new MxCommand.SetBufferedUpdateInterval(server, -1)))
                .isEqualTo(INVALID);
    }

    @Test
    void pingComesBackAndTheWorkerTellsWhoItIs() {
        assertThat(sim.ok(new MxCommand.Ping("hello")).diagnosticMessage()).isEqualTo("hello");
        MxReplyPayload.WorkerInfo info = (MxReplyPayload.WorkerInfo)
                sim.ok(new MxCommand.GetWorkerInfo()).payload();
        assertThat(info.processId()).isEqualTo(77);
        assertThat(info.version()).isEqualTo("1.2.3");
        assertThat(info.backendName()).isEqualTo("simulator");
        assertThat(info.startedAt()).isEqualTo(sim.at(0));
        assertThat(info.attributes()).containsEntry("galaxy", "Plant").containsEntry("seed", "1");
        assertThat(sim.backend.attributes()).isEqualTo(info.attributes());
    }

    @Test
    void theGatewaysOwnCommandsAreInvalidWithAReason() {
        assertThat(List.<MxCommand>of(
                        new MxCommand.GetSessionState(), new MxCommand.DrainEvents(0), new MxCommand.ShutdownWorker()))
                .allSatisfy(command ->
                        assertThat(sim.call(command).status().code()).isEqualTo(ProtocolStatusCode.INVALID_REQUEST));
    }
}
