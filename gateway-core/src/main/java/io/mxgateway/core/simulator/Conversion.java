package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxDetail;
import io.mxgateway.core.mx.MxValue;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/** Turns what a client writes into the type of the attribute it is written to. Immutable. */
final class Conversion {
    private final MxDataType type;
    private final Carrier carrier;
    private final List<String> labels;
    private final AttributeRange range;

    /** What came of a conversion: the content, or the detail that says why there is none. */
    record Result(MxValue.Content content, MxDetail detail) {
        static Result of(MxValue.Content content) {
            return new Result(content, MxDetail.SUCCESS);
        }

        static Result failed(MxDetail detail) {
            return new Result(null, detail);
        }

        boolean isOk() {
            return detail == MxDetail.SUCCESS;
        }
    }

    Conversion(MxDataType type, List<String> labels, AttributeRange range) {
        this.type = type;
        this.carrier = Carrier.of(type);
        this.labels = labels;
        this.range = range;
    }

    /** Converts a scalar. */
    Result convert(MxValue value) {
        return value.isNull() ? Result.failed(MxDetail.INCORRECT_DATA_TYPE) : convert(value.content());
    }

    /** Converts a scalar. */
    Result convert(MxValue.Content content) {
        if (content instanceof MxValue.Array || content instanceof MxValue.Sparse) {
            return Result.failed(MxDetail.WRONG_DATA_TYPE);
        }
        if (content instanceof MxValue.Nothing) {
            return Result.failed(MxDetail.INCORRECT_DATA_TYPE);
        }
        return switch (carrier) {
            case BOOL -> toBool(content);
            case INT -> toInt(content);
            case FLOAT, DOUBLE -> toReal(content);
            case TEXT ->
                content instanceof MxValue.Raw
                        ? Result.failed(MxDetail.CONVERSION_NOT_SUPPORTED)
                        : Result.of(new MxValue.Text(textOf(content)));
            case TIME -> toTime(content);
            case RAW ->
                content instanceof MxValue.Raw ? Result.of(content) : Result.failed(MxDetail.CONVERSION_NOT_SUPPORTED);
            case NONE -> Result.failed(MxDetail.CONVERSION_NOT_SUPPORTED);
        };
    }

    private static Result toBool(MxValue.Content content) {
        if (content instanceof MxValue.Bool) {
            return Result.of(content);
        }
        if (content instanceof MxValue.Text text) {
            return switch (text.value().strip().toLowerCase(Locale.ROOT)) {
                case "true", "1", "-1" -> Result.of(new MxValue.Bool(true));
                case "false", "0" -> Result.of(new MxValue.Bool(false));
                default -> Result.failed(MxDetail.UNABLE_TO_CONVERT_STRING);
            };
        }
        return isNumber(content)
                ? Result.of(new MxValue.Bool(numberOf(content) != 0))
                : Result.failed(MxDetail.CONVERSION_NOT_SUPPORTED);
    }

    private Result toInt(MxValue.Content content) {
        if (content instanceof MxValue.Text text && type == MxDataType.ENUM) {
            for (int i = 0; i < labels.size(); i++) {
                if (labels.get(i).equalsIgnoreCase(text.value().strip())) {
                    return Result.of(new MxValue.Int32(i));
                }
            }
        }
        Result number = toNumber(content);
        if (!number.isOk()) {
            return number;
        }
        double rounded = Math.rint(((MxValue.Float64) number.content()).value());
        if (!(rounded >= Integer.MIN_VALUE && rounded <= Integer.MAX_VALUE)) {
            return Result.failed(MxDetail.OVERFLOW);
        }
        boolean outsideLabels = !labels.isEmpty() && (rounded < 0 || rounded >= labels.size());
        if (outsideLabels || !range.contains(rounded)) {
            return Result.failed(MxDetail.DATA_OUT_OF_RANGE);
        }
        return Result.of(new MxValue.Int32((int) rounded));
    }

    private Result toReal(MxValue.Content content) {
        if (content instanceof MxValue.Text text && type == MxDataType.ELAPSED_TIME && isIsoDuration(text.value())) {
            return elapsed(text.value());
        }
        Result number = toNumber(content);
        if (!number.isOk()) {
            return number;
        }
        double value = ((MxValue.Float64) number.content()).value();
        if (carrier == Carrier.FLOAT && Double.isFinite(value) && Float.isInfinite((float) value)) {
            return Result.failed(MxDetail.OVERFLOW);
        }
        if (!range.contains(value)) {
            return Result.failed(MxDetail.DATA_OUT_OF_RANGE);
        }
        return Result.of(carrier == Carrier.FLOAT ? new MxValue.Float32((float) value) : new MxValue.Float64(value));
    }

    private static boolean isIsoDuration(String text) {
        return text.startsWith("P") || text.startsWith("-P");
    }

    private Result elapsed(String text) {
        try {
            double seconds = Duration.parse(text).toNanos() / 1e9;
            return range.contains(seconds)
                    ? Result.of(new MxValue.Float64(seconds))
                    : Result.failed(MxDetail.DATA_OUT_OF_RANGE);
        } catch (DateTimeParseException e) {
            return Result.failed(MxDetail.UNABLE_TO_CONVERT_STRING);
        } catch (ArithmeticException e) {
            return Result.failed(MxDetail.OVERFLOW);
        }
    }

    /** Any number as a double, which holds every 32-bit integer. */
    private static Result toNumber(MxValue.Content content) {
        if (isNumber(content)) {
            return Result.of(new MxValue.Float64(numberOf(content)));
        }
        if (content instanceof MxValue.Bool bool) {
            return Result.of(new MxValue.Float64(bool.value() ? 1 : 0));
        }
        if (content instanceof MxValue.Text text) {
            try {
                return Result.of(new MxValue.Float64(Double.parseDouble(text.value())));
            } catch (NumberFormatException e) {
                return Result.failed(MxDetail.UNABLE_TO_CONVERT_STRING);
            }
        }
        return Result.failed(MxDetail.CONVERSION_NOT_SUPPORTED);
    }

    static Result toTime(MxValue.Content content) {
        if (content instanceof MxValue.Time) {
            return Result.of(content);
        }
        if (content instanceof MxValue.Text text) {
            try {
                return Result.of(new MxValue.Time(Instant.parse(text.value().strip())));
            } catch (DateTimeParseException e) {
                return Result.failed(MxDetail.UNABLE_TO_CONVERT_STRING);
            }
        }
        return Result.failed(MxDetail.CONVERSION_NOT_SUPPORTED);
    }

    private static boolean isNumber(MxValue.Content content) {
        return content instanceof MxValue.Int32
                || content instanceof MxValue.Int64
                || content instanceof MxValue.Float32
                || content instanceof MxValue.Float64;
    }

    private static double numberOf(MxValue.Content content) {
        if (content instanceof MxValue.Int32 int32) {
            return int32.value();
        } else if (content instanceof MxValue.Int64 int64) {
            return int64.value();
        } else if (content instanceof MxValue.Float32 float32) {
            return float32.value();
        }
        return ((MxValue.Float64) content).value();
    }

    private static String textOf(MxValue.Content content) {
        if (content instanceof MxValue.Text text) {
            return text.value();
        } else if (content instanceof MxValue.Bool bool) {
            return Boolean.toString(bool.value());
        } else if (content instanceof MxValue.Int32 int32) {
            return Integer.toString(int32.value());
        } else if (content instanceof MxValue.Int64 int64) {
            return Long.toString(int64.value());
        } else if (content instanceof MxValue.Float32 float32) {
            return Float.toString(float32.value());
        } else if (content instanceof MxValue.Time time) {
            return time.value().toString();
        }
        return Double.toString(((MxValue.Float64) content).value());
    }
}
