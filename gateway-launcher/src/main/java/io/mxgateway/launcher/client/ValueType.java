package io.mxgateway.launcher.client;

import io.mxgateway.core.mx.MxArray;
import io.mxgateway.core.mx.MxValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A type that values are written in.
 *
 * @param scalar of the value, or of each element
 * @param array whether there are many
 */
record ValueType(Scalar scalar, boolean array) {
    /** The types of one value. */
    enum Scalar {
        BOOL("true or false"),
        INT("a whole number from -2147483648 to 2147483647"),
        LONG("a whole number of 64 bits"),
        FLOAT("a number"),
        DOUBLE("a number"),
        STRING("a text"),
        TIME("a time such as 2027-01-31T12:00:00Z, 2027-01-31T12:00:00 (of this machine) or now");

        private final String rule;

        Scalar(String rule) {
            this.rule = rule;
        }

        Object parse(String text) {
            return switch (this) {
                case BOOL -> bool(text.strip().toLowerCase(Locale.ROOT));
                case INT -> Integer.valueOf(text.strip());
                case LONG -> Long.valueOf(text.strip());
                case FLOAT -> real(text, Float.valueOf(text.strip()));
                case DOUBLE -> real(text, Double.valueOf(text.strip()));
                case STRING -> text;
                case TIME -> time(text.strip());
            };
        }
    }

    static ValueType scalar(Scalar scalar) {
        return new ValueType(scalar, false);
    }

    /** The type that is called so, such as {@code double} or {@code int[]}; empty when none is. */
    static Optional<ValueType> named(String text) {
        boolean array = text.endsWith("[]");
        String name = array ? text.substring(0, text.length() - 2) : text;
        return Arrays.stream(Scalar.values())
                .filter(scalar -> scalar.name().equalsIgnoreCase(name))
                .findFirst()
                .map(scalar -> new ValueType(scalar, array));
    }

    /** All names. */
    static String names() {
        return Arrays.stream(Scalar.values())
                .map(scalar -> scalar.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** The type of a value; empty when it has none or cannot be written. */
    static Optional<ValueType> of(MxValue value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value.content() instanceof MxValue.Array array) {
            return ofElements(array.value().elements()).map(scalar -> new ValueType(scalar, true));
        }
        MxValue.Content content = value.content();
        Scalar scalar = content instanceof MxValue.Bool
                ? Scalar.BOOL
                : content instanceof MxValue.Int32
                        ? Scalar.INT
                        : content instanceof MxValue.Int64
                                ? Scalar.LONG
                                : content instanceof MxValue.Float32
                                        ? Scalar.FLOAT
                                        : content instanceof MxValue.Float64
                                                ? Scalar.DOUBLE
                                                : content instanceof MxValue.Text
                                                        ? Scalar.STRING
                                                        : content instanceof MxValue.Time ? Scalar.TIME : null;
        return Optional.ofNullable(scalar).map(ValueType::scalar);
    }

    private static Optional<Scalar> ofElements(MxArray.Elements elements) {
        if (elements instanceof MxArray.Bools) {
            return Optional.of(Scalar.BOOL);
        } else if (elements instanceof MxArray.Int32s) {
            return Optional.of(Scalar.INT);
        } else if (elements instanceof MxArray.Int64s) {
            return Optional.of(Scalar.LONG);
        } else if (elements instanceof MxArray.Float32s) {
            return Optional.of(Scalar.FLOAT);
        } else if (elements instanceof MxArray.Float64s) {
            return Optional.of(Scalar.DOUBLE);
        } else if (elements instanceof MxArray.Texts) {
            return Optional.of(Scalar.STRING);
        } else if (elements instanceof MxArray.Times) {
            return Optional.of(Scalar.TIME);
        }
        return Optional.empty();
    }

    /** What it is called. */
    String text() {
        return scalar.name().toLowerCase(Locale.ROOT) + (array ? "[]" : "");
    }

    /**
     * The value that a text stands for; elements of an array stand between commas, in brackets or not.
     *
     * @throws IllegalArgumentException telling what it should be
     */
    MxValue parse(String text) {
        try {
            if (!array) {
                return value(scalar.parse(text));
            }
            List<Object> elements = new ArrayList<>();
            for (String element : elements(text)) {
                elements.add(scalar.parse(element));
            }
            return MxValue.of(arrayOf(elements));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "must be " + scalar.rule + (array ? " for each element, with commas between them" : ""), e);
        }
    }

    private static List<String> elements(String text) {
        String inner = text.strip();
        if (inner.startsWith("[") && inner.endsWith("]")) {
            inner = inner.substring(1, inner.length() - 1);
        }
        return inner.isBlank()
                ? List.of()
                : Arrays.stream(inner.split(",", -1)).map(String::strip).toList();
    }

    private static MxValue value(Object plain) {
        if (plain instanceof Boolean bool) {
            return MxValue.of(bool.booleanValue());
        } else if (plain instanceof Integer number) {
            return MxValue.of(number.intValue());
        } else if (plain instanceof Long number) {
            return MxValue.of(number.longValue());
        } else if (plain instanceof Float number) {
            return MxValue.of(number.floatValue());
        } else if (plain instanceof Double number) {
            return MxValue.of(number.doubleValue());
        } else if (plain instanceof Instant time) {
            return MxValue.of(time);
        }
        return MxValue.of((String) plain);
    }

    private MxArray arrayOf(List<Object> elements) {
        return switch (scalar) {
            case BOOL -> MxArray.ofBools(all(Boolean.class, elements));
            case INT -> MxArray.ofInts(all(Integer.class, elements));
            case LONG -> MxArray.ofLongs(all(Long.class, elements));
            case FLOAT -> MxArray.ofFloats(all(Float.class, elements));
            case DOUBLE -> MxArray.ofDoubles(all(Double.class, elements));
            case STRING -> MxArray.ofTexts(all(String.class, elements));
            case TIME -> MxArray.ofTimes(all(Instant.class, elements));
        };
    }

    private static <T> List<T> all(Class<T> type, List<Object> elements) {
        return elements.stream().map(type::cast).toList();
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true", "1", "on", "yes" -> true;
            case "false", "0", "off", "no" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** What is too large for its type becomes infinite when it is read; only who writes so means that. */
    private static <T extends Number> T real(String text, T number) {
        if (Double.isInfinite(number.doubleValue())
                && !text.toLowerCase(Locale.ROOT).contains("inf")) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static Instant time(String text) {
        if (text.equalsIgnoreCase("now")) {
            return Instant.now();
        }
        return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
    }
}
