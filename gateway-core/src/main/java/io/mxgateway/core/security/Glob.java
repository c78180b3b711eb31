package io.mxgateway.core.security;

import java.util.Objects;

/**
 * A pattern for references and paths: {@code *} stands for any run of characters, {@code ?} for any one, everything else
 * for itself in either case. It describes the whole text, never a part of it.
 *
 * <p>Immutable, thread-safe, compared by what it matches as it was written without regard to case.
 */
public final class Glob {
    /** The most characters that a pattern may have. */
    public static final int MAX_LENGTH = 512;

    private final String text;
    // The pattern with every character folded, and every run of stars made one.
    private final char[] folded;
    // The characters before the first wildcard.
    private final int literal;
    // Whether a single star at the end is the only wildcard.
    private final boolean prefix;

    private Glob(String text) {
        this.text = text;
        this.folded = fold(text.replaceAll("\\*+", "*"));
        int wildcard = 0;
        while (wildcard < folded.length && folded[wildcard] != '*' && folded[wildcard] != '?') {
            wildcard++;
        }
        this.literal = wildcard;
        this.prefix = wildcard == folded.length - 1 && folded[wildcard] == '*';
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException when it can match no reference and no path, with what was probably meant
     */
    public static Glob of(String text) {
        Objects.requireNonNull(text, "text");
        String shown = Nearest.quoted(text);
        if (text.isBlank()) {
            throw new IllegalArgumentException("a pattern is empty; '*' matches everything");
        }
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "the pattern '" + shown + "' has " + text.length() + " characters, the most is " + MAX_LENGTH);
        }
        if (!text.equals(text.strip())) {
            throw new IllegalArgumentException("the pattern '" + shown + "' begins or ends with white space");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                throw new IllegalArgumentException("the pattern '" + shown + "' contains a control character");
            }
            if (c == '%' || c == '/' || c == '\\') {
                throw new IllegalArgumentException("the pattern '" + shown + "' contains '" + c
                        + "', which no reference and no path contains; did you mean '"
                        + Nearest.quoted(
                                text.replace('%', '*').replace('/', '.').replace('\\', '.')) + "'?");
            }
        }
        return new Glob(text);
    }

    /** The pattern as it was written. */
    public String text() {
        return text;
    }

    /** Whether this is a description of the whole text. */
    public boolean matches(String candidate) {
        int length = candidate.length();
        if (length < literal || !beginsLike(candidate, literal)) {
            return false;
        }
        if (prefix) {
            return true;
        }
        return literal == folded.length ? length == literal : restMatches(candidate);
    }

    /** Whether some text that begins like this one would match. */
    public boolean matchesSomethingBelow(String beginning) {
        int compared = Math.min(literal, beginning.length());
        if (!beginsLike(beginning, compared)) {
            return false;
        }
        if (beginning.length() <= literal) {
            return beginning.length() < folded.length;
        }
        return literal < folded.length && someEnding(beginning);
    }

    private boolean beginsLike(String candidate, int count) {
        for (int i = 0; i < count; i++) {
            if (fold(candidate.charAt(i)) != folded[i]) {
                return false;
            }
        }
        return true;
    }

    /** Greedy from the last star on: a star that has matched too little takes one character more. */
    private boolean restMatches(String candidate) {
        int at = literal;
        int p = literal;
        int star = -1;
        int resume = 0;
        while (at < candidate.length()) {
            if (p < folded.length && folded[p] == '*') {
                star = p++;
                resume = at;
            } else if (p < folded.length && folded[p] == '?') {
                at += Character.charCount(candidate.codePointAt(at));
                p++;
            } else if (p < folded.length && folded[p] == fold(candidate.charAt(at))) {
                at++;
                p++;
            } else if (star >= 0) {
                p = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (p < folded.length && folded[p] == '*') {
            p++;
        }
        return p == folded.length;
    }

    /** Follows all readings at once; the pattern from a place that is still reached can always be completed. */
    private boolean someEnding(String beginning) {
        boolean[] places = new boolean[folded.length + 1];
        places[literal] = true;
        for (int at = literal; at < beginning.length(); at++) {
            char c = beginning.charAt(at);
            boolean half = Character.isHighSurrogate(c);
            boolean[] next = new boolean[folded.length + 1];
            for (int p = 0; p < folded.length; p++) {
                if (p > 0 && folded[p - 1] == '*' && places[p - 1]) {
                    places[p] = true;
                }
                if (!places[p]) {
                    continue;
                }
                // A question mark takes both halves of a character that has two.
                boolean stays = folded[p] == '*' || (folded[p] == '?' && half);
                if (stays) {
                    next[p] = true;
                } else if (folded[p] == '?' || folded[p] == fold(c)) {
                    next[p + 1] = true;
                }
            }
            places = next;
        }
        for (int p = 0; p < folded.length; p++) {
            if (places[p]) {
                return true;
            }
        }
        return false;
    }

    private static char[] fold(String text) {
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = fold(folded[i]);
        }
        return folded;
    }

    /** The same for both cases of a letter, as {@link String#equalsIgnoreCase} has it. */
    private static char fold(char c) {
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
        }
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob that && text.equalsIgnoreCase(that.text);
    }

    @Override
    public int hashCode() {
        return new String(folded).hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
