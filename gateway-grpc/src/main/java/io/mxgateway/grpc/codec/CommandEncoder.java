package io.mxgateway.grpc.codec;

import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.proto.v1.AcknowledgeAlarmByNameCommand;
import io.mxgateway.proto.v1.AcknowledgeAlarmCommand;
import io.mxgateway.proto.v1.ActivateCommand;
import io.mxgateway.proto.v1.AddBufferedItemCommand;
import io.mxgateway.proto.v1.AddItem2Command;
import io.mxgateway.proto.v1.AddItemBulkCommand;
import io.mxgateway.proto.v1.AddItemCommand;
import io.mxgateway.proto.v1.AdviseCommand;
import io.mxgateway.proto.v1.AdviseItemBulkCommand;
import io.mxgateway.proto.v1.AdviseSupervisoryCommand;
import io.mxgateway.proto.v1.ArchestrAUserToIdCommand;
import io.mxgateway.proto.v1.AuthenticateUserCommand;
import io.mxgateway.proto.v1.DrainEventsCommand;
import io.mxgateway.proto.v1.GetSessionStateCommand;
import io.mxgateway.proto.v1.GetWorkerInfoCommand;
import io.mxgateway.proto.v1.PingCommand;
import io.mxgateway.proto.v1.QueryActiveAlarmsCommand;
import io.mxgateway.proto.v1.ReadBulkCommand;
import io.mxgateway.proto.v1.RegisterCommand;
import io.mxgateway.proto.v1.RemoveItemBulkCommand;
import io.mxgateway.proto.v1.RemoveItemCommand;
import io.mxgateway.proto.v1.SetBufferedUpdateIntervalCommand;
import io.mxgateway.proto.v1.ShutdownWorkerCommand;
import io.mxgateway.proto.v1.SubscribeAlarmsCommand;
import io.mxgateway.proto.v1.SubscribeBulkCommand;
import io.mxgateway.proto.v1.SuspendCommand;
import io.mxgateway.proto.v1.UnAdviseCommand;
import io.mxgateway.proto.v1.UnAdviseItemBulkCommand;
import io.mxgateway.proto.v1.UnregisterCommand;
import io.mxgateway.proto.v1.UnsubscribeAlarmsCommand;
import io.mxgateway.proto.v1.UnsubscribeBulkCommand;
import io.mxgateway.proto.v1.Write2BulkCommand;
import io.mxgateway.proto.v1.Write2BulkEntry;
import io.mxgateway.proto.v1.Write2Command;
import io.mxgateway.proto.v1.WriteBulkCommand;
import io.mxgateway.proto.v1.WriteBulkEntry;
import io.mxgateway.proto.v1.WriteCommand;
import io.mxgateway.proto.v1.WriteSecured2BulkCommand;
import io.mxgateway.proto.v1.WriteSecured2BulkEntry;
import io.mxgateway.proto.v1.WriteSecured2Command;
import io.mxgateway.proto.v1.WriteSecuredBulkCommand;
import io.mxgateway.proto.v1.WriteSecuredBulkEntry;
import io.mxgateway.proto.v1.WriteSecuredCommand;

/** Commands on their way to the wire. */
final class CommandEncoder {
    private CommandEncoder() {}

    static io.mxgateway.proto.v1.MxCommand encode(MxCommand command) {
        var out = io.mxgateway.proto.v1.MxCommand.newBuilder()
                .setKindValue(command.kind().number());
        switch (command.kind()) {
            case REGISTER -> {
                var c = (MxCommand.Register) command;
                out.setRegister(RegisterCommand.newBuilder().setClientName(c.clientName()));
            }
            case UNREGISTER -> {
                var c = (MxCommand.Unregister) command;
                out.setUnregister(UnregisterCommand.newBuilder().setServerHandle(c.serverHandle()));
            }
            case ADD_ITEM -> {
                var c = (MxCommand.AddItem) command;
                out.setAddItem(AddItemCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .setItemDefinition(c.itemDefinition()));
            }
            case ADD_ITEM2 -> {
                var c = (MxCommand.AddItem2) command;
                out.setAddItem2(AddItem2Command.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .setItemDefinition(c.itemDefinition())
                        .setItemContext(c.itemContext()));
            }
            case REMOVE_ITEM -> {
                var c = (MxCommand.RemoveItem) command;
                out.setRemoveItem(RemoveItemCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .setItemHandle(c.itemHandle()));
            }
            case ADVISE -> {
                var c = (MxCommand.Advise) command;
                out.setAdvise(AdviseCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .setItemHandle(c.itemHandle()));
            }
            case UN_ADVISE -> {
                var c = (MxCommand.UnAdvise) command;
                out.setUnAdvise(UnAdviseCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .setItemHandle(c.itemHandle()));
            }
            case ADVISE_SUPERVISORY -> {
                var c = (MxCommand.AdviseSupervisory) command;
                out.setAdviseSupervisory(AdviseSupervisoryCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .setItemHandle(c.itemHandle()));
            }
            case ADD_BUFFERED_ITEM -> {
                var c = (MxCommand.AddBufferedItem) command;
                out.setAddBufferedItem(AddBufferedItemCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .setItemDefinition(c.itemDefinition())
                        .setItemContext(c.itemContext()));
            }
            case SET_BUFFERED_UPDATE_INTERVAL -> {
                var c = (MxCommand.SetBufferedUpdateInterval) command;
                out.setSetBufferedUpdateInterval(SetBufferedUpdateIntervalCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .setUpdateIntervalMilliseconds(c.updateIntervalMilliseconds()));
            }
            case SUSPEND -> {
                var c = (MxCommand.Suspend) command;
                out.setSuspend(SuspendCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .setItemHandle(c.itemHandle()));
            }
            case ACTIVATE -> {
                var c = (MxCommand.Activate) command;
                out.setActivate(ActivateCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .setItemHandle(c.itemHandle()));
            }
            case WRITE -> {
                var c = (MxCommand.Write) command;
                out.setWrite(WriteCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .setItemHandle(c.itemHandle())
                        .setValue(ValueCodec.encode(c.value()))
                        .setUserId(c.userId()));
            }
            case WRITE2 -> {
                var c = (MxCommand.Write2) command;
                out.setWrite2(Write2Command.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .setItemHandle(c.itemHandle())
                        .setValue(ValueCodec.encode(c.value()))
                        .setTimestampValue(ValueCodec.encode(c.timestampValue()))
                        .setUserId(c.userId()));
            }
            case WRITE_SECURED -> {
                var c = (MxCommand.WriteSecured) command;
                out.setWriteSecured(WriteSecuredCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .setItemHandle(c.itemHandle())
                        .setCurrentUserId(c.currentUserId())
                        .setVerifierUserId(c.verifierUserId())
                        .setValue(ValueCodec.encode(c.value())));
            }
            case WRITE_SECURED2 -> {
                var c = (MxCommand.WriteSecured2) command;
                out.setWriteSecured2(WriteSecured2Command.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .setItemHandle(c.itemHandle())
                        .setCurrentUserId(c.currentUserId())
                        .setVerifierUserId(c.verifierUserId())
                        .setValue(ValueCodec.encode(c.value()))
                        .setTimestampValue(ValueCodec.encode(c.timestampValue())));
            }
            case AUTHENTICATE_USER -> {
                var c = (MxCommand.AuthenticateUser) command;
                out.setAuthenticateUser(AuthenticateUserCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .setVerifyUser(c.verifyUser())
                        .setVerifyUserPassword(c.verifyUserPassword()));
            }
            case ARCHESTRA_USER_TO_ID -> {
                var c = (MxCommand.ArchestrAUserToId) command;
                out.setArchestraUserToId(ArchestrAUserToIdCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .setUserIdGuid(c.userIdGuid()));
            }
            case ADD_ITEM_BULK -> {
                var c = (MxCommand.AddItemBulk) command;
                out.setAddItemBulk(AddItemBulkCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .addAllTagAddresses(c.tagAddresses()));
            }
            case ADVISE_ITEM_BULK -> {
                var c = (MxCommand.AdviseItemBulk) command;
                out.setAdviseItemBulk(AdviseItemBulkCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .addAllItemHandles(c.itemHandles()));
            }
            case REMOVE_ITEM_BULK -> {
                var c = (MxCommand.RemoveItemBulk) command;
                out.setRemoveItemBulk(RemoveItemBulkCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .addAllItemHandles(c.itemHandles()));
            }
            case UN_ADVISE_ITEM_BULK -> {
                var c = (MxCommand.UnAdviseItemBulk) command;
                out.setUnAdviseItemBulk(UnAdviseItemBulkCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .addAllItemHandles(c.itemHandles()));
            }
            case SUBSCRIBE_BULK -> {
                var c = (MxCommand.SubscribeBulk) command;
                out.setSubscribeBulk(SubscribeBulkCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .addAllTagAddresses(c.tagAddresses()));
            }
            case UNSUBSCRIBE_BULK -> {
                var c = (MxCommand.UnsubscribeBulk) command;
                out.setUnsubscribeBulk(UnsubscribeBulkCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .addAllItemHandles(c.itemHandles()));
            }
            case SUBSCRIBE_ALARMS -> out.setSubscribeAlarms(encode((MxCommand.SubscribeAlarms) command));
            case UNSUBSCRIBE_ALARMS -> out.setUnsubscribeAlarms(UnsubscribeAlarmsCommand.getDefaultInstance());
            case ACKNOWLEDGE_ALARM -> out.setAcknowledgeAlarm(encode((MxCommand.AcknowledgeAlarm) command));
            case QUERY_ACTIVE_ALARMS -> {
                var c = (MxCommand.QueryActiveAlarms) command;
                out.setQueryActiveAlarms(
                        QueryActiveAlarmsCommand.newBuilder().setAlarmFilterPrefix(c.alarmFilterPrefix()));
            }
            case ACKNOWLEDGE_ALARM_BY_NAME ->
                out.setAcknowledgeAlarmByName(encode((MxCommand.AcknowledgeAlarmByName) command));
            case WRITE_BULK -> out.setWriteBulk(encode((MxCommand.WriteBulk) command));
            case WRITE2_BULK -> out.setWrite2Bulk(encode((MxCommand.Write2Bulk) command));
            case WRITE_SECURED_BULK -> out.setWriteSecuredBulk(encode((MxCommand.WriteSecuredBulk) command));
            case WRITE_SECURED2_BULK -> out.setWriteSecured2Bulk(encode((MxCommand.WriteSecured2Bulk) command));
            case READ_BULK -> {
                var c = (MxCommand.ReadBulk) command;
                out.setReadBulk(ReadBulkCommand.newBuilder()
                        .setServerHandle(c.serverHandle())
                        .addAllTagAddresses(c.tagAddresses())
                        .setTimeoutMs(c.timeoutMilliseconds()));
            }
            case PING -> {
                var c = (MxCommand.Ping) command;
                out.setPing(PingCommand.newBuilder().setMessage(c.message()));
            }
            case GET_SESSION_STATE -> out.setGetSessionState(GetSessionStateCommand.getDefaultInstance());
            case GET_WORKER_INFO -> out.setGetWorkerInfo(GetWorkerInfoCommand.getDefaultInstance());
            case DRAIN_EVENTS -> {
                var c = (MxCommand.DrainEvents) command;
                out.setDrainEvents(DrainEventsCommand.newBuilder().setMaxEvents(c.maxEvents()));
            }
            case SHUTDOWN_WORKER -> out.setShutdownWorker(ShutdownWorkerCommand.getDefaultInstance());
        }
        return out.build();
    }

    private static SubscribeAlarmsCommand encode(MxCommand.SubscribeAlarms command) {
        var out = SubscribeAlarmsCommand.newBuilder()
                .setSubscriptionExpression(command.subscriptionExpression())
                .setForcedModeValue(command.forcedMode().number())
                .setFailover(AlarmCodec.encode(command.failover()));
        command.watchList().forEach(target -> out.addWatchList(AlarmCodec.encode(target)));
        return out.build();
    }

    private static AcknowledgeAlarmCommand encode(MxCommand.AcknowledgeAlarm command) {
        AlarmAcknowledgement ack = command.acknowledgement();
        return AcknowledgeAlarmCommand.newBuilder()
                .setAlarmGuid(command.alarmGuid())
                .setComment(ack.comment())
                .setOperatorUser(ack.operatorUser())
                .setOperatorNode(ack.operatorNode())
                .setOperatorDomain(ack.operatorDomain())
                .setOperatorFullName(ack.operatorFullName())
                .build();
    }

    private static AcknowledgeAlarmByNameCommand encode(MxCommand.AcknowledgeAlarmByName command) {
        AlarmAcknowledgement ack = command.acknowledgement();
        return AcknowledgeAlarmByNameCommand.newBuilder()
                .setAlarmName(command.alarmName())
                .setProviderName(command.providerName())
                .setGroupName(command.groupName())
                .setComment(ack.comment())
                .setOperatorUser(ack.operatorUser())
                .setOperatorNode(ack.operatorNode())
                .setOperatorDomain(ack.operatorDomain())
                .setOperatorFullName(ack.operatorFullName())
                .build();
    }

    private static WriteBulkCommand encode(MxCommand.WriteBulk command) {
        var out = WriteBulkCommand.newBuilder().setServerHandle(command.serverHandle());
        for (MxCommand.WriteEntry entry : command.entries()) {
            out.addEntries(WriteBulkEntry.newBuilder()
                    .setItemHandle(entry.itemHandle())
                    .setValue(ValueCodec.encode(entry.value()))
                    .setUserId(entry.userId()));
        }
        return out.build();
    }

    private static Write2BulkCommand encode(MxCommand.Write2Bulk command) {
        var out = Write2BulkCommand.newBuilder().setServerHandle(command.serverHandle());
        for (MxCommand.Write2Entry entry : command.entries()) {
            out.addEntries(Write2BulkEntry.newBuilder()
                    .setItemHandle(entry.itemHandle())
                    .setValue(ValueCodec.encode(entry.value()))
                    .setTimestampValue(ValueCodec.encode(entry.timestampValue()))
                    .setUserId(entry.userId()));
        }
        return out.build();
    }

    private static WriteSecuredBulkCommand encode(MxCommand.WriteSecuredBulk command) {
        var out = WriteSecuredBulkCommand.newBuilder().setServerHandle(command.serverHandle());
        for (MxCommand.WriteSecuredEntry entry : command.entries()) {
            out.addEntries(WriteSecuredBulkEntry.newBuilder()
                    .setItemHandle(entry.itemHandle())
                    .setCurrentUserId(entry.currentUserId())
                    .setVerifierUserId(entry.verifierUserId())
                    .setValue(ValueCodec.encode(entry.value())));
        }
        return out.build();
    }

    private static WriteSecured2BulkCommand encode(MxCommand.WriteSecured2Bulk command) {
        var out = WriteSecured2BulkCommand.newBuilder().setServerHandle(command.serverHandle());
        for (MxCommand.WriteSecured2Entry entry : command.entries()) {
            out.addEntries(WriteSecured2BulkEntry.newBuilder()
                    .setItemHandle(entry.itemHandle())
                    .setCurrentUserId(entry.currentUserId())
                    .setVerifierUserId(entry.verifierUserId())
                    .setValue(ValueCodec.encode(entry.value()))
                    .setTimestampValue(ValueCodec.encode(entry.timestampValue())));
        }
        return out.build();
    }
}
