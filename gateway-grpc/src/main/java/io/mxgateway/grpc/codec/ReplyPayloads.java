package io.mxgateway.grpc.codec;

import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxReplyPayload.ReadResult;
import io.mxgateway.core.mx.MxReplyPayload.SubscribeResult;
import io.mxgateway.core.mx.MxReplyPayload.WriteResult;
import io.mxgateway.proto.v1.AcknowledgeAlarmReplyPayload;
import io.mxgateway.proto.v1.ActivateReply;
import io.mxgateway.proto.v1.AddBufferedItemReply;
import io.mxgateway.proto.v1.AddItem2Reply;
import io.mxgateway.proto.v1.AddItemReply;
import io.mxgateway.proto.v1.ArchestrAUserToIdReply;
import io.mxgateway.proto.v1.AuthenticateUserReply;
import io.mxgateway.proto.v1.BulkReadReply;
import io.mxgateway.proto.v1.BulkReadResult;
import io.mxgateway.proto.v1.BulkSubscribeReply;
import io.mxgateway.proto.v1.BulkWriteReply;
import io.mxgateway.proto.v1.BulkWriteResult;
import io.mxgateway.proto.v1.DrainEventsReply;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.QueryActiveAlarmsReplyPayload;
import io.mxgateway.proto.v1.RegisterReply;
import io.mxgateway.proto.v1.SessionStateReply;
import io.mxgateway.proto.v1.SuspendReply;
import io.mxgateway.proto.v1.WorkerInfoReply;
import java.util.List;
import java.util.OptionalInt;

/** The results that replies carry. */
final class ReplyPayloads {
    private ReplyPayloads() {}

    /** The field of {@code MxCommandReply} that carries the result of a kind; 0 for a kind without a result. */
    static int fieldOf(MxCommandKind kind) {
        return switch (kind) {
            case REGISTER -> MxCommandReply.REGISTER_FIELD_NUMBER;
            case ADD_ITEM -> MxCommandReply.ADD_ITEM_FIELD_NUMBER;
            case ADD_ITEM2 -> MxCommandReply.ADD_ITEM2_FIELD_NUMBER;
            case ADD_BUFFERED_ITEM -> MxCommandReply.ADD_BUFFERED_ITEM_FIELD_NUMBER;
            case SUSPEND -> MxCommandReply.SUSPEND_FIELD_NUMBER;
            case ACTIVATE -> MxCommandReply.ACTIVATE_FIELD_NUMBER;
            case AUTHENTICATE_USER -> MxCommandReply.AUTHENTICATE_USER_FIELD_NUMBER;
            case ARCHESTRA_USER_TO_ID -> MxCommandReply.ARCHESTRA_USER_TO_ID_FIELD_NUMBER;
            case ADD_ITEM_BULK -> MxCommandReply.ADD_ITEM_BULK_FIELD_NUMBER;
            case ADVISE_ITEM_BULK -> MxCommandReply.ADVISE_ITEM_BULK_FIELD_NUMBER;
            case REMOVE_ITEM_BULK -> MxCommandReply.REMOVE_ITEM_BULK_FIELD_NUMBER;
            case UN_ADVISE_ITEM_BULK -> MxCommandReply.UN_ADVISE_ITEM_BULK_FIELD_NUMBER;
            case SUBSCRIBE_BULK -> MxCommandReply.SUBSCRIBE_BULK_FIELD_NUMBER;
            case UNSUBSCRIBE_BULK -> MxCommandReply.UNSUBSCRIBE_BULK_FIELD_NUMBER;
            case ACKNOWLEDGE_ALARM, ACKNOWLEDGE_ALARM_BY_NAME -> MxCommandReply.ACKNOWLEDGE_ALARM_FIELD_NUMBER;
            case QUERY_ACTIVE_ALARMS -> MxCommandReply.QUERY_ACTIVE_ALARMS_FIELD_NUMBER;
            case WRITE_BULK -> MxCommandReply.WRITE_BULK_FIELD_NUMBER;
            case WRITE2_BULK -> MxCommandReply.WRITE2_BULK_FIELD_NUMBER;
            case WRITE_SECURED_BULK -> MxCommandReply.WRITE_SECURED_BULK_FIELD_NUMBER;
            case WRITE_SECURED2_BULK -> MxCommandReply.WRITE_SECURED2_BULK_FIELD_NUMBER;
            case READ_BULK -> MxCommandReply.READ_BULK_FIELD_NUMBER;
            case GET_SESSION_STATE -> MxCommandReply.SESSION_STATE_FIELD_NUMBER;
            case GET_WORKER_INFO -> MxCommandReply.WORKER_INFO_FIELD_NUMBER;
            case DRAIN_EVENTS -> MxCommandReply.DRAIN_EVENTS_FIELD_NUMBER;
            default -> 0;
        };
    }

    static void put(MxCommandKind kind, MxReplyPayload payload, MxCommandReply.Builder out) {
        if (payload instanceof MxReplyPayload.None) {
            return;
        }
        try {
            putResult(kind, payload, out);
        } catch (ClassCastException e) {
            throw new IllegalArgumentException(
                    "a reply to " + kind + " cannot carry " + payload.getClass().getSimpleName(), e);
        }
    }

    private static void putResult(MxCommandKind kind, MxReplyPayload payload, MxCommandReply.Builder out) {
        switch (kind) {
            case REGISTER ->
                out.setRegister(RegisterReply.newBuilder()
                        .setServerHandle(((MxReplyPayload.ServerHandle) payload).serverHandle()));
            case ADD_ITEM -> out.setAddItem(AddItemReply.newBuilder().setItemHandle(itemHandle(payload)));
            case ADD_ITEM2 -> out.setAddItem2(AddItem2Reply.newBuilder().setItemHandle(itemHandle(payload)));
            case ADD_BUFFERED_ITEM ->
                out.setAddBufferedItem(AddBufferedItemReply.newBuilder().setItemHandle(itemHandle(payload)));
            case SUSPEND ->
                out.setSuspend(SuspendReply.newBuilder()
                        .setStatus(StatusCodec.encode(((MxReplyPayload.ItemStatus) payload).status())));
            case ACTIVATE ->
                out.setActivate(ActivateReply.newBuilder()
                        .setStatus(StatusCodec.encode(((MxReplyPayload.ItemStatus) payload).status())));
            case AUTHENTICATE_USER ->
                out.setAuthenticateUser(
                        AuthenticateUserReply.newBuilder().setUserId(((MxReplyPayload.UserId) payload).userId()));
            case ARCHESTRA_USER_TO_ID ->
                out.setArchestraUserToId(
                        ArchestrAUserToIdReply.newBuilder().setUserId(((MxReplyPayload.UserId) payload).userId()));
            case ADD_ITEM_BULK -> out.setAddItemBulk(subscribes(payload));
            case ADVISE_ITEM_BULK -> out.setAdviseItemBulk(subscribes(payload));
            case REMOVE_ITEM_BULK -> out.setRemoveItemBulk(subscribes(payload));
            case UN_ADVISE_ITEM_BULK -> out.setUnAdviseItemBulk(subscribes(payload));
            case SUBSCRIBE_BULK -> out.setSubscribeBulk(subscribes(payload));
            case UNSUBSCRIBE_BULK -> out.setUnsubscribeBulk(subscribes(payload));
            case ACKNOWLEDGE_ALARM, ACKNOWLEDGE_ALARM_BY_NAME ->
                out.setAcknowledgeAlarm(AcknowledgeAlarmReplyPayload.newBuilder()
                        .setNativeStatus(((MxReplyPayload.NativeStatus) payload).nativeStatus()));
            case QUERY_ACTIVE_ALARMS ->
                out.setQueryActiveAlarms(QueryActiveAlarmsReplyPayload.newBuilder()
                        .addAllSnapshots(((MxReplyPayload.ActiveAlarms) payload)
                                .snapshots().stream().map(AlarmCodec::encode).toList()));
            case WRITE_BULK -> out.setWriteBulk(writes(payload));
            case WRITE2_BULK -> out.setWrite2Bulk(writes(payload));
            case WRITE_SECURED_BULK -> out.setWriteSecuredBulk(writes(payload));
            case WRITE_SECURED2_BULK -> out.setWriteSecured2Bulk(writes(payload));
            case READ_BULK -> out.setReadBulk(reads((MxReplyPayload.ReadResults) payload));
            case GET_SESSION_STATE -> out.setSessionState(state((MxReplyPayload.SessionStateInfo) payload));
            case GET_WORKER_INFO -> out.setWorkerInfo(worker((MxReplyPayload.WorkerInfo) payload));
            case DRAIN_EVENTS ->
                out.setDrainEvents(DrainEventsReply.newBuilder()
                        .addAllEvents(((MxReplyPayload.DrainedEvents) payload)
                                .events().stream().map(EventCodec::encode).toList()));
            default -> throw new ClassCastException("no result belongs to " + kind);
        }
    }

    private static int itemHandle(MxReplyPayload payload) {
        return ((MxReplyPayload.ItemHandle) payload).itemHandle();
    }

    private static BulkSubscribeReply subscribes(MxReplyPayload payload) {
        var out = BulkSubscribeReply.newBuilder();
        for (SubscribeResult result : ((MxReplyPayload.SubscribeResults) payload).results()) {
            out.addResults(io.mxgateway.proto.v1.SubscribeResult.newBuilder()
                    .setServerHandle(result.serverHandle())
                    .setTagAddress(result.tagAddress())
                    .setItemHandle(result.itemHandle())
                    .setWasSuccessful(result.wasSuccessful())
                    .setErrorMessage(result.errorMessage()));
        }
        return out.build();
    }

    private static BulkWriteReply writes(MxReplyPayload payload) {
        var out = BulkWriteReply.newBuilder();
        for (WriteResult result : ((MxReplyPayload.WriteResults) payload).results()) {
            var one = BulkWriteResult.newBuilder()
                    .setServerHandle(result.serverHandle())
                    .setItemHandle(result.itemHandle())
                    .setWasSuccessful(result.wasSuccessful())
                    .addAllStatuses(StatusCodec.encodeAll(result.statuses()))
                    .setErrorMessage(result.errorMessage());
            result.hresult().ifPresent(one::setHresult);
            out.addResults(one);
        }
        return out.build();
    }

    private static BulkReadReply reads(MxReplyPayload.ReadResults payload) {
        var out = BulkReadReply.newBuilder();
        for (ReadResult result : payload.results()) {
            var one = BulkReadResult.newBuilder()
                    .setServerHandle(result.serverHandle())
                    .setTagAddress(result.tagAddress())
                    .setItemHandle(result.itemHandle())
                    .setWasSuccessful(result.wasSuccessful())
                    .setWasCached(result.wasCached())
                    .setQuality(result.quality())
                    .addAllStatuses(StatusCodec.encodeAll(result.statuses()))
                    .setErrorMessage(result.errorMessage());
            if (result.value() != null) {
                one.setValue(ValueCodec.encode(result.value()));
            }
            if (result.sourceTimestamp() != null) {
                one.setSourceTimestamp(TimeCodec.encode(result.sourceTimestamp()));
            }
            out.addResults(one);
        }
        return out.build();
    }

    private static SessionStateReply state(MxReplyPayload.SessionStateInfo info) {
        return SessionStateReply.newBuilder()
                .setStateValue(info.stateNumber())
                .setWorkerState(info.workerState())
                .setPendingCommands(info.pendingCommands())
                .setLastEventSequence(info.lastEventSequence())
                .setSubscribers(info.subscribers())
                .build();
    }

    private static WorkerInfoReply worker(MxReplyPayload.WorkerInfo info) {
        return WorkerInfoReply.newBuilder()
                .setWorkerProcessId(info.processId())
                .setWorkerVersion(info.version())
                .setBackendName(info.backendName())
                .setWorkerProtocolVersion(info.protocolVersion())
                .setStartedAt(TimeCodec.encode(info.startedAt()))
                .putAllAttributes(info.attributes())
                .build();
    }

    static MxReplyPayload get(MxCommandReply reply) {
        return switch (reply.getPayloadCase()) {
            case REGISTER -> new MxReplyPayload.ServerHandle(reply.getRegister().getServerHandle());
            case ADD_ITEM -> new MxReplyPayload.ItemHandle(reply.getAddItem().getItemHandle());
            case ADD_ITEM2 -> new MxReplyPayload.ItemHandle(reply.getAddItem2().getItemHandle());
            case ADD_BUFFERED_ITEM ->
                new MxReplyPayload.ItemHandle(reply.getAddBufferedItem().getItemHandle());
            case SUSPEND ->
                new MxReplyPayload.ItemStatus(
                        StatusCodec.decode(reply.getSuspend().getStatus()));
            case ACTIVATE ->
                new MxReplyPayload.ItemStatus(
                        StatusCodec.decode(reply.getActivate().getStatus()));
            case AUTHENTICATE_USER ->
                new MxReplyPayload.UserId(reply.getAuthenticateUser().getUserId());
            case ARCHESTRA_USER_TO_ID ->
                new MxReplyPayload.UserId(reply.getArchestraUserToId().getUserId());
            case ADD_ITEM_BULK -> subscribes(reply.getAddItemBulk());
            case ADVISE_ITEM_BULK -> subscribes(reply.getAdviseItemBulk());
            case REMOVE_ITEM_BULK -> subscribes(reply.getRemoveItemBulk());
            case UN_ADVISE_ITEM_BULK -> subscribes(reply.getUnAdviseItemBulk());
            case SUBSCRIBE_BULK -> subscribes(reply.getSubscribeBulk());
            case UNSUBSCRIBE_BULK -> subscribes(reply.getUnsubscribeBulk());
            case ACKNOWLEDGE_ALARM ->
                new MxReplyPayload.NativeStatus(reply.getAcknowledgeAlarm().getNativeStatus());
            case QUERY_ACTIVE_ALARMS ->
                new MxReplyPayload.ActiveAlarms(reply.getQueryActiveAlarms().getSnapshotsList().stream()
                        .map(AlarmCodec::decode)
                        .toList());
            case WRITE_BULK -> writes(reply.getWriteBulk());
            case WRITE2_BULK -> writes(reply.getWrite2Bulk());
            case WRITE_SECURED_BULK -> writes(reply.getWriteSecuredBulk());
            case WRITE_SECURED2_BULK -> writes(reply.getWriteSecured2Bulk());
            case READ_BULK -> reads(reply.getReadBulk());
            case SESSION_STATE -> state(reply.getSessionState());
            case WORKER_INFO -> worker(reply.getWorkerInfo());
            case DRAIN_EVENTS ->
                new MxReplyPayload.DrainedEvents(reply.getDrainEvents().getEventsList().stream()
                        .map(EventCodec::decodeTrusted)
                        .toList());
            case PAYLOAD_NOT_SET -> MxReplyPayload.NONE;
        };
    }

    private static MxReplyPayload subscribes(BulkSubscribeReply reply) {
        return new MxReplyPayload.SubscribeResults(reply.getResultsList().stream()
                .map(r -> new SubscribeResult(
                        r.getServerHandle(),
                        r.getTagAddress(),
                        r.getItemHandle(),
                        r.getWasSuccessful(),
                        r.getErrorMessage()))
                .toList());
    }

    private static MxReplyPayload writes(BulkWriteReply reply) {
        return new MxReplyPayload.WriteResults(reply.getResultsList().stream()
                .map(r -> new WriteResult(
                        r.getServerHandle(),
                        r.getItemHandle(),
                        r.getWasSuccessful(),
                        r.hasHresult() ? OptionalInt.of(r.getHresult()) : OptionalInt.empty(),
                        StatusCodec.decodeAll(r.getStatusesList()),
                        r.getErrorMessage()))
                .toList());
    }

    private static MxReplyPayload reads(BulkReadReply reply) {
        List<ReadResult> results = reply.getResultsList().stream()
                .map(r -> new ReadResult(
                        r.getServerHandle(),
                        r.getTagAddress(),
                        r.getItemHandle(),
                        r.getWasSuccessful(),
                        r.getWasCached(),
                        AlarmCodec.valueOrNull(r.hasValue(), r.getValue()),
                        r.getQuality(),
                        r.hasSourceTimestamp() ? TimeCodec.decode(r.getSourceTimestamp()) : null,
                        StatusCodec.decodeAll(r.getStatusesList()),
                        r.getErrorMessage()))
                .toList();
        return new MxReplyPayload.ReadResults(results);
    }

    private static MxReplyPayload state(SessionStateReply reply) {
        return new MxReplyPayload.SessionStateInfo(
                reply.getStateValue(),
                reply.getWorkerState(),
                reply.getPendingCommands(),
                reply.getLastEventSequence(),
                reply.getSubscribers());
    }

    private static MxReplyPayload worker(WorkerInfoReply reply) {
        return new MxReplyPayload.WorkerInfo(
                reply.getWorkerProcessId(),
                reply.getWorkerVersion(),
                reply.getBackendName(),
                reply.getWorkerProtocolVersion(),
                TimeCodec.decode(reply.getStartedAt()),
                reply.getAttributesMap());
    }
}
