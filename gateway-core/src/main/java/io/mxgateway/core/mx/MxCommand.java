package io.mxgateway.core.mx;

import java.util.List;
import java.util.Objects;

/**
 * One call that a session can be asked for: a record for each {@link MxCommandKind}, carrying what the call takes.
 *
 * <p>Nothing is judged here that MXAccess itself judges: an empty reference or an unknown handle is a legal command
 * with a failing reply. Commands that carry secrets leave them out of their {@code toString}.
 */
public sealed interface MxCommand {
    /** Which call this is. */
    MxCommandKind kind();

    /** A call within a registration. */
    sealed interface OnServer extends MxCommand {
        /** The registration, as Register returned it. */
        int serverHandle();
    }

    /** A call about one item. */
    sealed interface OnItem extends OnServer {
        /** The item, as AddItem returned it. */
        int itemHandle();
    }

    /** A call that adds one item by name. */
    sealed interface AddsItem extends OnServer {
        /** The reference, full or relative. */
        String itemDefinition();
    }

    /** One write of a {@link WriteBulk}. */
    record WriteEntry(int itemHandle, MxValue value, int userId) {
        public WriteEntry {
            Objects.requireNonNull(value, "value");
        }
    }

    /** One write of a {@link Write2Bulk}. */
    record Write2Entry(int itemHandle, MxValue value, MxValue timestampValue, int userId) {
        public Write2Entry {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(timestampValue, "timestampValue");
        }
    }

    /** One write of a {@link WriteSecuredBulk}. */
    record WriteSecuredEntry(int itemHandle, int currentUserId, int verifierUserId, MxValue value) {
        public WriteSecuredEntry {
            Objects.requireNonNull(value, "value");
        }

        /** Without what must never reach a log. */
        @Override
        public String toString() {
            return "WriteSecuredEntry[itemHandle=" + itemHandle + ", value=***]";
        }
    }

    /** One write of a {@link WriteSecured2Bulk}. */
    record WriteSecured2Entry(
            int itemHandle, int currentUserId, int verifierUserId, MxValue value, MxValue timestampValue) {
        public WriteSecured2Entry {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(timestampValue, "timestampValue");
        }

        /** Without what must never reach a log. */
        @Override
        public String toString() {
            return "WriteSecured2Entry[itemHandle=" + itemHandle + ", value=***]";
        }
    }

    /** Registers a client with MXAccess; everything else needs the server handle it returns. */
    record Register(String clientName) implements MxCommand {
        public Register {
            Objects.requireNonNull(clientName, "clientName");
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.REGISTER;
        }
    }

    /** Ends a registration; what is left of its items goes with it. */
    record Unregister(int serverHandle) implements OnServer {
        @Override
        public MxCommandKind kind() {
            return MxCommandKind.UNREGISTER;
        }
    }

    /** Adds an item by its full reference. */
    record AddItem(int serverHandle, String itemDefinition) implements AddsItem {
        public AddItem {
            Objects.requireNonNull(itemDefinition, "itemDefinition");
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.ADD_ITEM;
        }
    }

    /** Adds an item by a reference relative to a context object. */
    record AddItem2(int serverHandle, String itemDefinition, String itemContext) implements AddsItem {
        public AddItem2 {
            Objects.requireNonNull(itemDefinition, "itemDefinition");
            Objects.requireNonNull(itemContext, "itemContext");
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.ADD_ITEM2;
        }
    }

    /** Removes an item. */
    record RemoveItem(int serverHandle, int itemHandle) implements OnItem {
        @Override
        public MxCommandKind kind() {
            return MxCommandKind.REMOVE_ITEM;
        }
    }

    /** Starts data changes for an item. */
    record Advise(int serverHandle, int itemHandle) implements OnItem {
        @Override
        public MxCommandKind kind() {
            return MxCommandKind.ADVISE;
        }
    }

    /** Ends data changes for an item. */
    record UnAdvise(int serverHandle, int itemHandle) implements OnItem {
        @Override
        public MxCommandKind kind() {
            return MxCommandKind.UN_ADVISE;
        }
    }

    /** Starts data changes for an item; its writes count as writes of the system. */
    record AdviseSupervisory(int serverHandle, int itemHandle) implements OnItem {
        @Override
        public MxCommandKind kind() {
            return MxCommandKind.ADVISE_SUPERVISORY;
        }
    }

    /** Adds an item whose changes are delivered in batches. */
    record AddBufferedItem(int serverHandle, String itemDefinition, String itemContext) implements AddsItem {
        public AddBufferedItem {
            Objects.requireNonNull(itemDefinition, "itemDefinition");
            Objects.requireNonNull(itemContext, "itemContext");
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.ADD_BUFFERED_ITEM;
        }
    }

    /** Sets how often batches of buffered items are delivered, in milliseconds. */
    record SetBufferedUpdateInterval(int serverHandle, int updateIntervalMilliseconds) implements OnServer {
        @Override
        public MxCommandKind kind() {
            return MxCommandKind.SET_BUFFERED_UPDATE_INTERVAL;
        }
    }

    /** Suspends the data changes of an item. */
    record Suspend(int serverHandle, int itemHandle) implements OnItem {
        @Override
        public MxCommandKind kind() {
            return MxCommandKind.SUSPEND;
        }
    }

    /** Resumes the data changes of an item. */
    record Activate(int serverHandle, int itemHandle) implements OnItem {
        @Override
        public MxCommandKind kind() {
            return MxCommandKind.ACTIVATE;
        }
    }

    /** Writes a value. */
    record Write(int serverHandle, int itemHandle, MxValue value, int userId) implements OnItem {
        public Write {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.WRITE;
        }
    }

    /** Writes a value with its time. */
    record Write2(int serverHandle, int itemHandle, MxValue value, MxValue timestampValue, int userId)
            implements OnItem {
        public Write2 {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(timestampValue, "timestampValue");
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.WRITE2;
        }
    }

    /** Writes a value for one user, verified by another. */
    record WriteSecured(int serverHandle, int itemHandle, int currentUserId, int verifierUserId, MxValue value)
            implements OnItem {
        public WriteSecured {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.WRITE_SECURED;
        }

        /** Without what must never reach a log. */
        @Override
        public String toString() {
            return "WriteSecured[serverHandle=" + serverHandle + ", itemHandle=" + itemHandle + ", currentUserId="
                    + currentUserId + ", verifierUserId=" + verifierUserId + ", value=***]";
        }
    }

    /** Writes a value with its time for one user, verified by another. */
    record WriteSecured2(
            int serverHandle,
            int itemHandle,
            int currentUserId,
            int verifierUserId,
            MxValue value,
            MxValue timestampValue)
            implements OnItem {
        public WriteSecured2 {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(timestampValue, "timestampValue");
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.WRITE_SECURED2;
        }

        /** Without what must never reach a log. */
        @Override
        public String toString() {
            return "WriteSecured2[serverHandle=" + serverHandle + ", itemHandle=" + itemHandle + ", currentUserId="
                    + currentUserId + ", verifierUserId=" + verifierUserId + ", value=***, timestampValue=***]";
        }
    }

    /** Checks a user's password and gives the user's id. */
    record AuthenticateUser(int serverHandle, String verifyUser, String verifyUserPassword) implements OnServer {
        public AuthenticateUser {
            Objects.requireNonNull(verifyUser, "verifyUser");
            Objects.requireNonNull(verifyUserPassword, "verifyUserPassword");
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.AUTHENTICATE_USER;
        }

        /** Without what must never reach a log. */
        @Override
        public String toString() {
            return "AuthenticateUser[serverHandle=" + serverHandle + ", verifyUser=" + verifyUser
                    + ", verifyUserPassword=***]";
        }
    }

    /** Gives the id of a user named by GUID. */
    record ArchestrAUserToId(int serverHandle, String userIdGuid) implements OnServer {
        public ArchestrAUserToId {
            Objects.requireNonNull(userIdGuid, "userIdGuid");
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.ARCHESTRA_USER_TO_ID;
        }
    }

    /** Adds many items. */
    record AddItemBulk(int serverHandle, List<String> tagAddresses) implements OnServer {
        public AddItemBulk {
            tagAddresses = List.copyOf(tagAddresses);
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.ADD_ITEM_BULK;
        }
    }

    /** Starts data changes for many items. */
    record AdviseItemBulk(int serverHandle, List<Integer> itemHandles) implements OnServer {
        public AdviseItemBulk {
            itemHandles = List.copyOf(itemHandles);
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.ADVISE_ITEM_BULK;
        }
    }

    /** Removes many items. */
    record RemoveItemBulk(int serverHandle, List<Integer> itemHandles) implements OnServer {
        public RemoveItemBulk {
            itemHandles = List.copyOf(itemHandles);
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.REMOVE_ITEM_BULK;
        }
    }

    /** Ends data changes for many items. */
    record UnAdviseItemBulk(int serverHandle, List<Integer> itemHandles) implements OnServer {
        public UnAdviseItemBulk {
            itemHandles = List.copyOf(itemHandles);
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.UN_ADVISE_ITEM_BULK;
        }
    }

    /** Adds and advises many items. */
    record SubscribeBulk(int serverHandle, List<String> tagAddresses) implements OnServer {
        public SubscribeBulk {
            tagAddresses = List.copyOf(tagAddresses);
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.SUBSCRIBE_BULK;
        }
    }

    /** Unadvises and removes many items. */
    record UnsubscribeBulk(int serverHandle, List<Integer> itemHandles) implements OnServer {
        public UnsubscribeBulk {
            itemHandles = List.copyOf(itemHandles);
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.UNSUBSCRIBE_BULK;
        }
    }

    /** Subscribes to alarms. */
    record SubscribeAlarms(
            String subscriptionExpression,
            AlarmProviderMode forcedMode,
            List<AlarmSubtagTarget> watchList,
            AlarmFailoverConfig failover)
            implements MxCommand {
        public SubscribeAlarms {
            Objects.requireNonNull(subscriptionExpression, "subscriptionExpression");
            Objects.requireNonNull(forcedMode, "forcedMode");
            watchList = List.copyOf(watchList);
            Objects.requireNonNull(failover, "failover");
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.SUBSCRIBE_ALARMS;
        }
    }

    /** Ends the alarm subscription. */
    record UnsubscribeAlarms() implements MxCommand {
        @Override
        public MxCommandKind kind() {
            return MxCommandKind.UNSUBSCRIBE_ALARMS;
        }
    }

    /** Acknowledges an alarm named by GUID. */
    record AcknowledgeAlarm(String alarmGuid, AlarmAcknowledgement acknowledgement) implements MxCommand {
        public AcknowledgeAlarm {
            Objects.requireNonNull(alarmGuid, "alarmGuid");
            Objects.requireNonNull(acknowledgement, "acknowledgement");
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.ACKNOWLEDGE_ALARM;
        }
    }

    /** Asks for the alarms that are not over. */
    record QueryActiveAlarms(String alarmFilterPrefix) implements MxCommand {
        public QueryActiveAlarms {
            Objects.requireNonNull(alarmFilterPrefix, "alarmFilterPrefix");
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.QUERY_ACTIVE_ALARMS;
        }
    }

    /** Acknowledges an alarm named by provider, group and name. */
    record AcknowledgeAlarmByName(
            String alarmName, String providerName, String groupName, AlarmAcknowledgement acknowledgement)
            implements MxCommand {
        public AcknowledgeAlarmByName {
            Objects.requireNonNull(alarmName, "alarmName");
            Objects.requireNonNull(providerName, "providerName");
            Objects.requireNonNull(groupName, "groupName");
            Objects.requireNonNull(acknowledgement, "acknowledgement");
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.ACKNOWLEDGE_ALARM_BY_NAME;
        }
    }

    /** Writes many values. */
    record WriteBulk(int serverHandle, List<WriteEntry> entries) implements OnServer {
        public WriteBulk {
            entries = List.copyOf(entries);
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.WRITE_BULK;
        }
    }

    /** Writes many values with their times. */
    record Write2Bulk(int serverHandle, List<Write2Entry> entries) implements OnServer {
        public Write2Bulk {
            entries = List.copyOf(entries);
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.WRITE2_BULK;
        }
    }

    /** Writes many values, each for one user and verified by another. */
    record WriteSecuredBulk(int serverHandle, List<WriteSecuredEntry> entries) implements OnServer {
        public WriteSecuredBulk {
            entries = List.copyOf(entries);
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.WRITE_SECURED_BULK;
        }

        /** Without what must never reach a log. */
        @Override
        public String toString() {
            return "WriteSecuredBulk[serverHandle=" + serverHandle + ", entries=" + entries.size() + " entries]";
        }
    }

    /** Writes many values with their times, each for one user and verified by another. */
    record WriteSecured2Bulk(int serverHandle, List<WriteSecured2Entry> entries) implements OnServer {
        public WriteSecured2Bulk {
            entries = List.copyOf(entries);
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.WRITE_SECURED2_BULK;
        }

        /** Without what must never reach a log. */
        @Override
        public String toString() {
            return "WriteSecured2Bulk[serverHandle=" + serverHandle + ", entries=" + entries.size() + " entries]";
        }
    }

    /** Reads the current values of many items; a timeout of 0 ms means the backend's default. */
    record ReadBulk(int serverHandle, List<String> tagAddresses, int timeoutMilliseconds) implements OnServer {
        public ReadBulk {
            tagAddresses = List.copyOf(tagAddresses);
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.READ_BULK;
        }
    }

    /** Asks the worker whether it answers. */
    record Ping(String message) implements MxCommand {
        public Ping {
            Objects.requireNonNull(message, "message");
        }

        @Override
        public MxCommandKind kind() {
            return MxCommandKind.PING;
        }
    }

    /** Asks the gateway how the session is. */
    record GetSessionState() implements MxCommand {
        @Override
        public MxCommandKind kind() {
            return MxCommandKind.GET_SESSION_STATE;
        }
    }

    /** Asks the worker who it is. */
    record GetWorkerInfo() implements MxCommand {
        @Override
        public MxCommandKind kind() {
            return MxCommandKind.GET_WORKER_INFO;
        }
    }

    /** Takes events by polling, at most {@code maxEvents}; 0 means all there are. */
    record DrainEvents(int maxEvents) implements MxCommand {
        @Override
        public MxCommandKind kind() {
            return MxCommandKind.DRAIN_EVENTS;
        }
    }

    /** Ends the session through its worker. */
    record ShutdownWorker() implements MxCommand {
        @Override
        public MxCommandKind kind() {
            return MxCommandKind.SHUTDOWN_WORKER;
        }
    }
}
