package io.mxgateway.launcher.logging;

/**
 * Makes any text fit for one line of a log that a terminal may show: nobody whose text is logged can end the line, begin
 * another one, move the cursor or turn the direction of reading. Pure functions.
 */
final class OneLine {
    private static final String JOINT = " | ";

    private OneLine() {}

    /**
     * The text with its lines joined and what steers a terminal written as its number.
     *
     * @param longest how many characters are kept; what was cut is told
     */
    static String of(String text, int longest) {
        int end = Math.min(text.length(), longest);
        StringBuilder line = new StringBuilder(end + 16);
        int at = 0;
        while (at < end) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r') {
                at = afterBlanks(text, at, end);
                if (at < text.length() && !line.isEmpty()) {
                    line.append(JOINT);
                }
                continue;
            }
            append(line, c);
            at++;
        }
        if (end < text.length()) {
            line.append("… (").append(text.length() - end).append(" more characters)");
        }
        return line.toString();
    }

    private static int afterBlanks(String text, int from, int end) {
        int at = from;
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static void append(StringBuilder line, char c) {
        if (steers(c)) {
            line.append("\\u").append(Integer.toHexString(c | 0x10000), 1, 5);
        } else {
            line.append(c);
        }
    }

    /** Control characters of both kinds, ends of lines and paragraphs, marks that turn the direction, lone surrogates. */
    private static boolean steers(char c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
