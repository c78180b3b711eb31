package io.mxgateway.grpc.codec;

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

    /** Writes a text as a field below 16 and returns the place behind it. */
    static int putText(byte[] buffer, int at, int field, byte[] utf8) {
        buffer[at] = (byte) (field << 3 | WireReader.BYTES);
        int behind = put(buffer, at + 1, utf8.length);
        System.arraycopy(utf8, 0, buffer, behind, utf8.length);
        return behind + utf8.length;
    }

    /** The bytes that a text takes as a field below 16. */
    static int sizeOf(byte[] utf8) {
        return 1 + sizeOf(utf8.length) + utf8.length;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
