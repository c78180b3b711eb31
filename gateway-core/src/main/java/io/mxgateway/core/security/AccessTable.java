package io.mxgateway.core.security;

import io.mxgateway.core.mx.MxCommandKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The one place that says which scope a call needs. Whatever has no row needs {@link Scope#ADMIN}, so that something new is
 * closed until somebody has thought about it.
 *
 * <p>Immutable and thread-safe.
 */
public final class AccessTable {
    private static final Access UNMAPPED = new Access.Needs(Scope.ADMIN);

    /** The table of this gateway. */
    public static final AccessTable STANDARD = new AccessTable();

    private final Map<String, Access> methods = new LinkedHashMap<>();
    private final Map<MxCommandKind, Scope> commands = new EnumMap<>(MxCommandKind.class);

    private AccessTable() {
        gateway();
        galaxy();
        thirdParty();
        fillCommands();
    }

    /**
     * What a method asks for.
     *
     * @param fullMethodName service and method as gRPC writes them, {@code package.Service/Method}
     */
    public Access of(String fullMethodName) {
        return methods.getOrDefault(fullMethodName, UNMAPPED);
    }

    /** The scope that a command asks for. */
    public Scope of(MxCommandKind kind) {
        return commands.getOrDefault(kind, Scope.ADMIN);
    }

    /** All rows for methods. */
    public Map<String, Access> methods() {
        return Collections.unmodifiableMap(methods);
    }

    /** All rows for commands. */
    public Map<MxCommandKind, Scope> commands() {
        return Collections.unmodifiableMap(commands);
    }

    private void gateway() {
        String service = "mxaccess_gateway.v1.MxAccessGateway/";
        methods.put(service + "OpenSession", new Access.Needs(Scope.SESSION_OPEN));
        methods.put(service + "CloseSession", new Access.Needs(Scope.SESSION_CLOSE));
        methods.put(service + "Invoke", Access.PER_COMMAND);
        methods.put(service + "StreamEvents", new Access.Needs(Scope.EVENTS_READ));
        methods.put(service + "StreamAlarms", new Access.Needs(Scope.EVENTS_READ));
        methods.put(service + "QueryActiveAlarms", new Access.Needs(Scope.EVENTS_READ));
        methods.put(service + "AcknowledgeAlarm", new Access.Needs(Scope.INVOKE_WRITE));
    }

    private void galaxy() {
        String service = "galaxy_repository.v1.GalaxyRepository/";
        Access metadata = new Access.Needs(Scope.METADATA_READ);
        methods.put(service + "TestConnection", metadata);
        methods.put(service + "GetLastDeployTime", metadata);
        methods.put(service + "DiscoverHierarchy", metadata);
        methods.put(service + "BrowseChildren", metadata);
        methods.put(service + "WatchDeployEvents", metadata);
    }

    private void thirdParty() {
        methods.put("grpc.health.v1.Health/Check", Access.OPEN);
        methods.put("grpc.health.v1.Health/Watch", Access.OPEN);
        methods.put("grpc.health.v1.Health/List", Access.OPEN);
        Access metadata = new Access.Needs(Scope.METADATA_READ);
        methods.put("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", metadata);
        methods.put("grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", metadata);
    }

    private void fill(Scope scope, MxCommandKind... kinds) {
        for (MxCommandKind kind : kinds) {
            commands.put(kind, scope);
        }
    }

    private void fillCommands() {
        fill(
                Scope.INVOKE_READ,
                MxCommandKind.REGISTER,
                MxCommandKind.UNREGISTER,
                MxCommandKind.ADD_ITEM,
                MxCommandKind.ADD_ITEM2,
                MxCommandKind.ADD_ITEM_BULK,
                MxCommandKind.ADD_BUFFERED_ITEM,
                MxCommandKind.SET_BUFFERED_UPDATE_INTERVAL,
                MxCommandKind.REMOVE_ITEM,
                MxCommandKind.REMOVE_ITEM_BULK,
                MxCommandKind.ADVISE,
                MxCommandKind.ADVISE_SUPERVISORY,
                MxCommandKind.ADVISE_ITEM_BULK,
                MxCommandKind.UN_ADVISE,
                MxCommandKind.UN_ADVISE_ITEM_BULK,
                MxCommandKind.SUBSCRIBE_BULK,
                MxCommandKind.UNSUBSCRIBE_BULK,
                MxCommandKind.SUSPEND,
                MxCommandKind.ACTIVATE,
                MxCommandKind.READ_BULK);
        fill(
                Scope.INVOKE_WRITE,
                MxCommandKind.WRITE,
                MxCommandKind.WRITE2,
                MxCommandKind.WRITE_BULK,
                MxCommandKind.WRITE2_BULK);
        fill(
                Scope.INVOKE_SECURE,
                MxCommandKind.WRITE_SECURED,
                MxCommandKind.WRITE_SECURED2,
                MxCommandKind.WRITE_SECURED_BULK,
                MxCommandKind.WRITE_SECURED2_BULK,
                MxCommandKind.AUTHENTICATE_USER,
                MxCommandKind.ARCHESTRA_USER_TO_ID);
        fill(Scope.EVENTS_READ, MxCommandKind.DRAIN_EVENTS);
        fill(Scope.METADATA_READ, MxCommandKind.PING, MxCommandKind.GET_SESSION_STATE, MxCommandKind.GET_WORKER_INFO);
        // What a session's own worker can be asked about alarms. Clients have RPCs for alarms, which need less.
        fill(
                Scope.ADMIN,
                MxCommandKind.SUBSCRIBE_ALARMS,
                MxCommandKind.UNSUBSCRIBE_ALARMS,
                MxCommandKind.ACKNOWLEDGE_ALARM,
                MxCommandKind.ACKNOWLEDGE_ALARM_BY_NAME,
                MxCommandKind.QUERY_ACTIVE_ALARMS,
                MxCommandKind.SHUTDOWN_WORKER);
    }
}
