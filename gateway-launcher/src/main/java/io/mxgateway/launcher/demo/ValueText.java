package io.mxgateway.launcher.demo;

import com.google.protobuf.Timestamp;
import io.mxgateway.proto.v1.MxValue;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values and times as a person reads them. */
final class ValueText {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private ValueText() {}

    static String of(MxValue value) {
        return switch (value.getKindCase()) {
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            case INT32_VALUE -> String.valueOf(value.getInt32Value());
            case INT64_VALUE -> String.valueOf(value.getInt64Value());
            case FLOAT_VALUE -> String.format(Locale.ROOT, "%.2f", value.getFloatValue());
            case DOUBLE_VALUE -> String.format(Locale.ROOT, "%.2f", value.getDoubleValue());
            case STRING_VALUE -> value.getStringValue();
            case TIMESTAMP_VALUE -> time(value.getTimestampValue());
            case ARRAY_VALUE, SPARSE_ARRAY_VALUE -> "(array)";
            case RAW_VALUE -> "(raw)";
            case KIND_NOT_SET -> "-";
        };
    }

    static String time(Timestamp timestamp) {
        return CLOCK.format(Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos()));
    }
}
