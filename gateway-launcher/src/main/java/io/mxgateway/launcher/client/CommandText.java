package io.mxgateway.launcher.client;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.mxgateway.launcher.client.ClientFailure.Kind;
import io.mxgateway.proto.v1.MxCommand;
import io.mxgateway.proto.v1.MxCommandKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Commands as they are typed: the name of a kind, and its fields as protobuf text. Pure functions. */
final class CommandText {
    private static final String PREFIX = "MX_COMMAND_KIND_";

    private CommandText() {}

    /** The field of a command that holds the fields of a kind. */
    static FieldDescriptor kind(String name) {
        String wanted = plain(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name);
        return kinds().stream()
                .filter(field -> plain(field.getName()).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ClientFailure(
                        Kind.USAGE,
                        "kind = " + name + ": there is no such command; there are "
                                + kinds().stream().map(FieldDescriptor::getName).collect(Collectors.joining(", "))));
    }

    private static List<FieldDescriptor> kinds() {
        return MxCommand.getDescriptor().getOneofs().get(0).getFields();
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /**
     * The fields.
     *
     * @throws ClientFailure when the text is none for that kind; it does not show the text, which may hold a password
     */
    static Message.Builder fields(FieldDescriptor kind, String text) {
        Message.Builder fields = MxCommand.newBuilder().newBuilderForField(kind);
        try {
            TextFormat.merge(text, fields);
            return fields;
        } catch (TextFormat.ParseException e) {
            throw new ClientFailure(
                    Kind.USAGE,
                    "the fields of " + kind.getName() + ": must be protobuf text, such as 'server_handle: 1': "
                            + e.getMessage() + "; it has the fields "
                            + kind.getMessageType().getFields().stream()
                                    .map(FieldDescriptor::getName)
                                    .collect(Collectors.joining(", ")),
                    e);
        }
    }

    /** A handle that was left out, by the field's name. */
    static Optional<FieldDescriptor> missing(Message.Builder fields, String name) {
        return Optional.ofNullable(fields.getDescriptorForType().findFieldByName(name))
                .filter(field -> !field.isRepeated())
                .filter(field -> Integer.valueOf(0).equals(fields.getField(field)));
    }

    static MxCommand command(FieldDescriptor kind, Message fields) {
        return MxCommand.newBuilder()
                .setKind(MxCommandKind.valueOf(PREFIX + kind.getName().toUpperCase(Locale.ROOT)))
                .setField(kind, fields)
                .build();
    }
}
