package io.mxgateway.launcher.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The log for people: when, how bad, who, on which thread, what; a stack trace on the same line. Thread-safe. */
final class TextLines extends LineEncoder {
    private final DateTimeFormatter when;

    TextLines(ZoneId zone) {
        this.when = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(zone);
    }

    @Override
    String line(ILoggingEvent event) {
        String level = event.getLevel().toString();
        String name = event.getLoggerName();
        StringBuilder line = new StringBuilder(160);
        when.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        line.append(' ').append(level).append(" ".repeat(Math.max(1, 6 - level.length())));
        line.append(name, name.lastIndexOf('.') + 1, name.length());
        line.append(" [")
                .append(OneLine.of(event.getThreadName(), LONGEST_MESSAGE))
                .append("]: ");
        line.append(OneLine.of(message(event), LONGEST_MESSAGE));
        String problem = problem(event);
        if (!problem.isEmpty()) {
            line.append(" | ").append(OneLine.of(problem, LONGEST_PROBLEM));
        }
        return line.toString();
    }
}
