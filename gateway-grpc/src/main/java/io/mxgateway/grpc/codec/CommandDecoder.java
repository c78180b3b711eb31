package io.mxgateway.grpc.codec;

import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.AlarmSubtagTarget;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.proto.v1.AcknowledgeAlarmByNameCommand;
import io.mxgateway.proto.v1.AcknowledgeAlarmCommand;
import io.mxgateway.proto.v1.SubscribeAlarmsCommand;
import io.mxgateway.proto.v1.Write2BulkCommand;
import io.mxgateway.proto.v1.WriteBulkCommand;
import io.mxgateway.proto.v1.WriteSecured2BulkCommand;
import io.mxgateway.proto.v1.WriteSecuredBulkCommand;
import java.util.ArrayList;
import java.util.List;

/** Commands that come from the wire, once kind and payload are known to agree. */
final class CommandDecoder {
    private CommandDecoder() {}

    static MxCommand decode(io.mxgateway.proto.v1.MxCommand command, MxCommandKind kind) throws CodecException {
        return switch (kind) {
            case REGISTER -> {
                var p = command.getRegister();
                yield new MxCommand.Register(p.getClientName());
            }
            case UNREGISTER -> {
                var p = command.getUnregister();
                yield new MxCommand.Unregister(p.getServerHandle());
            }
            case ADD_ITEM -> {
                var p = command.getAddItem();
                yield new MxCommand.AddItem(p.getServerHandle(), p.getItemDefinition());
            }
            case ADD_ITEM2 -> {
                var p = command.getAddItem2();
                yield new MxCommand.AddItem2(p.getServerHandle(), p.getItemDefinition(), p.getItemContext());
            }
            case REMOVE_ITEM -> {
                var p = command.getRemoveItem();
                yield new MxCommand.RemoveItem(p.getServerHandle(), p.getItemHandle());
            }
            case ADVISE -> {
                var p = command.getAdvise();
                yield new MxCommand.Advise(p.getServerHandle(), p.getItemHandle());
            }
            case UN_ADVISE -> {
                var p = command.getUnAdvise();
                yield new MxCommand.UnAdvise(p.getServerHandle(), p.getItemHandle());
            }
            case ADVISE_SUPERVISORY -> {
                var p = command.getAdviseSupervisory();
                yield new MxCommand.AdviseSupervisory(p.getServerHandle(), p.getItemHandle());
            }
            case ADD_BUFFERED_ITEM -> {
                var p = command.getAddBufferedItem();
                yield new MxCommand.AddBufferedItem(p.getServerHandle(), p.getItemDefinition(), p.getItemContext());
            }
            case SET_BUFFERED_UPDATE_INTERVAL -> {
                var p = command.getSetBufferedUpdateInterval();
                yield new MxCommand.SetBufferedUpdateInterval(p.getServerHandle(), p.getUpdateIntervalMilliseconds());
            }
            case SUSPEND -> {
                var p = command.getSuspend();
                yield new MxCommand.Suspend(p.getServerHandle(), p.getItemHandle());
            }
            case ACTIVATE -> {
                var p = command.getActivate();
                yield new MxCommand.Activate(p.getServerHandle(), p.getItemHandle());
            }
            case WRITE -> {
                var p = command.getWrite();
                yield new MxCommand.Write(
                        p.getServerHandle(),
                        p.getItemHandle(),
                        value(p.hasValue(), p.getValue(), "write.value"),
                        p.getUserId());
            }
            case WRITE2 -> {
                var p = command.getWrite2();
                yield new MxCommand.Write2(
                        p.getServerHandle(),
                        p.getItemHandle(),
                        value(p.hasValue(), p.getValue(), "write2.value"),
                        value(p.hasTimestampValue(), p.getTimestampValue(), "write2.timestamp_value"),
                        p.getUserId());
            }
            case WRITE_SECURED -> {
                var p = command.getWriteSecured();
                yield new MxCommand.WriteSecured(
                        p.getServerHandle(),
                        p.getItemHandle(),
                        p.getCurrentUserId(),
                        p.getVerifierUserId(),
                        value(p.hasValue(), p.getValue(), "write_secured.value"));
            }
            case WRITE_SECURED2 -> {
                var p = command.getWriteSecured2();
                yield new MxCommand.WriteSecured2(
                        p.getServerHandle(),
                        p.getItemHandle(),
                        p.getCurrentUserId(),
                        p.getVerifierUserId(),
                        value(p.hasValue(), p.getValue(), "write_secured2.value"),
                        value(p.hasTimestampValue(), p.getTimestampValue(), "write_secured2.timestamp_value"));
            }
            case AUTHENTICATE_USER -> {
                var p = command.getAuthenticateUser();
                yield new MxCommand.AuthenticateUser(p.getServerHandle(), p.getVerifyUser(), p.getVerifyUserPassword());
            }
            case ARCHESTRA_USER_TO_ID -> {
                var p = command.getArchestraUserToId();
                yield new MxCommand.ArchestrAUserToId(p.getServerHandle(), p.getUserIdGuid());
            }
            case ADD_ITEM_BULK -> {
                var p = command.getAddItemBulk();
                yield new MxCommand.AddItemBulk(p.getServerHandle(), p.getTagAddressesList());
            }
            case ADVISE_ITEM_BULK -> {
                var p = command.getAdviseItemBulk();
                yield new MxCommand.AdviseItemBulk(p.getServerHandle(), p.getItemHandlesList());
            }
            case REMOVE_ITEM_BULK -> {
                var p = command.getRemoveItemBulk();
                yield new MxCommand.RemoveItemBulk(p.getServerHandle(), p.getItemHandlesList());
            }
            case UN_ADVISE_ITEM_BULK -> {
                var p = command.getUnAdviseItemBulk();
                yield new MxCommand.UnAdviseItemBulk(p.getServerHandle(), p.getItemHandlesList());
            }
            case SUBSCRIBE_BULK -> {
                var p = command.getSubscribeBulk();
                yield new MxCommand.SubscribeBulk(p.getServerHandle(), p.getTagAddressesList());
            }
            case UNSUBSCRIBE_BULK -> {
                var p = command.getUnsubscribeBulk();
                yield new MxCommand.UnsubscribeBulk(p.getServerHandle(), p.getItemHandlesList());
            }
            case SUBSCRIBE_ALARMS -> decode(command.getSubscribeAlarms());
            case UNSUBSCRIBE_ALARMS -> new MxCommand.UnsubscribeAlarms();
            case ACKNOWLEDGE_ALARM -> decode(command.getAcknowledgeAlarm());
            case QUERY_ACTIVE_ALARMS -> {
                var p = command.getQueryActiveAlarms();
                yield new MxCommand.QueryActiveAlarms(p.getAlarmFilterPrefix());
            }
            case ACKNOWLEDGE_ALARM_BY_NAME -> decode(command.getAcknowledgeAlarmByName());
            case WRITE_BULK -> decode(command.getWriteBulk());
            case WRITE2_BULK -> decode(command.getWrite2Bulk());
            case WRITE_SECURED_BULK -> decode(command.getWriteSecuredBulk());
            case WRITE_SECURED2_BULK -> decode(command.getWriteSecured2Bulk());
            case READ_BULK -> {
                var p = command.getReadBulk();
                yield new MxCommand.ReadBulk(
                        p.getServerHandle(),
                        p.getTagAddressesList(),
                        notNegative(p.getTimeoutMs(), "read_bulk.timeout_ms"));
            }
            case PING -> {
                var p = command.getPing();
                yield new MxCommand.Ping(p.getMessage());
            }
            case GET_SESSION_STATE -> new MxCommand.GetSessionState();
            case GET_WORKER_INFO -> new MxCommand.GetWorkerInfo();
            case DRAIN_EVENTS -> {
                var p = command.getDrainEvents();
                yield new MxCommand.DrainEvents(notNegative(p.getMaxEvents(), "drain_events.max_events"));
            }
            case SHUTDOWN_WORKER -> new MxCommand.ShutdownWorker();
        };
    }

    private static MxCommand decode(SubscribeAlarmsCommand p) throws CodecException {
        int mode = p.getForcedModeValue();
        if (mode < 0 || mode > AlarmProviderMode.SUBTAG.number()) {
            throw new CodecException("subscribe_alarms.forced_mode: " + mode
                    + " is no provider mode; the known ones are 0.." + AlarmProviderMode.SUBTAG.number());
        }
        List<AlarmSubtagTarget> targets =
                p.getWatchListList().stream().map(AlarmCodec::decode).toList();
        return new MxCommand.SubscribeAlarms(
                p.getSubscriptionExpression(),
                AlarmProviderMode.ofNumber(mode),
                targets,
                AlarmCodec.decode(p.getFailover()));
    }

    private static MxCommand decode(AcknowledgeAlarmCommand p) {
        return new MxCommand.AcknowledgeAlarm(
                p.getAlarmGuid(),
                new AlarmAcknowledgement(
                        p.getComment(),
                        p.getOperatorUser(),
                        p.getOperatorNode(),
                        p.getOperatorDomain(),
                        p.getOperatorFullName()));
    }

    private static MxCommand decode(AcknowledgeAlarmByNameCommand p) {
        return new MxCommand.AcknowledgeAlarmByName(
                p.getAlarmName(),
                p.getProviderName(),
                p.getGroupName(),
                new AlarmAcknowledgement(
                        p.getComment(),
                        p.getOperatorUser(),
                        p.getOperatorNode(),
                        p.getOperatorDomain(),
                        p.getOperatorFullName()));
    }

    private static MxCommand decode(WriteBulkCommand p) throws CodecException {
        List<MxCommand.WriteEntry> entries = new ArrayList<>(p.getEntriesCount());
        for (var e : p.getEntriesList()) {
            String at = "write_bulk.entries[" + entries.size() + "]";
            entries.add(new MxCommand.WriteEntry(
                    e.getItemHandle(), value(e.hasValue(), e.getValue(), at + ".value"), e.getUserId()));
        }
        return new MxCommand.WriteBulk(p.getServerHandle(), entries);
    }

    private static MxCommand decode(Write2BulkCommand p) throws CodecException {
        List<MxCommand.Write2Entry> entries = new ArrayList<>(p.getEntriesCount());
        for (var e : p.getEntriesList()) {
            String at = "write2_bulk.entries[" + entries.size() + "]";
            entries.add(new MxCommand.Write2Entry(
                    e.getItemHandle(),
                    value(e.hasValue(), e.getValue(), at + ".value"),
                    value(e.hasTimestampValue(), e.getTimestampValue(), at + ".timestamp_value"),
                    e.getUserId()));
        }
        return new MxCommand.Write2Bulk(p.getServerHandle(), entries);
    }

    private static MxCommand decode(WriteSecuredBulkCommand p) throws CodecException {
        List<MxCommand.WriteSecuredEntry> entries = new ArrayList<>(p.getEntriesCount());
        for (var e : p.getEntriesList()) {
            String at = "write_secured_bulk.entries[" + entries.size() + "]";
            entries.add(new MxCommand.WriteSecuredEntry(
                    e.getItemHandle(),
                    e.getCurrentUserId(),
                    e.getVerifierUserId(),
                    value(e.hasValue(), e.getValue(), at + ".value")));
        }
        return new MxCommand.WriteSecuredBulk(p.getServerHandle(), entries);
    }

    private static MxCommand decode(WriteSecured2BulkCommand p) throws CodecException {
        List<MxCommand.WriteSecured2Entry> entries = new ArrayList<>(p.getEntriesCount());
        for (var e : p.getEntriesList()) {
            String at = "write_secured2_bulk.entries[" + entries.size() + "]";
            entries.add(new MxCommand.WriteSecured2Entry(
                    e.getItemHandle(),
                    e.getCurrentUserId(),
                    e.getVerifierUserId(),
                    value(e.hasValue(), e.getValue(), at + ".value"),
                    value(e.hasTimestampValue(), e.getTimestampValue(), at + ".timestamp_value")));
        }
        return new MxCommand.WriteSecured2Bulk(p.getServerHandle(), entries);
    }

    private static MxValue value(boolean present, io.mxgateway.proto.v1.MxValue value, String where)
            throws CodecException {
        if (!present) {
            throw new CodecException(where + " is not set; a write needs it (a null is a value with is_null)");
        }
        return ValueCodec.decodeChecked(value, where);
    }

    /** The wire's sizes are unsigned; half of them do not fit. */
    private static int notNegative(int size, String where) throws CodecException {
        if (size < 0) {
            throw new CodecException(where + ": " + Integer.toUnsignedString(size) + " (or " + size
                    + ", if it was meant to be negative) is outside 0.." + Integer.MAX_VALUE);
        }
        return size;
    }
}
