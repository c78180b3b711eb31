package io.mxgateway.launcher.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Command lines in one text: words between blanks, with quotes of either kind around words that contain some. */
final class CommandText {
    private static final Pattern WORD = Pattern.compile("\\s*((?:[^\\s\"']++|\"[^\"]*+\"|'[^']*+')++)\\s*");
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\\s\"']|^$");

    private CommandText() {}

    /** The words. Backslashes mean nothing, so that Windows paths are written as they are. */
    static List<String> parse(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        int position = 0;
        while (position < text.length() && !text.substring(position).isBlank()) {
            if (!matcher.find(position) || matcher.start() != position) {
                throw new IllegalArgumentException("must close every quote that it opens");
            }
            words.add(matcher.group(1).replaceAll("\"([^\"]*)\"|'([^']*)'", "$1$2"));
            position = matcher.end();
        }
        return List.copyOf(words);
    }

    static String print(List<String> words) {
        return words.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        if (!NEEDS_QUOTES.matcher(word).find()) {
            return word;
        }
        return word.contains("\"") ? "'" + word + "'" : "\"" + word + "\"";
    }
}
