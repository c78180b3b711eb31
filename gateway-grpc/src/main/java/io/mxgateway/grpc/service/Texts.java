package io.mxgateway.grpc.service;

import java.nio.charset.StandardCharsets;

/** Texts from outside, made fit for where they go. Pure functions. */
final class Texts {
    private static final String CUT = "…";

    private Texts() {}

    /** The text, or as much of its beginning as fits into so many bytes of UTF-8 together with a sign that it was cut. */
    static String shortened(String text, int maxBytes) {
        if (text.length() <= maxBytes / 3 || text.getBytes(StandardCharsets.UTF_8).length <= maxBytes) {
            return text;
        }
        int room = maxBytes - CUT.getBytes(StandardCharsets.UTF_8).length;
        int end = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            room -= utf8Length(character);
            if (room < 0) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end) + CUT;
    }

    private static int utf8Length(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }

    /** Short enough for a line of a log, and without anything that would break it. */
    static String forLog(String text, int maxBytes) {
        String head = shortened(text, maxBytes);
        StringBuilder clean = new StringBuilder(head.length());
        head.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return clean.toString();
    }
}
