package io.mxgateway.launcher.config;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the value of an option is written. Immutable.
 *
 * @param name for people: {@code integer}, {@code duration}, …
 * @param parser text to value; throws an {@link IllegalArgumentException} whose message is the rule that was broken
 * @param printer value to the shortest text that the parser takes back
 */
record OptionType<T>(String name, Function<String, T> parser, Function<T, String> printer) {
    static final OptionType<Integer> INTEGER = new OptionType<>("integer", OptionType::integer, Object::toString);
    static final OptionType<Long> LONG = new OptionType<>("integer", OptionType::longInteger, Object::toString);
    static final OptionType<Double> NUMBER = new OptionType<>("number", OptionType::number, Object::toString);
    static final OptionType<Boolean> BOOLEAN = new OptionType<>("boolean", OptionType::bool, Object::toString);
    static final OptionType<String> TEXT = new OptionType<>("text", String::strip, text -> text);
    static final OptionType<Duration> DURATION = new OptionType<>("duration", DurationText::parse, DurationText::print);
    static final OptionType<Long> SIZE = new OptionType<>("size", OptionType::size, OptionType::printSize);
    static final OptionType<Integer> INT_SIZE =
            new OptionType<>("size", OptionType::intSize, bytes -> printSize(bytes.longValue()));
    static final OptionType<List<String>> COMMAND =
            new OptionType<>("command line", CommandText::parse, CommandText::print);

    private static final Pattern SIZE_TEXT =
            Pattern.compile("(\\d{1,19})\\s*(B|KiB|MiB|GiB)?", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Integer> SIZE_SHIFTS = Map.of("", 0, "b", 0, "kib", 10, "mib", 20, "gib", 30);

    /** One of the constants of an enum, written in lower case with hyphens; case and underscores do not matter. */
    static <E extends Enum<E>> OptionType<E> choice(Class<E> type) {
        E[] all = type.getEnumConstants();
        String names = Arrays.stream(all).map(OptionType::kebab).collect(Collectors.joining(", "));
        return new OptionType<>(
                Arrays.stream(all).map(OptionType::kebab).collect(Collectors.joining(" | ")),
                text -> Arrays.stream(all)
                        .filter(constant -> kebab(constant).equals(kebab(text.strip())))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("must be one of " + names)),
                OptionType::kebab);
    }

    private static String kebab(Object name) {
        return name.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Integer integer(String text) {
        long value = longInteger(text);
        if (value != (int) value) {
            throw new IllegalArgumentException(
                    "must be a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    private static Long longInteger(String text) {
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number", e);
        }
    }

    private static Double number(String text) {
        try {
            double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a number such as 0.1", e);
        }
        throw new IllegalArgumentException("must be a finite number");
    }

    private static Boolean bool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static Long size(String text) {
        Matcher matcher = SIZE_TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be a size such as 65536, 64KiB, 16MiB or 1GiB");
        }
        String unit = matcher.group(2) == null ? "" : matcher.group(2).toLowerCase(Locale.ROOT);
        BigInteger bytes = new BigInteger(matcher.group(1)).shiftLeft(SIZE_SHIFTS.get(unit));
        if (bytes.bitLength() > Long.SIZE - 1) {
            throw new IllegalArgumentException("must be a size below 8589934592GiB");
        }
        return bytes.longValue();
    }

    private static Integer intSize(String text) {
        long bytes = size(text);
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("must be a size below 2GiB");
        }
        return (int) bytes;
    }

    private static String printSize(Long bytes) {
        if (bytes != 0 && bytes % (1 << 30) == 0) {
            return (bytes >> 30) + "GiB";
        }
        if (bytes != 0 && bytes % (1 << 20) == 0) {
            return (bytes >> 20) + "MiB";
        }
        return bytes != 0 && bytes % (1 << 10) == 0 ? (bytes >> 10) + "KiB" : bytes.toString();
    }
}
