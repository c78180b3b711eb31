package io.mxgateway.launcher.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a line of the log says as {@code name=value}: the names that the pattern of its message has in front of its
 * placeholders, with the arguments that came for them. Only the pattern is looked at, which is written in the source; the
 * arguments may hold anything, and nothing in them is ever taken for a name. Pure functions.
 */
final class Facts {
    /** Whoever writes a pattern with more has something else in mind. */
    private static final int MOST = 24;

    private Facts() {}

    /** The facts in the order of the pattern; of two with the same name the first. */
    static Map<String, Object> of(ILoggingEvent event) {
        String pattern = event.getMessage();
        Object[] arguments = event.getArgumentArray();
        Map<String, Object> facts = new LinkedHashMap<>();
        if (pattern == null || arguments == null) {
            return facts;
        }
        int argument = 0;
        for (int at = pattern.indexOf("{}");
                at >= 0 && argument < arguments.length && facts.size() < MOST;
                at = pattern.indexOf("{}", at + 2)) {
            if (isEscaped(pattern, at)) {
                continue;
            }
            String name = nameBefore(pattern, at);
            if (!name.isEmpty()) {
                facts.putIfAbsent(name, arguments[argument]);
            }
            argument++;
        }
        return facts;
    }

    /** As SLF4J has it: a backslash takes a placeholder its meaning, unless it is itself behind one. */
    private static boolean isEscaped(String pattern, int at) {
        return at > 0 && pattern.charAt(at - 1) == '\\' && !(at > 1 && pattern.charAt(at - 2) == '\\');
    }

    private static String nameBefore(String pattern, int placeholder) {
        int end = placeholder - 1;
        if (end < 1 || pattern.charAt(end) != '=') {
            return "";
        }
        int begin = end;
        while (begin > 0 && isOfName(pattern.charAt(begin - 1))) {
            begin--;
        }
        boolean apart = begin == 0 || pattern.charAt(begin - 1) == ' ' || pattern.charAt(begin - 1) == '(';
        return apart ? pattern.substring(begin, end) : "";
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_-.".indexOf(c) >= 0;
    }
}
