package io.mxgateway.grpc.client;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyPayload.ReadResult;
import io.mxgateway.core.mx.MxReplyPayload.SessionStateInfo;
import io.mxgateway.core.mx.MxReplyPayload.SubscribeResult;
import io.mxgateway.core.mx.MxReplyPayload.WorkerInfo;
import io.mxgateway.core.mx.MxReplyPayload.WriteResult;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import java.util.List;

/**
 * The calls of a session, each waiting for its result: {@link MxAsyncCalls} for threads that may wait. A call throws a
 * {@link MxClientException} when it fails; an interrupt ends the wait and, as a {@code CANCELLED} {@link
 * GatewayException}, the call.
 *
 * <p>Thread-safe.
 */
public final class MxCalls {
    private final MxAsyncCalls async;

    MxCalls(MxAsyncCalls async) {
        this.async = async;
    }

    /** Has any command executed; throws a {@link MxAccessException} when MXAccess refuses it. */
    public MxReply execute(MxCommand command) {
        return Waiting.result(async.execute(command));
    }

    /** Registers with MXAccess; the result is the server handle. */
    public int register(String clientName) {
        return Waiting.result(async.register(clientName));
    }

    /** Ends a registration and all its items. */
    public MxReply unregister(int serverHandle) {
        return Waiting.result(async.unregister(serverHandle));
    }

    /** Adds an item by its full reference; the result is the item handle. */
    public int addItem(int serverHandle, String reference) {
        return Waiting.result(async.addItem(serverHandle, reference));
    }

    /** Adds an item by a reference relative to a context object; the result is the item handle. */
    public int addItem2(int serverHandle, String reference, String context) {
        return Waiting.result(async.addItem2(serverHandle, reference, context));
    }

    /** Removes an item. */
    public MxReply removeItem(int serverHandle, int itemHandle) {
        return Waiting.result(async.removeItem(serverHandle, itemHandle));
    }

    /** Starts data changes for an item. */
    public MxReply advise(int serverHandle, int itemHandle) {
        return Waiting.result(async.advise(serverHandle, itemHandle));
    }

    /** Ends data changes for an item. */
    public MxReply unAdvise(int serverHandle, int itemHandle) {
        return Waiting.result(async.unAdvise(serverHandle, itemHandle));
    }

    /** Starts data changes for an item whose writes count as the system's. */
    public MxReply adviseSupervisory(int serverHandle, int itemHandle) {
        return Waiting.result(async.adviseSupervisory(serverHandle, itemHandle));
    }

    /** Adds an item whose changes come in batches; the result is the item handle. */
    public int addBufferedItem(int serverHandle, String reference, String context) {
        return Waiting.result(async.addBufferedItem(serverHandle, reference, context));
    }

    /** Sets how often batches of buffered items come, in milliseconds. */
    public MxReply setBufferedUpdateInterval(int serverHandle, int milliseconds) {
        return Waiting.result(async.setBufferedUpdateInterval(serverHandle, milliseconds));
    }

    /** Suspends an item; the result is what MXAccess says of it. */
    public MxStatus suspend(int serverHandle, int itemHandle) {
        return Waiting.result(async.suspend(serverHandle, itemHandle));
    }

    /** Resumes an item; the result is what MXAccess says of it. */
    public MxStatus activate(int serverHandle, int itemHandle) {
        return Waiting.result(async.activate(serverHandle, itemHandle));
    }

    /** Writes a value. The reply means that it was accepted; what came of it is an OnWriteComplete event. */
    public MxReply write(int serverHandle, int itemHandle, MxValue value, int userId) {
        return Waiting.result(async.write(serverHandle, itemHandle, value, userId));
    }

    /** Writes a value with its time; see {@code write}. */
    public MxReply write2(int serverHandle, int itemHandle, MxValue value, MxValue timestamp, int userId) {
        return Waiting.result(async.write2(serverHandle, itemHandle, value, timestamp, userId));
    }

    /** Writes a value for one user, verified by another; see {@code write}. */
    public MxReply writeSecured(
            int serverHandle, int itemHandle, int currentUserId, int verifierUserId, MxValue value) {
        return Waiting.result(async.writeSecured(serverHandle, itemHandle, currentUserId, verifierUserId, value));
    }

    /** Writes a value with its time for one user, verified by another; see {@code write}. */
    public MxReply writeSecured2(
            int serverHandle, int itemHandle, int currentUserId, int verifierUserId, MxValue value, MxValue timestamp) {
        return Waiting.result(
                async.writeSecured2(serverHandle, itemHandle, currentUserId, verifierUserId, value, timestamp));
    }

    /** Checks a password; the result is the user's id. */
    public int authenticateUser(int serverHandle, String user, String password) {
        return Waiting.result(async.authenticateUser(serverHandle, user, password));
    }

    /** The id of a user named by GUID. */
    public int archestraUserToId(int serverHandle, String userGuid) {
        return Waiting.result(async.archestraUserToId(serverHandle, userGuid));
    }

    /** Adds many items; one result per tag, in order. */
    public List<SubscribeResult> addItemBulk(int serverHandle, List<String> tags) {
        return Waiting.result(async.addItemBulk(serverHandle, tags));
    }

    /** Starts data changes for many items; one result per item, in order. */
    public List<SubscribeResult> adviseItemBulk(int serverHandle, List<Integer> itemHandles) {
        return Waiting.result(async.adviseItemBulk(serverHandle, itemHandles));
    }

    /** Removes many items; one result per item, in order. */
    public List<SubscribeResult> removeItemBulk(int serverHandle, List<Integer> itemHandles) {
        return Waiting.result(async.removeItemBulk(serverHandle, itemHandles));
    }

    /** Ends data changes for many items; one result per item, in order. */
    public List<SubscribeResult> unAdviseItemBulk(int serverHandle, List<Integer> itemHandles) {
        return Waiting.result(async.unAdviseItemBulk(serverHandle, itemHandles));
    }

    /** Adds and advises many items; one result per tag, in order. */
    public List<SubscribeResult> subscribeBulk(int serverHandle, List<String> tags) {
        return Waiting.result(async.subscribeBulk(serverHandle, tags));
    }

    /** Unadvises and removes many items; one result per item, in order. */
    public List<SubscribeResult> unsubscribeBulk(int serverHandle, List<Integer> itemHandles) {
        return Waiting.result(async.unsubscribeBulk(serverHandle, itemHandles));
    }

    /** Writes many values; one result per entry, in order. */
    public List<WriteResult> writeBulk(int serverHandle, List<MxCommand.WriteEntry> entries) {
        return Waiting.result(async.writeBulk(serverHandle, entries));
    }

    /** Writes many values with their times; one result per entry, in order. */
    public List<WriteResult> write2Bulk(int serverHandle, List<MxCommand.Write2Entry> entries) {
        return Waiting.result(async.write2Bulk(serverHandle, entries));
    }

    /** Writes many values for users; one result per entry, in order. */
    public List<WriteResult> writeSecuredBulk(int serverHandle, List<MxCommand.WriteSecuredEntry> entries) {
        return Waiting.result(async.writeSecuredBulk(serverHandle, entries));
    }

    /** Writes many values with their times for users; one result per entry, in order. */
    public List<WriteResult> writeSecured2Bulk(int serverHandle, List<MxCommand.WriteSecured2Entry> entries) {
        return Waiting.result(async.writeSecured2Bulk(serverHandle, entries));
    }

    /** Reads the current values of many tags; one result per tag, in order. A timeout of 0 ms is the backend's default. */
    public List<ReadResult> readBulk(int serverHandle, List<String> tags, int timeoutMilliseconds) {
        return Waiting.result(async.readBulk(serverHandle, tags, timeoutMilliseconds));
    }

    /** Asks the worker whether it answers; the result is the message. */
    public String ping(String message) {
        return Waiting.result(async.ping(message));
    }

    /** How the session is. */
    public SessionStateInfo sessionState() {
        return Waiting.result(async.sessionState());
    }

    /** Who the worker is. */
    public WorkerInfo workerInfo() {
        return Waiting.result(async.workerInfo());
    }

    /** Takes events by polling, at most so many, 0 for all; for clients that do not stream. */
    public List<MxEvent> drainEvents(int maxEvents) {
        return Waiting.result(async.drainEvents(maxEvents));
    }
}
