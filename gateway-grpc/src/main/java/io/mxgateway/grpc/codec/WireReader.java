package io.mxgateway.grpc.codec;

/**
 * Walks over the fields of one serialized message without building anything. Stricter than a parser needs to be: groups,
 * which no message of the wire has, are refused.
 *
 * <p>For one thread.
 */
final class WireReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    final byte[] buffer;
    // Behind the message that is being read.
    private int end;
    // The next byte to look at; end when the message is used up.
    private int position;
    // The field that next() came to, 0 before the first.
    private int tag;

    WireReader(byte[] buffer, int from, int end) {
        this.buffer = buffer;
        this.position = from;
        this.end = end;
    }

    /** Begins with another message of the same buffer. */
    void moveTo(int from, int newEnd) {
        position = from;
        end = newEnd;
        tag = 0;
    }

    /** Reads a length and goes on within that value; returns what {@link #leave} wants, once the value is used up. */
    int enter() throws CodecException {
        int outer = end;
        int length = bytes();
        end = position;
        position -= length;
        return outer;
    }

    /** Goes on behind the value that was entered, whose field had this tag. */
    void leave(int outer, int outerTag) {
        end = outer;
        tag = outerTag;
    }

    /** On to the next field; false when there is none. The value of the one before must have been read or skipped. */
    boolean next() throws CodecException {
        if (position == end) {
            return false;
        }
        long read = varint();
        if ((read & ~0xFFFFFFFFL) != 0 || (read >>> 3) == 0) {
            throw new CodecException("malformed message: no field has the tag " + Long.toUnsignedString(read));
        }
        tag = (int) read;
        return true;
    }

    int tag() {
        return tag;
    }

    int field() {
        return tag >>> 3;
    }

    int wireType() {
        return tag & 7;
    }

    int position() {
        return position;
    }

    long varint() throws CodecException {
        // Most numbers, and all tags of fields below 16, are a single byte.
        if (position < end) {
            byte only = buffer[position];
            if (only >= 0) {
                position++;
                return only;
            }
        }
        return longVarint();
    }

    private long longVarint() throws CodecException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position == end) {
                throw truncated();
            }
            byte b = buffer[position++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new CodecException("malformed message: a number of more than 10 bytes");
    }

    /** Reads the length of a value and moves behind it, so that the value ends at {@link #position()}. */
    int bytes() throws CodecException {
        long length = varint();
        if (length < 0 || length > end - position) {
            throw truncated();
        }
        position += (int) length;
        return (int) length;
    }

    void skip() throws CodecException {
        switch (wireType()) {
            case VARINT -> varint();
            case FIXED64 -> fixed(8);
            case BYTES -> bytes();
            case FIXED32 -> fixed(4);
            default ->
                throw new CodecException("malformed message: field " + field() + " has the wire type " + wireType()
                        + ", which no field has");
        }
    }

    private void fixed(int length) throws CodecException {
        if (length > end - position) {
            throw truncated();
        }
        position += length;
    }

    private CodecException truncated() {
        return new CodecException("malformed message: field " + field() + " goes beyond the end of its message");
    }
}
