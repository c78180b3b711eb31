package io.mxgateway.launcher.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.grpc.client.MxAccessException;
import io.mxgateway.grpc.client.MxCalls;
import io.mxgateway.grpc.client.MxSession;
import io.mxgateway.grpc.codec.CodecException;
import io.mxgateway.grpc.codec.CommandCodec;
import io.mxgateway.grpc.codec.ReplyCodec;
import io.mxgateway.launcher.client.ClientFailure.Kind;
import io.mxgateway.proto.v1.MxCommandReply;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code client invoke}. */
@Command(
        name = "invoke",
        description = "Has any command executed, in a session of its own, and shows the reply.",
        footer = {
            "",
            "Fields are protobuf text, as the contract mxaccess_gateway.proto names them: client invoke ReadBulk",
            "'tag_addresses: \"Reactor_001.Level\" timeout_milliseconds: 5000'. A server_handle that is left out is that",
            "of a registration made for this; an item_handle that is left out is that of --tag, added and advised."
        })
final class InvokeCommand extends ClientCommand {
    private static final int MOST_BYTES = 16 << 20;

    @Parameters(index = "0", paramLabel = "KIND", description = "The command, such as Ping, ReadBulk or read_bulk.")
    private String name;

    @Parameters(
            index = "1",
            paramLabel = "FIELDS",
            arity = "0..1",
            defaultValue = "",
            description = "Its fields; - reads them from the standard input, where no other user sees them.")
    private String text;

    @Option(names = "--tag", paramLabel = "TAG", description = "The tag of the item that the command is about.")
    private String tag;

    // What is to be executed; set by check().
    private FieldDescriptor kind;
    private Message.Builder fields;

    InvokeCommand(Console console) {
        super(console);
    }

    @Override
    void check() {
        kind = CommandText.kind(name);
        fields = CommandText.fields(kind, text.equals("-") ? typed() : text);
        boolean needsItem = CommandText.missing(fields, "item_handle").isPresent();
        if (tag != null && !needsItem) {
            throw new ClientFailure(
                    Kind.USAGE, "--tag = " + tag + ": " + kind.getName() + " has no item_handle to fill in");
        }
        if (tag == null && needsItem) {
            throw new ClientFailure(Kind.USAGE, kind.getName() + " needs an item; name its tag with --tag");
        }
    }

    private String typed() {
        try {
            return new String(console().in().readNBytes(MOST_BYTES), UTF_8);
        } catch (IOException e) {
            throw new ClientFailure(Kind.FAILED, "the standard input cannot be read: " + Reasons.of(e), e);
        }
    }

    @Override
    int run() {
        MxSession session = openSession();
        fillIn(session.calls());
        try {
            MxReply reply = session.calls().execute(CommandCodec.decode(CommandText.command(kind, fields.build())));
            show(ReplyCodec.encode(reply, session.id(), ""));
            return DONE;
        } catch (MxAccessException e) {
            show(ReplyCodec.encode(e.reply(), session.id(), ""));
            console().tell(e.getMessage());
            return FAILED;
        } catch (CodecException e) {
            throw new ClientFailure(Kind.USAGE, "the fields of " + kind.getName() + ": " + e.getMessage(), e);
        }
    }

    private void fillIn(MxCalls calls) {
        Optional<FieldDescriptor> server = CommandText.missing(fields, "server_handle");
        server.ifPresent(field -> fields.setField(field, calls.register("mxgateway client invoke")));
        if (tag != null) {
            FieldDescriptor handle = fields.getDescriptorForType().findFieldByName("server_handle");
            int registration = (Integer) fields.getField(handle);
            int item = calls.addItem(registration, tag);
            calls.advise(registration, item);
            fields.setField(fields.getDescriptorForType().findFieldByName("item_handle"), item);
        }
    }

    private void show(MxCommandReply reply) {
        if (json()) {
            print(MessageJson.of(reply));
        } else {
            // Escapes whatever is no printable character of ASCII.
            out().print(TextFormat.printer().printToString(reply));
        }
    }
}
