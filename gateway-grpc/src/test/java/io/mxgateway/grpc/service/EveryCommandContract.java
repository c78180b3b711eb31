package io.mxgateway.grpc.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.mx.AlarmConditionState;
import io.mxgateway.core.mx.AlarmFailoverConfig;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxArray;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxResult;
import io.mxgateway.core.mx.MxSparseArray;
import io.mxgateway.core.mx.MxStatusCategory;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.mx.ProtocolStatusCode;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.worker.WorkerClientFactory;
import io.mxgateway.grpc.codec.CodecException;
import io.mxgateway.grpc.codec.CommandCodec;
import io.mxgateway.grpc.codec.ReplyCodec;
import io.mxgateway.proto.v1.AlarmTransitionKind;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.MxCommandRequest;
import io.mxgateway.proto.v1.MxEvent;
import io.mxgateway.proto.v1.MxEventFamily;
import io.mxgateway.proto.v1.OpenSessionRequest;
import io.mxgateway.proto.v1.StreamEventsRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every kind of command goes from a gRPC client to the simulator and back, and events come. A subclass says over which
 * kind of worker; the simulated plant must be the default one, with security off.
 */
@ExtendWith(NothingLeftBehind.class)
abstract class EveryCommandContract {
    private static final AlarmAcknowledgement ACKNOWLEDGEMENT = new AlarmAcknowledgement("seen", "op", "n", "d", "Op");

    private static final String TRIPPED = "Galaxy!Mixing.Pump_001.Tripped";

    private final Set<MxCommandKind> done = EnumSet.noneOf(MxCommandKind.class);
    private DefaultSessionManager sessions;
    private TestServer server;
    private String session;
    private Recorder<StreamEventsRequest, MxEvent> events;

    /** Workers whose backend {@code simulator} is the plant; closed by the session manager. */
    abstract WorkerClientFactory workers() throws Exception;

    @BeforeEach
    void start() throws Exception {
        sessions = new DefaultSessionManager(
                new DefaultSessionRegistry(), workers(), GatewayOptions.DEFAULT, GatewayMetrics.NONE);
        server = new TestServer(sessions);
        session = server.blocking()
                .openSession(OpenSessionRequest.getDefaultInstance())
                .getSessionId();
        events = Recorder.begin(
                server.channel.newCall(MxAccessGatewayGrpc.getStreamEventsMethod(), CallOptions.DEFAULT),
                new Metadata(),
                List.of(StreamEventsRequest.newBuilder().setSessionId(session).build()));
        events.call.request(Integer.MAX_VALUE);
    }

    @AfterEach
    void stop() {
        Await.result(sessions.shutdown());
        server.close();
    }

    private MxReply invoke(MxCommand command) {
        String id = "client-" + done.size();
        MxCommandReply reply = server.blocking()
                .invoke(MxCommandRequest.newBuilder()
                        .setSessionId(session)
                        .setClientCorrelationId(id)
                        .setCommand(CommandCodec.encode(command))
                        .build());
        assertThat(reply.getSessionId()).isEqualTo(session);
        assertThat(reply.getClientCorrelationId()).isEqualTo(id);
        assertThat(reply.getKindValue()).isEqualTo(command.kind().number());
        done.add(command.kind());
        try {
            return ReplyCodec.decode(reply);
        } catch (CodecException e) {
            throw new AssertionError(command + " was answered with " + reply, e);
        }
    }

    private MxReply ok(MxCommand command) {
        MxReply reply = invoke(command);
        assertThat(reply.status().code()).as("%s: %s", command, reply).isEqualTo(ProtocolStatusCode.OK);
        return reply;
    }

    private <P extends MxReplyPayload> P ok(MxCommand command, Class<P> payload) {
        return payload.cast(ok(command).payload());
    }

    private int add(MxCommand command) {
        return ok(command, MxReplyPayload.ItemHandle.class).itemHandle();
    }

    private MxEvent event(String what, Predicate<MxEvent> wanted) {
        Await.until(what, () -> events.awaitMessages(0).stream().anyMatch(wanted));
        return events.awaitMessages(0).stream().filter(wanted).findFirst().orElseThrow();
    }

    private MxEvent event(MxEventFamily family, int item) {
        return event(family + " of item " + item, e -> e.getFamily() == family && e.getItemHandle() == item);
    }

    @Test
    void everyKindOfCommandIsAnswered() {
        int server1 = ok(new MxCommand.Register("contract"), MxReplyPayload.ServerHandle.class)
                .serverHandle();
        items(server1);
        writes(server1);
        bulks(server1);
        control();
        alarms(server1);
        ok(new MxCommand.Unregister(server1));
        ok(new MxCommand.ShutdownWorker());
        assertThat(done).containsExactlyInAnyOrder(MxCommandKind.values());
        assertThat(events.awaitEnd().isOk()).isTrue();
        List<MxEvent> all = events.awaitMessages(0);
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).getWorkerSequence()).isEqualTo(i + 1);
            assertThat(all.get(i).getSessionId()).isEqualTo(session);
            assertThat(all.get(i).hasGatewayReceiveTimestamp()).isTrue();
        }
    }

    private void items(int handle) {
        int level = add(new MxCommand.AddItem(handle, "Reactor_001.Level"));
        int relative = add(new MxCommand.AddItem2(handle, "Me.Pressure", "Reactor_001"));
        ok(new MxCommand.Advise(handle, level));
        ok(new MxCommand.AdviseSupervisory(handle, relative));
        MxEvent first = event(MxEventFamily.MX_EVENT_FAMILY_ON_DATA_CHANGE, level);
        assertThat(first.getQuality()).isEqualTo(192);
        assertThat(first.getValue().hasFloatValue()).isTrue();
        ok(new MxCommand.Suspend(handle, level), MxReplyPayload.ItemStatus.class);
        event(MxEventFamily.MX_EVENT_FAMILY_OPERATION_COMPLETE, level);
        ok(new MxCommand.Activate(handle, level), MxReplyPayload.ItemStatus.class);
        ok(new MxCommand.UnAdvise(handle, level));
        ok(new MxCommand.RemoveItem(handle, level));
        ok(new MxCommand.SetBufferedUpdateInterval(handle, 200));
        int buffered = add(new MxCommand.AddBufferedItem(handle, "Counter", "Heartbeat"));
        ok(new MxCommand.Advise(handle, buffered));
        MxEvent batch = event(MxEventFamily.MX_EVENT_FAMILY_ON_BUFFERED_DATA_CHANGE, buffered);
        assertThat(batch.getOnBufferedDataChange()
                        .getQualityValues()
                        .getInt32Values()
                        .getValuesCount())
                .isEqualTo(batch.getValue().getArrayValue().getInt32Values().getValuesCount());
        MxReply refused = invoke(new MxCommand.Advise(handle, 9999));
        assertThat(refused.status().code()).isEqualTo(ProtocolStatusCode.MXACCESS_FAILURE);
        assertThat(refused.hresult()).hasValue(MxResult.INVALID_ARGUMENT);
        assertThat(invoke(new MxCommand.AddItem(handle, "")).status().code())
                .isEqualTo(ProtocolStatusCode.MXACCESS_FAILURE);
    }

    private void writes(int handle) {
        int user = ok(new MxCommand.AuthenticateUser(handle, "operator", "operator"), MxReplyPayload.UserId.class)
                .userId();
        invoke(new MxCommand.ArchestrAUserToId(handle, "00000000-0000-0000-0000-000000000001"));
        int set = add(new MxCommand.AddItem(handle, "Reactor_001.SetPoint"));
        ok(new MxCommand.Advise(handle, set));
        event(MxEventFamily.MX_EVENT_FAMILY_ON_DATA_CHANGE, set);
        MxValue time = MxValue.of(java.time.Instant.parse("2026-01-02T03:04:05Z"));
        ok(new MxCommand.Write(handle, set, MxValue.of(41.5), 0));
        MxEvent written = event(MxEventFamily.MX_EVENT_FAMILY_ON_WRITE_COMPLETE, set);
        assertThat(written.getStatuses(0).getCategoryValue()).isEqualTo(MxStatusCategory.OK.number());
        event("the value written", e -> e.getItemHandle() == set && e.getValue().getDoubleValue() == 41.5);
        ok(new MxCommand.Write2(handle, set, MxValue.of(42.5), time, 0));
        ok(new MxCommand.WriteSecured(handle, set, user, user, MxValue.of(43.5)));
        ok(new MxCommand.WriteSecured2(handle, set, user, user, MxValue.of(44.5), time));
        event(
                "the last value written",
                e -> e.getItemHandle() == set && e.getValue().getDoubleValue() == 44.5);
        int recipe = add(new MxCommand.AddItem(handle, "Reactor_001.Recipe[]"));
        ok(new MxCommand.Advise(handle, recipe));
        event(MxEventFamily.MX_EVENT_FAMILY_ON_DATA_CHANGE, recipe);
        MxSparseArray sparse =
                new MxSparseArray(MxDataType.FLOAT, 10, List.of(new MxSparseArray.Element(3, MxValue.of(7.5f))));
        ok(new MxCommand.Write(handle, recipe, MxValue.of(sparse), 0));
        event(
                "the whole array",
                e -> e.getItemHandle() == recipe
                        && e.getValue().getArrayValue().getFloatValues().getValuesCount() == 10
                        && e.getValue().getArrayValue().getFloatValues().getValues(3) == 7.5f);
        ok(new MxCommand.Write(handle, recipe, MxValue.of(MxArray.ofFloats(List.of(1f, 2f))), 0));
    }

    private void bulks(int handle) {
        List<String> tags = List.of("Pump_001.Speed", "Pump_002.Speed", "");
        List<Integer> added = handles(ok(new MxCommand.AddItemBulk(handle, tags)), true, true, false)
                .subList(0, 2);
        handles(ok(new MxCommand.AdviseItemBulk(handle, List.of(added.get(0), added.get(1), 9999))), true, true, false);
        MxValue value = MxValue.of(1444f);
        MxValue time = MxValue.of(java.time.Instant.EPOCH);
        writes(ok(new MxCommand.WriteBulk(
                handle,
                List.of(new MxCommand.WriteEntry(added.get(0), value, 0), new MxCommand.WriteEntry(9999, value, 0)))));
        writes(ok(new MxCommand.Write2Bulk(
                handle,
                List.of(
                        new MxCommand.Write2Entry(added.get(0), value, time, 0),
                        new MxCommand.Write2Entry(9999, value, time, 0)))));
        writes(ok(new MxCommand.WriteSecuredBulk(
                handle,
                List.of(
                        new MxCommand.WriteSecuredEntry(added.get(0), 1, 1, value),
                        new MxCommand.WriteSecuredEntry(9999, 1, 1, value)))));
        writes(ok(new MxCommand.WriteSecured2Bulk(
                handle,
                List.of(
                        new MxCommand.WriteSecured2Entry(added.get(0), 1, 1, value, time),
                        new MxCommand.WriteSecured2Entry(9999, 1, 1, value, time)))));
        var read = ok(
                new MxCommand.ReadBulk(handle, List.of("Reactor_002.Level", "No.Such"), 1000),
                MxReplyPayload.ReadResults.class);
        assertThat(read.results()).hasSize(2);
        assertThat(read.results().get(0).value()).isNotNull();
        assertThat(read.results().get(1).wasSuccessful()).isFalse();
        handles(ok(new MxCommand.UnAdviseItemBulk(handle, added)), true, true);
        handles(ok(new MxCommand.RemoveItemBulk(handle, added)), true, true);
        List<Integer> subscribed = handles(ok(new MxCommand.SubscribeBulk(handle, List.of("Valve_001.PV"))), true);
        event(MxEventFamily.MX_EVENT_FAMILY_ON_DATA_CHANGE, subscribed.get(0));
        handles(ok(new MxCommand.UnsubscribeBulk(handle, subscribed)), true);
    }

    private static List<Integer> handles(MxReply reply, Boolean... successes) {
        var results = ((MxReplyPayload.SubscribeResults) reply.payload()).results();
        assertThat(results)
                .extracting(MxReplyPayload.SubscribeResult::wasSuccessful)
                .containsExactly(successes);
        return results.stream().map(MxReplyPayload.SubscribeResult::itemHandle).toList();
    }

    private static void writes(MxReply reply) {
        var results = ((MxReplyPayload.WriteResults) reply.payload()).results();
        assertThat(results)
                .extracting(MxReplyPayload.WriteResult::wasSuccessful)
                .containsExactly(true, false);
    }

    private void control() {
        assertThat(ok(new MxCommand.Ping("are you there?")).diagnosticMessage()).isEqualTo("are you there?");
        var state = ok(new MxCommand.GetSessionState(), MxReplyPayload.SessionStateInfo.class);
        assertThat(state.stateNumber()).isEqualTo(6);
        assertThat(state.workerState()).isEqualTo("READY");
        assertThat(state.subscribers()).isEqualTo(1);
        var worker = ok(new MxCommand.GetWorkerInfo(), MxReplyPayload.WorkerInfo.class);
        assertThat(worker.processId()).isPositive();
        assertThat(worker.protocolVersion()).isEqualTo(1);
        var drained = ok(new MxCommand.DrainEvents(2), MxReplyPayload.DrainedEvents.class);
        assertThat(drained.events())
                .extracting(io.mxgateway.core.mx.MxEvent::sequence)
                .containsExactly(1L, 2L);
    }

    /** An alarm raised, found, acknowledged by GUID, cleared, and acknowledged by writing; then its provider fails. */
    private void alarms(int handle) {
        ok(subscription());
        int tripped = advised(handle, "Pump_001.Tripped");
        ok(new MxCommand.Write(handle, tripped, MxValue.of(true), 0));
        MxEvent raise = transition(AlarmTransitionKind.ALARM_TRANSITION_KIND_RAISE, 1);
        var active = ok(new MxCommand.QueryActiveAlarms(TRIPPED), MxReplyPayload.ActiveAlarms.class)
                .snapshots();
        assertThat(active).hasSize(1);
        String guid = active.get(0).alarmGuid();
        assertThat(guid).isEqualTo(raise.getOnAlarmTransition().getAlarmGuid()).isNotBlank();
        assertThat(active.get(0).currentState()).isEqualTo(AlarmConditionState.ACTIVE);
        ok(new MxCommand.AcknowledgeAlarm(guid, ACKNOWLEDGEMENT));
        MxEvent ack = transition(AlarmTransitionKind.ALARM_TRANSITION_KIND_ACKNOWLEDGE, 1);
        assertThat(ack.getOnAlarmTransition().getOperatorComment()).isEqualTo("seen");
        assertThat(ack.getOnAlarmTransition().getOperatorUser()).isEqualTo("op");
        ok(new MxCommand.Write(handle, tripped, MxValue.of(false), 0));
        transition(AlarmTransitionKind.ALARM_TRANSITION_KIND_CLEAR, 1);
        ok(new MxCommand.Write(handle, tripped, MxValue.of(true), 0));
        transition(AlarmTransitionKind.ALARM_TRANSITION_KIND_RAISE, 2);
        ok(new MxCommand.Write(handle, advised(handle, "Pump_001.Tripped.AckMsg"), MxValue.of("by hand"), 0));
        ack = transition(AlarmTransitionKind.ALARM_TRANSITION_KIND_ACKNOWLEDGE, 2);
        assertThat(ack.getOnAlarmTransition().getOperatorComment()).isEqualTo("by hand");
        MxReply unknown = invoke(new MxCommand.AcknowledgeAlarmByName("x", "Galaxy", "Mixing", ACKNOWLEDGEMENT));
        assertThat(unknown.status().code()).isEqualTo(ProtocolStatusCode.MXACCESS_FAILURE);
        assertThat(unknown.payload()).isEqualTo(new MxReplyPayload.NativeStatus(MxResult.UNKNOWN_ALARM));
        assertThat(invoke(new MxCommand.AcknowledgeAlarm("no-such-guid", ACKNOWLEDGEMENT))
                        .status()
                        .code())
                .isEqualTo(ProtocolStatusCode.INVALID_REQUEST);
        int manager = advised(handle, "_Simulator.AlarmManagerDown");
        ok(new MxCommand.Write(handle, manager, MxValue.of(true), 0));
        mode(AlarmProviderMode.SUBTAG);
        assertThat(ok(new MxCommand.QueryActiveAlarms(TRIPPED), MxReplyPayload.ActiveAlarms.class)
                        .snapshots())
                .singleElement()
                .matches(MxActiveAlarm::degraded);
        ok(new MxCommand.Write(handle, manager, MxValue.of(false), 0));
        mode(AlarmProviderMode.ALARMMGR);
        ok(new MxCommand.UnsubscribeAlarms());
    }

    private static MxCommand subscription() {
        return new MxCommand.SubscribeAlarms(
                "\\\\host\\Galaxy!Mixing", AlarmProviderMode.UNSPECIFIED, List.of(), new AlarmFailoverConfig(1, 1, 1));
    }

    private int advised(int handle, String reference) {
        int item = add(new MxCommand.AddItem(handle, reference));
        ok(new MxCommand.Advise(handle, item));
        return item;
    }

    private MxEvent transition(AlarmTransitionKind kind, int times) {
        Predicate<MxEvent> wanted =
                e -> e.getOnAlarmTransition().getAlarmFullReference().equals(TRIPPED)
                        && e.getOnAlarmTransition().getTransitionKind() == kind;
        Await.until(
                kind + " no " + times,
                () -> events.awaitMessages(0).stream().filter(wanted).count() == times);
        return events.awaitMessages(0).stream()
                .filter(wanted)
                .skip(times - 1)
                .findFirst()
                .orElseThrow();
    }

    private void mode(AlarmProviderMode mode) {
        event(
                "alarms from " + mode,
                e -> e.hasOnAlarmProviderModeChanged()
                        && e.getOnAlarmProviderModeChanged().getModeValue() == mode.number());
    }
}
