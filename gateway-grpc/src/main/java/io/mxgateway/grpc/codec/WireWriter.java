package io.mxgateway.grpc.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the few fields that are put behind a message that is passed on. Pure functions. */
final class WireWriter {
    private WireWriter() {}

    /** The bytes that a number takes. */
    static int sizeOf(long value) {
        int size = 1;
        for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
            size++;
        }
        return size;
    }

    /** Writes a number and returns the place behind it. */
    static int put(byte[] buffer, int at, long value) {
        long rest = value;
        int place = at;
        while ((rest & ~0x7FL) != 0) {
            buffer[place++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        buffer[place++] = (byte) rest;
        return place;
    }

    /** Writes a text as a field below 16. */
    static void putText(ByteArrayOutputStream out, int field, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] length = new byte[sizeOf(utf8.length)];
        put(length, 0, utf8.length);
        out.write(field << 3 | WireReader.BYTES);
        out.writeBytes(length);
        out.writeBytes(utf8);
    }
}
