package io.mxgateway.grpc.client;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxReplyPayload.ReadResult;
import io.mxgateway.core.mx.MxReplyPayload.SessionStateInfo;
import io.mxgateway.core.mx.MxReplyPayload.SubscribeResult;
import io.mxgateway.core.mx.MxReplyPayload.WorkerInfo;
import io.mxgateway.core.mx.MxReplyPayload.WriteResult;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The calls of a session, without waiting. Each is sent once and never repeated: nobody knows whether a call without an
 * answer was executed. A future fails with a {@link MxClientException}; cancelling it ends the wait, and the gateway is
 * told so.
 *
 * <p>Thread-safe. Futures complete on a thread of the client.
 */
public final class MxAsyncCalls {
    private final Function<MxCommand, CompletableFuture<MxReply>> execute;

    MxAsyncCalls(Function<MxCommand, CompletableFuture<MxReply>> execute) {
        this.execute = execute;
    }

    /** Has any command executed; fails with a {@link MxAccessException} when MXAccess refuses it. */
    public CompletableFuture<MxReply> execute(MxCommand command) {
        return execute.apply(command);
    }

    /** Registers with MXAccess; the result is the server handle. */
    public CompletableFuture<Integer> register(String clientName) {
        return map(
                new MxCommand.Register(clientName),
                reply -> payload(reply, MxReplyPayload.ServerHandle.class).serverHandle());
    }

    /** Ends a registration and all its items. */
    public CompletableFuture<MxReply> unregister(int serverHandle) {
        return execute(new MxCommand.Unregister(serverHandle));
    }

    /** Adds an item by its full reference; the result is the item handle. */
    public CompletableFuture<Integer> addItem(int serverHandle, String reference) {
        return map(
                new MxCommand.AddItem(serverHandle, reference),
                reply -> payload(reply, MxReplyPayload.ItemHandle.class).itemHandle());
    }

    /** Adds an item by a reference relative to a context object; the result is the item handle. */
    public CompletableFuture<Integer> addItem2(int serverHandle, String reference, String context) {
        return map(
                new MxCommand.AddItem2(serverHandle, reference, context),
                reply -> payload(reply, MxReplyPayload.ItemHandle.class).itemHandle());
    }

    /** Removes an item. */
    public CompletableFuture<MxReply> removeItem(int serverHandle, int itemHandle) {
        return execute(new MxCommand.RemoveItem(serverHandle, itemHandle));
    }

    /** Starts data changes for an item. */
    public CompletableFuture<MxReply> advise(int serverHandle, int itemHandle) {
        return execute(new MxCommand.Advise(serverHandle, itemHandle));
    }

    /** Ends data changes for an item. */
    public CompletableFuture<MxReply> unAdvise(int serverHandle, int itemHandle) {
        return execute(new MxCommand.UnAdvise(serverHandle, itemHandle));
    }

    /** Starts data changes for an item whose writes count as the system's. */
    public CompletableFuture<MxReply> adviseSupervisory(int serverHandle, int itemHandle) {
        return execute(new MxCommand.AdviseSupervisory(serverHandle, itemHandle));
    }

    /** Adds an item whose changes come in batches; the result is the item handle. */
    public CompletableFuture<Integer> addBufferedItem(int serverHandle, String reference, String context) {
        return map(
                new MxCommand.AddBufferedItem(serverHandle, reference, context),
                reply -> payload(reply, MxReplyPayload.ItemHandle.class).itemHandle());
    }

    /** Sets how often batches of buffered items come, in milliseconds. */
    public CompletableFuture<MxReply> setBufferedUpdateInterval(int serverHandle, int milliseconds) {
        return execute(new MxCommand.SetBufferedUpdateInterval(serverHandle, milliseconds));
    }

    /** Suspends an item; the result is what MXAccess says of it. */
    public CompletableFuture<MxStatus> suspend(int serverHandle, int itemHandle) {
        return map(
                new MxCommand.Suspend(serverHandle, itemHandle),
                reply -> payload(reply, MxReplyPayload.ItemStatus.class).status());
    }

    /** Resumes an item; the result is what MXAccess says of it. */
    public CompletableFuture<MxStatus> activate(int serverHandle, int itemHandle) {
        return map(
                new MxCommand.Activate(serverHandle, itemHandle),
                reply -> payload(reply, MxReplyPayload.ItemStatus.class).status());
    }

    /** Writes a value. The reply means that it was accepted; what came of it is an OnWriteComplete event. */
    public CompletableFuture<MxReply> write(int serverHandle, int itemHandle, MxValue value, int userId) {
        return execute(new MxCommand.Write(serverHandle, itemHandle, value, userId));
    }

    /** Writes a value with its time; see {@code write}. */
    public CompletableFuture<MxReply> write2(
            int serverHandle, int itemHandle, MxValue value, MxValue timestamp, int userId) {
        return execute(new MxCommand.Write2(serverHandle, itemHandle, value, timestamp, userId));
    }

    /** Writes a value for one user, verified by another; see {@code write}. */
    public CompletableFuture<MxReply> writeSecured(
            int serverHandle, int itemHandle, int currentUserId, int verifierUserId, MxValue value) {
        return execute(new MxCommand.WriteSecured(serverHandle, itemHandle, currentUserId, verifierUserId, value));
    }

    /** Writes a value with its time for one user, verified by another; see {@code write}. */
    public CompletableFuture<MxReply> writeSecured2(
            int serverHandle, int itemHandle, int currentUserId, int verifierUserId, MxValue value, MxValue timestamp) {
        return execute(
                new MxCommand.WriteSecured2(serverHandle, itemHandle, currentUserId, verifierUserId, value, timestamp));
    }

    /** Checks a password; the result is the user's id. */
    public CompletableFuture<Integer> authenticateUser(int serverHandle, String user, String password) {
        return map(
                new MxCommand.AuthenticateUser(serverHandle, user, password),
                reply -> payload(reply, MxReplyPayload.UserId.class).userId());
    }

    /** The id of a user named by GUID. */
    public CompletableFuture<Integer> archestraUserToId(int serverHandle, String userGuid) {
        return map(
                new MxCommand.ArchestrAUserToId(serverHandle, userGuid),
                reply -> payload(reply, MxReplyPayload.UserId.class).userId());
    }

    /** Adds many items; one result per tag, in order. */
    public CompletableFuture<List<SubscribeResult>> addItemBulk(int serverHandle, List<String> tags) {
        return map(
                new MxCommand.AddItemBulk(serverHandle, tags),
                reply -> payload(reply, MxReplyPayload.SubscribeResults.class).results());
    }

    /** Starts data changes for many items; one result per item, in order. */
    public CompletableFuture<List<SubscribeResult>> adviseItemBulk(int serverHandle, List<Integer> itemHandles) {
        return map(
                new MxCommand.AdviseItemBulk(serverHandle, itemHandles),
                reply -> payload(reply, MxReplyPayload.SubscribeResults.class).results());
    }

    /** Removes many items; one result per item, in order. */
    public CompletableFuture<List<SubscribeResult>> removeItemBulk(int serverHandle, List<Integer> itemHandles) {
        return map(
                new MxCommand.RemoveItemBulk(serverHandle, itemHandles),
                reply -> payload(reply, MxReplyPayload.SubscribeResults.class).results());
    }

    /** Ends data changes for many items; one result per item, in order. */
    public CompletableFuture<List<SubscribeResult>> unAdviseItemBulk(int serverHandle, List<Integer> itemHandles) {
        return map(
                new MxCommand.UnAdviseItemBulk(serverHandle, itemHandles),
                reply -> payload(reply, MxReplyPayload.SubscribeResults.class).results());
    }

    /** Adds and advises many items; one result per tag, in order. */
    public CompletableFuture<List<SubscribeResult>> subscribeBulk(int serverHandle, List<String> tags) {
        return map(
                new MxCommand.SubscribeBulk(serverHandle, tags),
                reply -> payload(reply, MxReplyPayload.SubscribeResults.class).results());
    }

    /** Unadvises and removes many items; one result per item, in order. */
    public CompletableFuture<List<SubscribeResult>> unsubscribeBulk(int serverHandle, List<Integer> itemHandles) {
        return map(
                new MxCommand.UnsubscribeBulk(serverHandle, itemHandles),
                reply -> payload(reply, MxReplyPayload.SubscribeResults.class).results());
    }

    /** Writes many values; one result per entry, in order. */
    public CompletableFuture<List<WriteResult>> writeBulk(int serverHandle, List<MxCommand.WriteEntry> entries) {
        return map(
                new MxCommand.WriteBulk(serverHandle, entries),
                reply -> payload(reply, MxReplyPayload.WriteResults.class).results());
    }

    /** Writes many values with their times; one result per entry, in order. */
    public CompletableFuture<List<WriteResult>> write2Bulk(int serverHandle, List<MxCommand.Write2Entry> entries) {
        return map(
                new MxCommand.Write2Bulk(serverHandle, entries),
                reply -> payload(reply, MxReplyPayload.WriteResults.class).results());
    }

    /** Writes many values for users; one result per entry, in order. */
    public CompletableFuture<List<WriteResult>> writeSecuredBulk(
            int serverHandle, List<MxCommand.WriteSecuredEntry> entries) {
        return map(
                new MxCommand.WriteSecuredBulk(serverHandle, entries),
                reply -> payload(reply, MxReplyPayload.WriteResults.class).results());
    }

    /** Writes many values with their times for users; one result per entry, in order. */
    public CompletableFuture<List<WriteResult>> writeSecured2Bulk(
            int serverHandle, List<MxCommand.WriteSecured2Entry> entries) {
        return map(
                new MxCommand.WriteSecured2Bulk(serverHandle, entries),
                reply -> payload(reply, MxReplyPayload.WriteResults.class).results());
    }

    /** Reads the current values of many tags; one result per tag, in order. A timeout of 0 ms is the backend's default. */
    public CompletableFuture<List<ReadResult>> readBulk(int serverHandle, List<String> tags, int timeoutMilliseconds) {
        return map(
                new MxCommand.ReadBulk(serverHandle, tags, timeoutMilliseconds),
                reply -> payload(reply, MxReplyPayload.ReadResults.class).results());
    }

    /** Asks the worker whether it answers; the result is the message. */
    public CompletableFuture<String> ping(String message) {
        return map(new MxCommand.Ping(message), MxReply::diagnosticMessage);
    }

    /** How the session is. */
    public CompletableFuture<SessionStateInfo> sessionState() {
        return map(new MxCommand.GetSessionState(), reply -> payload(reply, SessionStateInfo.class));
    }

    /** Who the worker is. */
    public CompletableFuture<WorkerInfo> workerInfo() {
        return map(new MxCommand.GetWorkerInfo(), reply -> payload(reply, WorkerInfo.class));
    }

    /** Takes events by polling, at most so many, 0 for all; for clients that do not stream. */
    public CompletableFuture<List<MxEvent>> drainEvents(int maxEvents) {
        return map(
                new MxCommand.DrainEvents(maxEvents),
                reply -> payload(reply, MxReplyPayload.DrainedEvents.class).events());
    }

    private <T> CompletableFuture<T> map(MxCommand command, Function<MxReply, T> result) {
        return Waiting.map(execute(command), result);
    }

    private static <T extends MxReplyPayload> T payload(MxReply reply, Class<T> type) {
        if (type.isInstance(reply.payload())) {
            return type.cast(reply.payload());
        }
        throw new IllegalStateException("the gateway answered " + reply.kind().method() + " with "
                + reply.payload().getClass().getSimpleName() + " instead of " + type.getSimpleName());
    }
}
