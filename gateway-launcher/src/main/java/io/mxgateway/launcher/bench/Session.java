package io.mxgateway.launcher.bench;

import io.mxgateway.proto.v1.CloseSessionRequest;
import io.mxgateway.proto.v1.MxCommand;
import io.mxgateway.proto.v1.MxCommandKind;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.MxCommandRequest;
import io.mxgateway.proto.v1.MxDataType;
import io.mxgateway.proto.v1.MxValue;
import io.mxgateway.proto.v1.OpenSessionRequest;
import io.mxgateway.proto.v1.PingCommand;
import io.mxgateway.proto.v1.ProtocolStatusCode;
import io.mxgateway.proto.v1.ReadBulkCommand;
import io.mxgateway.proto.v1.RegisterCommand;
import io.mxgateway.proto.v1.StreamEventsRequest;
import io.mxgateway.proto.v1.SubscribeBulkCommand;
import io.mxgateway.proto.v1.WriteCommand;
import java.util.List;

/** A session of the gateway under measurement, registered. Used by one thread. */
final class Session implements AutoCloseable {
    private static final String NAME = "bench";

    private final Client client;
    private final String id;
    private final int server;

    private Session(Client client, String id) {
        this.client = client;
        this.id = id;
        this.server = invoke(MxCommand.newBuilder()
                        .setKind(MxCommandKind.MX_COMMAND_KIND_REGISTER)
                        .setRegister(RegisterCommand.newBuilder().setClientName(NAME)))
                .getRegister()
                .getServerHandle();
    }

    static Session open(Client client) {
        return new Session(client, openIdle(client));
    }

    /** Opens one and leaves it alone; returns its id. */
    static String openIdle(Client client) {
        return client.stub()
                .openSession(OpenSessionRequest.newBuilder()
                        .setClientSessionName(NAME)
                        .build())
                .getSessionId();
    }

    static void close(Client client, String id) {
        client.stub()
                .closeSession(CloseSessionRequest.newBuilder().setSessionId(id).build());
    }

    Client client() {
        return client;
    }

    /** The command that a burst, or the value of a tag, is written with. */
    MxCommand.Builder write(int item, int value) {
        return MxCommand.newBuilder()
                .setKind(MxCommandKind.MX_COMMAND_KIND_WRITE)
                .setWrite(WriteCommand.newBuilder()
                        .setServerHandle(server)
                        .setItemHandle(item)
                        .setValue(MxValue.newBuilder()
                                .setDataType(MxDataType.MX_DATA_TYPE_INTEGER)
                                .setInt32Value(value)));
    }

    MxCommand.Builder ping() {
        return MxCommand.newBuilder()
                .setKind(MxCommandKind.MX_COMMAND_KIND_PING)
                .setPing(PingCommand.newBuilder().setMessage(NAME));
    }

    MxCommand.Builder readBulk(List<String> tags) {
        return MxCommand.newBuilder()
                .setKind(MxCommandKind.MX_COMMAND_KIND_READ_BULK)
                .setReadBulk(
                        ReadBulkCommand.newBuilder().setServerHandle(server).addAllTagAddresses(tags));
    }

    MxCommand.Builder subscribe(List<String> tags) {
        return MxCommand.newBuilder()
                .setKind(MxCommandKind.MX_COMMAND_KIND_SUBSCRIBE_BULK)
                .setSubscribeBulk(SubscribeBulkCommand.newBuilder()
                        .setServerHandle(server)
                        .addAllTagAddresses(tags));
    }

    /** Adds and advises one item; returns its handle. */
    int item(String tag) {
        return invoke(subscribe(List.of(tag))).getSubscribeBulk().getResults(0).getItemHandle();
    }

    byte[] request(MxCommand.Builder command) {
        return MxCommandRequest.newBuilder()
                .setSessionId(id)
                .setCommand(command)
                .build()
                .toByteArray();
    }

    /** What a stream of its events is asked for with: all there are, or what comes from now on. */
    byte[] eventsRequest(boolean fromOldest) {
        return StreamEventsRequest.newBuilder()
                .setSessionId(id)
                .setFromOldest(fromOldest)
                .build()
                .toByteArray();
    }

    /** Carries out a command that must succeed. */
    MxCommandReply invoke(MxCommand.Builder command) {
        MxCommandReply reply = client.stub()
                .invoke(MxCommandRequest.newBuilder()
                        .setSessionId(id)
                        .setCommand(command)
                        .build());
        if (reply.getProtocolStatus().getCode() != ProtocolStatusCode.PROTOCOL_STATUS_CODE_OK) {
            throw new BenchFailure(command.getKind() + " was refused: "
                    + reply.getProtocolStatus().getMessage() + " " + reply.getDiagnosticMessage());
        }
        return reply;
    }

    @Override
    public void close() {
        close(client, id);
    }
}
