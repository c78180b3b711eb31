package io.mxgateway.grpc.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Tells whether bytes are a text in UTF-8 as the Unicode standard has it: shortest forms only, no surrogates. */
final class Utf8Check {
    // Eight bytes at a time: nearly every text is plain ASCII, and every event carries some.
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NOT_ASCII = 0x8080808080808080L;

    private Utf8Check() {}

    static boolean isValid(byte[] buffer, int from, int end) {
        int i = from;
        while (end - i >= Long.BYTES && ((long) LONGS.get(buffer, i) & NOT_ASCII) == 0) {
            i += Long.BYTES;
        }
        while (i < end) {
            int lead = buffer[i];
            if (lead >= 0) {
                i++;
                continue;
            }
            int length = lengthOf(lead & 0xFF);
            if (length == 0 || end - i < length || !secondFits(lead & 0xFF, buffer[i + 1] & 0xFF)) {
                return false;
            }
            for (int j = 2; j < length; j++) {
                if ((buffer[i + j] & 0xC0) != 0x80) {
                    return false;
                }
            }
            i += length;
        }
        return true;
    }

    /** How long the character is that begins with this byte; 0 when none does. */
    private static int lengthOf(int lead) {
        if (lead >= 0xC2 && lead <= 0xDF) {
            return 2;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            return 3;
        }
        return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    }

    /** The second byte is where longer forms than needed, surrogates and numbers above the last one show. */
    private static boolean secondFits(int lead, int second) {
        return switch (lead) {
            case 0xE0 -> second >= 0xA0 && second <= 0xBF;
            case 0xED -> second >= 0x80 && second <= 0x9F;
            case 0xF0 -> second >= 0x90 && second <= 0xBF;
            case 0xF4 -> second >= 0x80 && second <= 0x8F;
            default -> second >= 0x80 && second <= 0xBF;
        };
    }
}
