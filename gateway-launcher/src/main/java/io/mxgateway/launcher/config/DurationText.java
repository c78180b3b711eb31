package io.mxgateway.launcher.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them. */
public final class DurationText {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,15})\\s*(ns|us|ms|s|m|h|d)");

    private DurationText() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException telling how one is written
     */
    public static Duration parse(String written) {
        String text = written.strip().toLowerCase(Locale.ROOT);
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = TEXT.matcher(text);
        try {
            if (!matcher.matches()) {
                return Duration.parse(text);
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ns" -> Duration.ofNanos(amount);
                case "us" -> Duration.ofNanos(Math.multiplyExact(amount, 1_000L));
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException("must be a duration such as 500ms, 30s, 5m, 2h, 1d or PT30S", e);
        }
    }

    static String print(Duration value) {
        if (value.isZero()) {
            return "0";
        }
        if (value.isNegative() || value.toNanosPart() % 1_000_000 != 0) {
            return value.toString();
        }
        if (value.toNanosPart() != 0) {
            return value.toMillis() + "ms";
        }
        long seconds = value.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
