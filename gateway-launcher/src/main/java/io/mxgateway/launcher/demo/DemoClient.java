package io.mxgateway.launcher.demo;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.mxgateway.proto.v1.CloseSessionReply;
import io.mxgateway.proto.v1.CloseSessionRequest;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxCommand;
import io.mxgateway.proto.v1.MxCommandKind;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.MxCommandRequest;
import io.mxgateway.proto.v1.MxEvent;
import io.mxgateway.proto.v1.MxValue;
import io.mxgateway.proto.v1.OpenSessionReply;
import io.mxgateway.proto.v1.OpenSessionRequest;
import io.mxgateway.proto.v1.PingCommand;
import io.mxgateway.proto.v1.ProtocolStatusCode;
import io.mxgateway.proto.v1.RegisterCommand;
import io.mxgateway.proto.v1.StreamEventsRequest;
import io.mxgateway.proto.v1.SubscribeBulkCommand;
import io.mxgateway.proto.v1.SubscribeResult;
import io.mxgateway.proto.v1.UnregisterCommand;
import io.mxgateway.proto.v1.WriteCommand;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One session, through the generated stubs. Calls block and end within a bound; what MXAccess refuses is an {@link
 * IllegalStateException}, what gRPC refuses its own exception. Used by one thread.
 */
final class DemoClient implements AutoCloseable {
    private static final long CALL_SECONDS = 20;

    private final ManagedChannel channel;
    // Empty until a session is open.
    private String sessionId = "";

    DemoClient(String target) {
        this.channel = Grpc.newChannelBuilder(target, InsecureChannelCredentials.create())
                .build();
    }

    OpenSessionReply open() {
        OpenSessionReply reply = stub().openSession(OpenSessionRequest.newBuilder()
                .setClientSessionName("demo")
                .build());
        sessionId = reply.getSessionId();
        return reply;
    }

    /** Everything that happens in the session, from its first event on, until the session is over. */
    void stream(StreamObserver<MxEvent> events) {
        MxAccessGatewayGrpc.newStub(channel)
                .streamEvents(
                        StreamEventsRequest.newBuilder()
                                .setSessionId(sessionId)
                                .setFromOldest(true)
                                .build(),
                        events);
    }

    int register() {
        return invoke(MxCommand.newBuilder()
                        .setKind(MxCommandKind.MX_COMMAND_KIND_REGISTER)
                        .setRegister(RegisterCommand.newBuilder().setClientName("demo")))
                .getRegister()
                .getServerHandle();
    }

    List<SubscribeResult> subscribe(int server, List<String> tags) {
        return invoke(MxCommand.newBuilder()
                        .setKind(MxCommandKind.MX_COMMAND_KIND_SUBSCRIBE_BULK)
                        .setSubscribeBulk(SubscribeBulkCommand.newBuilder()
                                .setServerHandle(server)
                                .addAllTagAddresses(tags)))
                .getSubscribeBulk()
                .getResultsList();
    }

    void write(int server, int item, MxValue value) {
        invoke(MxCommand.newBuilder()
                .setKind(MxCommandKind.MX_COMMAND_KIND_WRITE)
                .setWrite(WriteCommand.newBuilder()
                        .setServerHandle(server)
                        .setItemHandle(item)
                        .setValue(value)));
    }

    /** There and back through the worker, in nanoseconds. */
    long ping() {
        long begin = System.nanoTime();
        invoke(MxCommand.newBuilder()
                .setKind(MxCommandKind.MX_COMMAND_KIND_PING)
                .setPing(PingCommand.newBuilder().setMessage("demo")));
        return System.nanoTime() - begin;
    }

    void unregister(int server) {
        invoke(MxCommand.newBuilder()
                .setKind(MxCommandKind.MX_COMMAND_KIND_UNREGISTER)
                .setUnregister(UnregisterCommand.newBuilder().setServerHandle(server)));
    }

    CloseSessionReply closeSession() {
        return stub().closeSession(
                        CloseSessionRequest.newBuilder().setSessionId(sessionId).build());
    }

    private MxCommandReply invoke(MxCommand.Builder command) {
        MxCommandReply reply = stub().invoke(MxCommandRequest.newBuilder()
                .setSessionId(sessionId)
                .setCommand(command)
                .build());
        if (reply.getProtocolStatus().getCode() != ProtocolStatusCode.PROTOCOL_STATUS_CODE_OK) {
            throw new IllegalStateException(command.getKind() + " was refused: "
                    + reply.getProtocolStatus().getMessage() + " " + reply.getDiagnosticMessage());
        }
        return reply;
    }

    private MxAccessGatewayGrpc.MxAccessGatewayBlockingStub stub() {
        return MxAccessGatewayGrpc.newBlockingStub(channel).withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends the connection and waits until it is gone. */
    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(CALL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
