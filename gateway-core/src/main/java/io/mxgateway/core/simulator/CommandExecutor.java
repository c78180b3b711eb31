package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxResult;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Turns each command that is answered at once into calls on the session, and their results into replies. */
final class CommandExecutor {
    private final Session session;
    private final SimulatorIdentity identity;

    CommandExecutor(Session session, SimulatorIdentity identity) {
        this.session = session;
        this.identity = identity;
    }

    /** Executes any command but ReadBulk. */
    MxReplyData execute(MxCommand command) {
        try {
            return dispatch(command);
        } catch (Refusal refusal) {
            return refusal.reply(command.kind());
        }
    }

    private MxReplyData dispatch(MxCommand command) throws Refusal {
        MxCommandKind kind = command.kind();
        if (command instanceof MxCommand.OnItem onItem) {
            return item(onItem);
        }
        if (command instanceof MxCommand.AddsItem addsItem) {
            return add(addsItem);
        }
        return switch (kind) {
            case REGISTER -> {
                int handle = session.register();
                yield returning(kind, handle, new MxReplyPayload.ServerHandle(handle));
            }
            case UNREGISTER -> {
                session.unregister(((MxCommand.Unregister) command).serverHandle());
                yield MxReplyData.ok(kind);
            }
            case SET_BUFFERED_UPDATE_INTERVAL -> {
                MxCommand.SetBufferedUpdateInterval set = (MxCommand.SetBufferedUpdateInterval) command;
                session.setBufferedInterval(session.registration(set.serverHandle()), set.updateIntervalMilliseconds());
                yield MxReplyData.ok(kind);
            }
            case AUTHENTICATE_USER -> {
                MxCommand.AuthenticateUser user = (MxCommand.AuthenticateUser) command;
                session.registration(user.serverHandle());
                int id = session.authenticate(user.verifyUser(), user.verifyUserPassword());
                yield returning(kind, id, new MxReplyPayload.UserId(id));
            }
            case ARCHESTRA_USER_TO_ID -> {
                MxCommand.ArchestrAUserToId user = (MxCommand.ArchestrAUserToId) command;
                session.registration(user.serverHandle());
                int id = session.userWithGuid(user.userIdGuid());
                yield returning(kind, id, new MxReplyPayload.UserId(id));
            }
            case ADD_ITEM_BULK,
                    ADVISE_ITEM_BULK,
                    REMOVE_ITEM_BULK,
                    UN_ADVISE_ITEM_BULK,
                    SUBSCRIBE_BULK,
                    UNSUBSCRIBE_BULK -> new BulkItems(session).execute((MxCommand.OnServer) command);
            case WRITE_BULK, WRITE2_BULK, WRITE_SECURED_BULK, WRITE_SECURED2_BULK ->
                writeBulk((MxCommand.OnServer) command);
            case PING -> MxReplyData.ok(kind).withDiagnostic(((MxCommand.Ping) command).message());
            case GET_WORKER_INFO -> MxReplyData.ok(kind, identity.describe());
            case SUBSCRIBE_ALARMS,
                    UNSUBSCRIBE_ALARMS,
                    ACKNOWLEDGE_ALARM,
                    QUERY_ACTIVE_ALARMS,
                    ACKNOWLEDGE_ALARM_BY_NAME -> new AlarmCommands(session).execute(command);
            default ->
                MxReplyData.invalid(
                        kind, kind.method() + " is answered by the gateway and has no meaning for a worker");
        };
    }

    private MxReplyData add(MxCommand.AddsItem command) throws Refusal {
        Registration registration = session.registration(command.serverHandle());
        String context = null;
        boolean buffered = false;
        if (command instanceof MxCommand.AddItem2 relative) {
            context = relative.itemContext();
        } else if (command instanceof MxCommand.AddBufferedItem relative) {
            context = relative.itemContext();
            buffered = true;
        }
        int handle = session.add(registration, command.itemDefinition(), context, buffered)
                .handle();
        return returning(command.kind(), handle, new MxReplyPayload.ItemHandle(handle));
    }

    private MxReplyData item(MxCommand.OnItem command) throws Refusal {
        Registration registration = session.registration(command.serverHandle());
        Item item = session.item(registration, command.itemHandle());
        MxCommandKind kind = command.kind();
        switch (kind) {
            case REMOVE_ITEM -> session.remove(registration, item);
            case UN_ADVISE -> session.advising().unadvise(registration, item);
            case ADVISE, ADVISE_SUPERVISORY -> {
                Advising.Batch batch = session.advising().batch();
                session.advising().advise(registration, item, kind == MxCommandKind.ADVISE_SUPERVISORY, batch);
                session.advising().schedule(batch);
            }
            case SUSPEND -> {
                return status(kind, session.suspend(item));
            }
            case ACTIVATE -> {
                session.activated(item);
                Advising.Batch batch = session.advising().batch();
                MxStatus status = session.advising().activate(item, batch);
                session.advising().schedule(batch);
                return status(kind, status);
            }
            default -> session.write(item, orderOf(command));
        }
        return MxReplyData.ok(kind);
    }

    private static WriteOrder orderOf(MxCommand.OnItem command) {
        if (command instanceof MxCommand.Write write) {
            return new WriteOrder(write.value(), null, false, write.userId(), 0);
        } else if (command instanceof MxCommand.Write2 write) {
            return new WriteOrder(write.value(), write.timestampValue(), false, write.userId(), 0);
        } else if (command instanceof MxCommand.WriteSecured write) {
            return new WriteOrder(write.value(), null, true, write.currentUserId(), write.verifierUserId());
        } else if (command instanceof MxCommand.WriteSecured2 write) {
            return new WriteOrder(
                    write.value(), write.timestampValue(), true, write.currentUserId(), write.verifierUserId());
        }
        throw new IllegalArgumentException("not a write: " + command.kind());
    }

    /** One entry of a bulk write. */
    private record Entry(int itemHandle, WriteOrder order) {}

    private static List<Entry> entriesOf(MxCommand.OnServer command) {
        List<Entry> entries = new ArrayList<>();
        if (command instanceof MxCommand.WriteBulk bulk) {
            bulk.entries()
                    .forEach(e -> entries.add(
                            new Entry(e.itemHandle(), new WriteOrder(e.value(), null, false, e.userId(), 0))));
        } else if (command instanceof MxCommand.Write2Bulk bulk) {
            bulk.entries()
                    .forEach(e -> entries.add(new Entry(
                            e.itemHandle(), new WriteOrder(e.value(), e.timestampValue(), false, e.userId(), 0))));
        } else if (command instanceof MxCommand.WriteSecuredBulk bulk) {
            bulk.entries()
                    .forEach(e -> entries.add(new Entry(
                            e.itemHandle(),
                            new WriteOrder(e.value(), null, true, e.currentUserId(), e.verifierUserId()))));
        } else if (command instanceof MxCommand.WriteSecured2Bulk bulk) {
            bulk.entries()
                    .forEach(e -> entries.add(new Entry(
                            e.itemHandle(),
                            new WriteOrder(
                                    e.value(), e.timestampValue(), true, e.currentUserId(), e.verifierUserId()))));
        }
        return entries;
    }

    private MxReplyData writeBulk(MxCommand.OnServer command) {
        List<MxReplyPayload.WriteResult> results = new ArrayList<>();
        Refusal unregistered = null;
        Registration registration = null;
        try {
            registration = session.registration(command.serverHandle());
        } catch (Refusal refusal) {
            unregistered = refusal;
        }
        for (Entry entry : entriesOf(command)) {
            results.add(unregistered == null ? write(registration, entry) : failed(command, entry, unregistered));
        }
        MxReplyPayload payload = new MxReplyPayload.WriteResults(results);
        return unregistered == null
                ? MxReplyData.ok(command.kind(), payload)
                : BulkItems.withPayload(unregistered.reply(command.kind()), payload);
    }

    private MxReplyPayload.WriteResult write(Registration registration, Entry entry) {
        try {
            session.write(session.item(registration, entry.itemHandle()), entry.order());
            return new MxReplyPayload.WriteResult(
                    registration.handle(), entry.itemHandle(), true, OptionalInt.of(MxResult.S_OK), List.of(), "");
        } catch (Refusal refusal) {
            return new MxReplyPayload.WriteResult(
                    registration.handle(),
                    entry.itemHandle(),
                    false,
                    OptionalInt.of(refusal.hresult()),
                    List.of(),
                    refusal.getMessage());
        }
    }

    private static MxReplyPayload.WriteResult failed(MxCommand.OnServer command, Entry entry, Refusal refusal) {
        return new MxReplyPayload.WriteResult(
                command.serverHandle(),
                entry.itemHandle(),
                false,
                OptionalInt.of(refusal.hresult()),
                List.of(),
                refusal.getMessage());
    }

    private static MxReplyData returning(MxCommandKind kind, int value, MxReplyPayload payload) {
        MxReplyData ok = MxReplyData.ok(kind, payload);
        return new MxReplyData(kind, "", ok.status(), ok.hresult(), MxValue.of(value), List.of(), "", payload);
    }

    private static MxReplyData status(MxCommandKind kind, MxStatus status) {
        MxReplyPayload payload = new MxReplyPayload.ItemStatus(status);
        MxReplyData ok = MxReplyData.ok(kind, payload);
        return new MxReplyData(kind, "", ok.status(), ok.hresult(), null, List.of(status), "", payload);
    }
}
