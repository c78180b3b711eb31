package io.mxgateway.grpc.codec;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;

/** Commands. Pure functions. */
public final class CommandCodec {
    private CommandCodec() {}

    /** A command for the wire. */
    public static io.mxgateway.proto.v1.MxCommand encode(MxCommand command) {
        return CommandEncoder.encode(command);
    }

    /**
     * A command, checked. What MXAccess judges by itself, such as an empty reference or an unknown handle, is let
     * through.
     *
     * @throws CodecException when the kind is missing or unknown, the payload is missing or belongs to another kind, a
     *     value is missing, or something in it breaks a rule of the wire; the text says what would be right
     */
    public static MxCommand decode(io.mxgateway.proto.v1.MxCommand command) throws CodecException {
        return CommandDecoder.decode(command, agreedKind(command));
    }

    /** The field of {@code MxCommand} that carries the payload of a kind. */
    static int payloadField(MxCommandKind kind) {
        return kind.number() < MxCommandKind.PING.number() ? kind.number() + 9 : kind.number();
    }

    private static MxCommandKind agreedKind(io.mxgateway.proto.v1.MxCommand command) throws CodecException {
        int number = command.getKindValue();
        int field = command.getPayloadCase().getNumber();
        MxCommandKind kind = MxCommandKind.ofNumber(number).orElse(null);
        if (kind == null) {
            String why = number == 0 ? "command.kind is not set" : "command.kind: " + number + " is no command kind";
            throw new CodecException(why
                    + (field == 0
                            ? "; the known ones are 1..34 and 100..104"
                            : "; the payload is " + nameOf(field) + ", whose kind is " + kindOf(field)));
        }
        if (field == 0) {
            throw new CodecException("command.kind " + describe(kind) + " came without its payload; set "
                    + nameOf(payloadField(kind)) + ", also when it has nothing to say");
        }
        if (field != payloadField(kind)) {
            throw new CodecException("command.kind " + describe(kind) + " and the payload " + nameOf(field)
                    + " disagree; either the payload must be " + nameOf(payloadField(kind)) + " or the kind "
                    + kindOf(field));
        }
        return kind;
    }

    private static String describe(MxCommandKind kind) {
        return kind + " (" + kind.number() + ")";
    }

    private static String kindOf(int field) {
        for (MxCommandKind kind : MxCommandKind.values()) {
            if (payloadField(kind) == field) {
                return describe(kind);
            }
        }
        throw new IllegalStateException("no command kind has the payload field " + field);
    }

    private static String nameOf(int field) {
        return "`"
                + io.mxgateway.proto.v1.MxCommand.getDescriptor()
                        .findFieldByNumber(field)
                        .getName() + "` (field " + field + ")";
    }
}
