package io.mxgateway.core.mx;

import java.util.Optional;

/** The kinds of commands a session can be asked for, with their number on the wire. */
public enum MxCommandKind {
    REGISTER(1, "Register"),
    UNREGISTER(2, "Unregister"),
    ADD_ITEM(3, "AddItem"),
    ADD_ITEM2(4, "AddItem2"),
    REMOVE_ITEM(5, "RemoveItem"),
    ADVISE(6, "Advise"),
    UN_ADVISE(7, "UnAdvise"),
    ADVISE_SUPERVISORY(8, "AdviseSupervisory"),
    ADD_BUFFERED_ITEM(9, "AddBufferedItem"),
    SET_BUFFERED_UPDATE_INTERVAL(10, "SetBufferedUpdateInterval"),
    SUSPEND(11, "Suspend"),
    ACTIVATE(12, "Activate"),
    WRITE(13, "Write"),
    WRITE2(14, "Write2"),
    WRITE_SECURED(15, "WriteSecured"),
    WRITE_SECURED2(16, "WriteSecured2"),
    AUTHENTICATE_USER(17, "AuthenticateUser"),
    ARCHESTRA_USER_TO_ID(18, "ArchestrAUserToId"),
    ADD_ITEM_BULK(19, "AddItemBulk"),
    ADVISE_ITEM_BULK(20, "AdviseItemBulk"),
    REMOVE_ITEM_BULK(21, "RemoveItemBulk"),
    UN_ADVISE_ITEM_BULK(22, "UnAdviseItemBulk"),
    SUBSCRIBE_BULK(23, "SubscribeBulk"),
    UNSUBSCRIBE_BULK(24, "UnsubscribeBulk"),
    SUBSCRIBE_ALARMS(25, "SubscribeAlarms"),
    UNSUBSCRIBE_ALARMS(26, "UnsubscribeAlarms"),
    ACKNOWLEDGE_ALARM(27, "AcknowledgeAlarm"),
    QUERY_ACTIVE_ALARMS(28, "QueryActiveAlarms"),
    ACKNOWLEDGE_ALARM_BY_NAME(29, "AcknowledgeAlarmByName"),
    WRITE_BULK(30, "WriteBulk"),
    WRITE2_BULK(31, "Write2Bulk"),
    WRITE_SECURED_BULK(32, "WriteSecuredBulk"),
    WRITE_SECURED2_BULK(33, "WriteSecured2Bulk"),
    READ_BULK(34, "ReadBulk"),
    PING(100, "Ping"),
    GET_SESSION_STATE(101, "GetSessionState"),
    GET_WORKER_INFO(102, "GetWorkerInfo"),
    DRAIN_EVENTS(103, "DrainEvents"),
    SHUTDOWN_WORKER(104, "ShutdownWorker");

    // Once: values() makes a copy for every caller.
    private static final MxCommandKind[] ALL = values();

    private final int number;
    private final String method;

    MxCommandKind(int number, String method) {
        this.number = number;
        this.method = method;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The name of the call, as logs and metrics show it. */
    public String method() {
        return method;
    }

    /** The kind with this wire number, or empty when there is none. */
    public static Optional<MxCommandKind> ofNumber(int number) {
        return MxNumbers.find(ALL, MxCommandKind::number, number);
    }
}
