package io.mxgateway.grpc.service;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.mxgateway.core.alarm.AlarmService;
import io.mxgateway.core.galaxy.GalaxyRepository;
import io.mxgateway.core.session.SessionManager;
import io.mxgateway.grpc.codec.AlarmFeedCodec;
import io.mxgateway.grpc.codec.GatewayReplyMarshaller;
import io.mxgateway.grpc.codec.MxEventMarshaller;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenRequest;
import io.mxgateway.proto.galaxy.v1.DiscoverHierarchyRequest;
import io.mxgateway.proto.galaxy.v1.GalaxyRepositoryGrpc;
import io.mxgateway.proto.galaxy.v1.GetLastDeployTimeRequest;
import io.mxgateway.proto.galaxy.v1.TestConnectionRequest;
import io.mxgateway.proto.galaxy.v1.WatchDeployEventsRequest;
import io.mxgateway.proto.v1.AcknowledgeAlarmRequest;
import io.mxgateway.proto.v1.CloseSessionRequest;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxCommandRequest;
import io.mxgateway.proto.v1.OpenSessionRequest;
import io.mxgateway.proto.v1.QueryActiveAlarmsRequest;
import io.mxgateway.proto.v1.StreamAlarmsRequest;
import io.mxgateway.proto.v1.StreamEventsRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of the contract, ready to be bound to a gRPC server: to a {@link GatewayServer}, or to a server that an
 * embedder has anyway. Such a server must call on a direct executor or on one that keeps no call waiting; nothing here
 * blocks.
 *
 * <p>Replies and events that a worker sent go out as the bytes that came in. Thread-safe.
 */
public final class GatewayServices {
    /** What every gateway can do, as OpenSession tells it. */
    public static final List<String> CAPABILITIES = List.of(
            "bulk", "read-bulk", "sparse-array", "replay", "from-oldest", "fan-out", "drain-events", "error-info");

    private final SessionManager sessions;
    private final AlarmService alarms;
    private final GalaxyRepository galaxy;
    private final CallSupport support;
    private final List<String> capabilities;
    private final Logger log;

    /** Services for whoever an interceptor lets in, and for anybody where there is none; without alarms and galaxy. */
    public GatewayServices(SessionManager sessions) {
        this(sessions, AlarmService.DISABLED);
    }

    /** Services for whoever an interceptor lets in, and for anybody where there is none; without a galaxy. */
    public GatewayServices(SessionManager sessions, AlarmService alarms) {
        this(sessions, alarms, GalaxyRepository.NONE);
    }

    /** Services for whoever an interceptor lets in, and for anybody where there is none. */
    public GatewayServices(SessionManager sessions, AlarmService alarms, GalaxyRepository galaxy) {
        this(
                sessions,
                alarms,
                galaxy,
                CallIdentity.AUTHENTICATED,
                CAPABILITIES,
                new ErrorMapping(() -> UUID.randomUUID().toString(), LoggerFactory.getLogger(ErrorMapping.class)),
                LoggerFactory.getLogger(GatewayServices.class));
    }

    /** Services without alarms and galaxy. */
    public GatewayServices(
            SessionManager sessions,
            CallIdentity identity,
            List<String> capabilities,
            ErrorMapping errors,
            Logger log) {
        this(sessions, AlarmService.DISABLED, GalaxyRepository.NONE, identity, capabilities, errors, log);
    }

    /**
     * Services.
     *
     * @param sessions does the work
     * @param alarms tells of alarms; where it does, the client is told that it can use them
     * @param galaxy tells of the galaxy; unless it is {@link GalaxyRepository#NONE}, the client is told that as well
     * @param identity tells who calls
     * @param capabilities what OpenSession tells the client that it can use
     * @param errors makes statuses of failures
     * @param log takes a line for each call, at the level debug
     */
    public GatewayServices(
            SessionManager sessions,
            AlarmService alarms,
            GalaxyRepository galaxy,
            CallIdentity identity,
            List<String> capabilities,
            ErrorMapping errors,
            Logger log) {
        this.sessions = sessions;
        this.alarms = alarms;
        this.galaxy = galaxy;
        this.support = new CallSupport(identity, errors, new CallLog(log));
        List<String> told = new ArrayList<>(capabilities);
        if (alarms.enabled()) {
            told.add("alarms");
        }
        if (galaxy != GalaxyRepository.NONE) {
            told.add("galaxy");
        }
        this.capabilities = List.copyOf(told);
        this.log = log;
    }

    /** All of them; the same methods each time. */
    public List<ServerServiceDefinition> definitions() {
        return List.of(gateway(), galaxy());
    }

    private ServerServiceDefinition gateway() {
        Methods methods = new Methods(MxAccessGatewayGrpc.getServiceDescriptor());
        methods.serve(
                described(
                        MxAccessGatewayGrpc.getOpenSessionMethod(),
                        OpenSessionRequest.parser(),
                        MxAccessGatewayGrpc.getOpenSessionMethod().getResponseMarshaller()),
                new UnaryHandler<>(new OpenSessionCall(sessions, capabilities, log), support));
        methods.serve(
                described(
                        MxAccessGatewayGrpc.getCloseSessionMethod(),
                        CloseSessionRequest.parser(),
                        MxAccessGatewayGrpc.getCloseSessionMethod().getResponseMarshaller()),
                new UnaryHandler<>(new CloseSessionCall(sessions), support));
        methods.serve(
                described(
                        MxAccessGatewayGrpc.getInvokeMethod(), MxCommandRequest.parser(), new GatewayReplyMarshaller()),
                new UnaryHandler<>(new InvokeCall(sessions), support));
        methods.serve(
                described(
                        MxAccessGatewayGrpc.getStreamEventsMethod(),
                        StreamEventsRequest.parser(),
                        new MxEventMarshaller()),
                new StreamEventsHandler(sessions, support));
        serveAlarms(methods);
        return methods.definition();
    }

    private void serveAlarms(Methods methods) {
        AlarmStreams streams = new AlarmStreams(alarms, support);
        methods.serve(
                described(
                        MxAccessGatewayGrpc.getStreamAlarmsMethod(),
                        StreamAlarmsRequest.parser(),
                        AlarmFeedCodec.feed()),
                streams.feed());
        methods.serve(
                described(
                        MxAccessGatewayGrpc.getQueryActiveAlarmsMethod(),
                        QueryActiveAlarmsRequest.parser(),
                        AlarmFeedCodec.activeAlarms()),
                streams.active());
        methods.serve(
                described(
                        MxAccessGatewayGrpc.getAcknowledgeAlarmMethod(),
                        AcknowledgeAlarmRequest.parser(),
                        MxAccessGatewayGrpc.getAcknowledgeAlarmMethod().getResponseMarshaller()),
                new UnaryHandler<>(new AcknowledgeAlarmCall(alarms), support));
    }

    private ServerServiceDefinition galaxy() {
        Methods methods = new Methods(GalaxyRepositoryGrpc.getServiceDescriptor());
        GalaxyCalls calls = new GalaxyCalls(galaxy, support);
        methods.serve(
                described(
                        GalaxyRepositoryGrpc.getTestConnectionMethod(),
                        TestConnectionRequest.parser(),
                        GalaxyRepositoryGrpc.getTestConnectionMethod().getResponseMarshaller()),
                calls.testConnection());
        methods.serve(
                described(
                        GalaxyRepositoryGrpc.getGetLastDeployTimeMethod(),
                        GetLastDeployTimeRequest.parser(),
                        GalaxyRepositoryGrpc.getGetLastDeployTimeMethod().getResponseMarshaller()),
                calls.lastDeployTime());
        methods.serve(
                described(
                        GalaxyRepositoryGrpc.getDiscoverHierarchyMethod(),
                        DiscoverHierarchyRequest.parser(),
                        GalaxyRepositoryGrpc.getDiscoverHierarchyMethod().getResponseMarshaller()),
                calls.discover());
        methods.serve(
                described(
                        GalaxyRepositoryGrpc.getBrowseChildrenMethod(),
                        BrowseChildrenRequest.parser(),
                        GalaxyRepositoryGrpc.getBrowseChildrenMethod().getResponseMarshaller()),
                calls.browse());
        methods.serve(
                described(
                        GalaxyRepositoryGrpc.getWatchDeployEventsMethod(),
                        WatchDeployEventsRequest.parser(),
                        GalaxyRepositoryGrpc.getWatchDeployEventsMethod().getResponseMarshaller()),
                calls.watch());
        return methods.definition();
    }

    /** A method of the contract with marshallers of our own. */
    private static <Q extends MessageLite, R> MethodDescriptor<Incoming<Q>, R> described(
            MethodDescriptor<Q, ?> method, Parser<Q> parser, MethodDescriptor.Marshaller<R> replies) {
        return method.toBuilder(Incoming.marshaller(method.getBareMethodName(), parser), replies)
                .build();
    }

    /** The methods of one service: those served, and an answer for the others. */
    private static final class Methods {
        private final ServiceDescriptor service;
        private final Map<String, ServerMethodDefinition<?, ?>> byName = new LinkedHashMap<>();

        Methods(ServiceDescriptor service) {
            this.service = service;
            for (MethodDescriptor<?, ?> method : service.getMethods()) {
                byName.put(method.getFullMethodName(), unimplemented(method));
            }
        }

        private static <Q, R> ServerMethodDefinition<Q, R> unimplemented(MethodDescriptor<Q, R> method) {
            return ServerMethodDefinition.create(method, new UnimplementedHandler<>());
        }

        <Q, R> void serve(MethodDescriptor<Q, R> method, ServerCallHandler<Q, R> handler) {
            byName.put(method.getFullMethodName(), ServerMethodDefinition.create(method, handler));
        }

        ServerServiceDefinition definition() {
            ServiceDescriptor.Builder descriptor =
                    ServiceDescriptor.newBuilder(service.getName()).setSchemaDescriptor(service.getSchemaDescriptor());
            byName.values().forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
            ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(descriptor.build());
            byName.values().forEach(definition::addMethod);
            return definition.build();
        }
    }
}
