package io.mxgateway.core.galaxy;

/**
 * A pattern for names: {@code *} stands for any characters, {@code ?} for one, case does not matter, and the whole name
 * must match. Takes at most the product of both lengths, whatever the pattern. Immutable.
 */
final class NameGlob {
    private static final int ASCII = 0x80;

    private final char[] pattern;
    // Nothing but stars, or nothing at all: there is nothing to look at.
    private final boolean all;

    /** A pattern; the empty one takes every name. */
    NameGlob(String glob) {
        StringBuilder folded = new StringBuilder(glob.length());
        for (int i = 0; i < glob.length(); i++) {
            char c = fold(glob.charAt(i));
            if (c != '*' || folded.length() == 0 || folded.charAt(folded.length() - 1) != '*') {
                folded.append(c);
            }
        }
        String text = folded.toString();
        this.pattern = text.toCharArray();
        this.all = text.isEmpty() || text.equals("*");
    }

    /** Equal for patterns that differ only in case or in stars next to each other. */
    String canonical() {
        return all ? "" : new String(pattern);
    }

    boolean matches(String name) {
        if (all) {
            return true;
        }
        int at = 0;
        int wanted = 0;
        int star = -1;
        int resume = 0;
        while (at < name.length()) {
            if (wanted < pattern.length && pattern[wanted] == '*') {
                star = wanted++;
                resume = at;
            } else if (wanted < pattern.length
                    && (pattern[wanted] == '?' || pattern[wanted] == fold(name.charAt(at)))) {
                wanted++;
                at++;
            } else if (star >= 0) {
                wanted = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (wanted < pattern.length && pattern[wanted] == '*') {
            wanted++;
        }
        return wanted == pattern.length;
    }

    private static char fold(char c) {
        if (c < ASCII) {
            return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
        }
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
