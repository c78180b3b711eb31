package io.mxgateway.grpc.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.mxgateway.proto.v1.MxValue;
import java.util.HashMap;
import java.util.Map;

/**
 * What the bytes of a message may look like, so that they can be checked to the last nested field without building
 * anything. Whatever passes, parses: lengths, numbers, nesting and the encoding of texts are right. Fields that this
 * gateway does not know may be anything that can be stepped over.
 *
 * <p>Also refuses a sparse array, which is for writing only, wherever a value stands.
 *
 * <p>Immutable once made.
 */
final class MessageShape {
    // Far above what the messages of the wire need, and below what parsers of other languages refuse.
    private static final int MAX_DEPTH = 24;

    private static final byte UNKNOWN = 0;
    private static final byte PLAIN = 1;
    private static final byte TEXT = 2;
    private static final byte MESSAGE = 3;
    private static final byte PACKED_VARINTS = 4;
    private static final byte PACKED_32 = 5;
    private static final byte PACKED_64 = 6;
    private static final byte FORBIDDEN = 7;

    private final String name;
    private final byte[] kinds;
    private final MessageShape[] nested;

    private MessageShape(Descriptor type) {
        int highest = type.getFields().stream()
                .mapToInt(FieldDescriptor::getNumber)
                .max()
                .orElse(0);
        name = type.getName();
        kinds = new byte[highest + 1];
        nested = new MessageShape[highest + 1];
    }

    static MessageShape of(Descriptor type) {
        return of(type, new HashMap<>());
    }

    private static MessageShape of(Descriptor type, Map<Descriptor, MessageShape> made) {
        MessageShape known = made.get(type);
        if (known != null) {
            return known;
        }
        MessageShape shape = new MessageShape(type);
        made.put(type, shape);
        for (FieldDescriptor field : type.getFields()) {
            int number = field.getNumber();
            shape.kinds[number] = kindOf(field);
            if (field.getType() == FieldDescriptor.Type.MESSAGE) {
                shape.nested[number] = of(field.getMessageType(), made);
            }
        }
        return shape;
    }

    private static byte kindOf(FieldDescriptor field) {
        if (field.getContainingType().equals(MxValue.getDescriptor())
                && field.getNumber() == MxValue.SPARSE_ARRAY_VALUE_FIELD_NUMBER) {
            return FORBIDDEN;
        }
        return switch (field.getType()) {
            case STRING -> TEXT;
            case MESSAGE -> MESSAGE;
            case BYTES -> PLAIN;
            case DOUBLE, FIXED64, SFIXED64 -> field.isRepeated() ? PACKED_64 : PLAIN;
            case FLOAT, FIXED32, SFIXED32 -> field.isRepeated() ? PACKED_32 : PLAIN;
            default -> field.isRepeated() ? PACKED_VARINTS : PLAIN;
        };
    }

    /** Checks a whole message. */
    void check(byte[] buffer, int from, int end) throws CodecException {
        check(new WireReader(buffer, from, end), 1);
    }

    private void check(WireReader reader, int depth) throws CodecException {
        if (depth > MAX_DEPTH) {
            throw new CodecException("malformed message: " + name + " is nested deeper than " + MAX_DEPTH + " levels");
        }
        while (reader.next()) {
            checkField(reader, depth);
        }
    }

    /** Checks the field at which a reader of a message of this shape stands, and moves behind it. */
    void checkField(WireReader reader) throws CodecException {
        checkField(reader, 1);
    }

    private void checkField(WireReader reader, int depth) throws CodecException {
        int field = reader.field();
        byte kind = field < kinds.length ? kinds[field] : UNKNOWN;
        // A known field in another wire type is an unknown field to every parser.
        if (reader.wireType() != WireReader.BYTES || kind <= PLAIN) {
            reader.skip();
            return;
        }
        if (kind == MESSAGE) {
            // The same reader all the way down: one for each of some ten nested messages of an event would be garbage.
            int tag = reader.tag();
            int outer = reader.enter();
            nested[field].check(reader, depth + 1);
            reader.leave(outer, tag);
            return;
        }
        int length = reader.bytes();
        int end = reader.position();
        int from = end - length;
        switch (kind) {
            case TEXT -> {
                if (!Utf8Check.isValid(reader.buffer, from, end)) {
                    throw new CodecException("malformed message: field " + field + " of " + name + " is not UTF-8");
                }
            }
            case PACKED_VARINTS -> {
                WireReader numbers = new WireReader(reader.buffer, from, end);
                while (numbers.position() < end) {
                    numbers.varint();
                }
            }
            case PACKED_32 -> requireMultiple(length, 4, field);
            case PACKED_64 -> requireMultiple(length, 8, field);
            default ->
                throw new CodecException("field " + field + " of " + name
                        + ": a sparse array can be written, not reported; send the whole array");
        }
    }

    private void requireMultiple(int length, int size, int field) throws CodecException {
        if (length % size != 0) {
            throw new CodecException("malformed message: field " + field + " of " + name + " has " + length
                    + " bytes, no multiple of " + size);
        }
    }
}
