package io.mxgateway.launcher.logging;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/** One logger of the core or the JDK, as one of the process's. Thread-safe. */
final class CoreLogger implements System.Logger {
    private final Logger log;

    CoreLogger(Logger log) {
        this.log = log;
    }

    @Override
    public String getName() {
        return log.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        return level != Level.OFF && log.isEnabledForLevel(levelOf(level));
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable problem) {
        if (isLoggable(level)) {
            log.atLevel(levelOf(level)).setCause(problem).log(translated(bundle, message));
        }
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... arguments) {
        if (!isLoggable(level)) {
            return;
        }
        String text = translated(bundle, format);
        LoggingEventBuilder entry = log.atLevel(levelOf(level));
        if (arguments == null || arguments.length == 0 || text == null) {
            entry.log(text);
            return;
        }
        List<Object> inOrder = new ArrayList<>();
        String pattern = pattern(text, arguments, inOrder);
        if (pattern == null) {
            entry.log(formatted(text, arguments));
        } else {
            entry.log(pattern, inOrder.toArray());
        }
    }

    /**
     * The pattern with SLF4J's placeholders for those with numbers, or null where it has more than that.
     *
     * @param inOrder gets the arguments in the order of the placeholders
     */
    private static String pattern(String format, Object[] arguments, List<Object> inOrder) {
        StringBuilder pattern = new StringBuilder(format.length());
        int at = 0;
        while (at < format.length()) {
            char c = format.charAt(at);
            if (c == '\'') {
                if (!format.startsWith("''", at)) {
                    return null;
                }
                pattern.append(c);
                at += 2;
            } else if (c == '{') {
                int end = format.indexOf('}', at);
                int number = end < 0 ? -1 : number(format, at + 1, end);
                if (number < 0 || number >= arguments.length) {
                    return null;
                }
                pattern.append("{}");
                inOrder.add(plain(arguments[number]));
                at = end + 1;
            } else {
                pattern.append(c);
                at++;
            }
        }
        return pattern.toString();
    }

    /** Whatever else the JDK has in its messages; one that is not a pattern at all is told as it is. */
    private static String formatted(String format, Object... arguments) {
        try {
            return new MessageFormat(format, Locale.ROOT).format(arguments);
        } catch (IllegalArgumentException e) {
            return format;
        }
    }

    /** The number that is all there is between two places; -1 where there is anything else. */
    private static int number(String format, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            char c = format.charAt(at);
            if (c < '0' || c > '9' || number > 99) {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return from < to ? number : -1;
    }

    /** SLF4J takes a last argument that was thrown for the problem of the whole entry; here it is a part of the text. */
    private static Object plain(Object argument) {
        return argument instanceof Number || argument instanceof Boolean ? argument : String.valueOf(argument);
    }

    private static String translated(ResourceBundle bundle, String message) {
        if (bundle == null || message == null) {
            return message;
        }
        try {
            return bundle.getString(message);
        } catch (MissingResourceException | ClassCastException e) {
            // As the JDK has it: what has no translation is the text itself.
            return message;
        }
    }

    private static org.slf4j.event.Level levelOf(Level level) {
        return switch (level) {
            case ALL, TRACE -> org.slf4j.event.Level.TRACE;
            case DEBUG -> org.slf4j.event.Level.DEBUG;
            case INFO -> org.slf4j.event.Level.INFO;
            case WARNING -> org.slf4j.event.Level.WARN;
            case ERROR, OFF -> org.slf4j.event.Level.ERROR;
        };
    }
}
