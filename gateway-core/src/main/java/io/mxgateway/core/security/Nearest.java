package io.mxgateway.core.security;

import java.util.Collection;
import java.util.Comparator;

/** Finds what somebody may have meant who wrote a word that does not exist. */
final class Nearest {
    private static final int LONGEST = 64;

    private Nearest() {}

    /** A half sentence that suggests the nearest known word, empty when none is near. */
    static String hint(String written, Collection<String> known) {
        if (written.length() > LONGEST) {
            return "";
        }
        return known.stream()
                .min(Comparator.comparingInt((String word) -> distance(written, word)))
                .filter(word -> distance(written, word) <= Math.max(2, written.length() / 3))
                .map(word -> ", did you mean '" + word + "'?")
                .orElse("");
    }

    /** What somebody wrote, fit to be shown in one line. */
    static String quoted(String written) {
        String cut = written.length() > LONGEST ? written.substring(0, LONGEST) + "..." : written;
        return cut.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The fewest single characters to put in, take out or replace. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 0; i < from.length(); i++) {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < to.length(); j++) {
                int same = diagonal + (from.charAt(i) == to.charAt(j) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.min(same, Math.min(diagonal, row[j]) + 1);
            }
        }
        return row[to.length()];
    }
}
