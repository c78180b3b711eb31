package io.mxgateway.launcher.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.mxgateway.launcher.text.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The log for machines: one object for each line. Beside the message every fact of it is a field of its own, always as text, so that lines
 * can be found by session, correlation, worker, method, peer or key. Thread-safe.
 */
final class JsonLines extends LineEncoder {
    private static final int LONGEST_FACT = 1 << 10;

    @Override
    String line(ILoggingEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", Instant.ofEpochMilli(event.getTimeStamp()));
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("thread", event.getThreadName());
        line.put("message", cut(message(event), LONGEST_MESSAGE));
        // A fact that is named like what every line has, stays in the message.
        Facts.of(event).forEach((name, value) -> line.putIfAbsent(name, cut(String.valueOf(value), LONGEST_FACT)));
        String problem = problem(event);
        if (!problem.isEmpty()) {
            line.put("error", cut(problem, LONGEST_PROBLEM));
        }
        return Json.of(line);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
