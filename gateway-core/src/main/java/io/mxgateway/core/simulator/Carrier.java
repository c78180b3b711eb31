package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxArray;
import io.mxgateway.core.mx.MxBytes;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.mx.MxVariant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a value of an MXAccess type is made of, and how such values are made. */
enum Carrier {
    BOOL(MxVariant.BOOL, new MxValue.Bool(false)),
    INT(MxVariant.I4, new MxValue.Int32(0)),
    FLOAT(MxVariant.R4, new MxValue.Float32(0)),
    DOUBLE(MxVariant.R8, new MxValue.Float64(0)),
    TEXT(MxVariant.BSTR, new MxValue.Text("")),
    TIME(MxVariant.DATE, new MxValue.Time(Instant.EPOCH)),
    /** Structures, which travel as bytes that nobody interprets. */
    RAW(MxVariant.EMPTY, new MxValue.Raw(MxBytes.copyOf(new byte[0]))),
    /** Types that no attribute can have. */
    NONE(MxVariant.EMPTY, new MxValue.Nothing());

    private final String variant;
    private final MxValue.Content usual;

    Carrier(String variant, MxValue.Content usual) {
        this.variant = variant;
        this.usual = usual;
    }

    static Carrier of(MxDataType type) {
        return switch (type) {
            case BOOLEAN -> BOOL;
            case INTEGER, ENUM, QUALIFIED_ENUM, SECURITY_CLASSIFICATION_ENUM, DATA_QUALITY_TYPE, STATUS_TYPE -> INT;
            case FLOAT -> FLOAT;
            case DOUBLE, ELAPSED_TIME -> DOUBLE;
            case STRING, BIG_STRING, INTERNATIONALIZED_STRING, REFERENCE_TYPE -> TEXT;
            case TIME -> TIME;
            case QUALIFIED_STRUCT -> RAW;
            case UNSPECIFIED, UNKNOWN, NO_DATA -> NONE;
        };
    }

    /** Whether its values are numbers, so that a range can limit them. */
    boolean isNumeric() {
        return this == INT || this == FLOAT || this == DOUBLE;
    }

    /** What a value holds that nobody has given one. */
    MxValue.Content usual() {
        return usual;
    }

    /** A number in the form of this carrier; times count seconds from {@code start}. */
    MxValue.Content ofNumber(double number, Instant start) {
        return switch (this) {
            case BOOL -> new MxValue.Bool(number != 0);
            case INT -> new MxValue.Int32((int) Math.rint(number));
            case FLOAT -> new MxValue.Float32((float) number);
            case DOUBLE -> new MxValue.Float64(number);
            case TEXT -> new MxValue.Text(Long.toString(Math.round(number)));
            case TIME -> new MxValue.Time(start.plusSeconds(Math.round(number)));
            case RAW, NONE -> usual;
        };
    }

    /** A number rounded to what this carrier can tell apart, so that equal values are equal numbers. */
    double rounded(double number) {
        return switch (this) {
            case BOOL -> number != 0 ? 1 : 0;
            case INT -> (int) Math.rint(number);
            case FLOAT -> (float) number;
            case DOUBLE -> number;
            case TEXT, TIME -> Math.round(number);
            case RAW, NONE -> 0;
        };
    }

    /** A scalar of the given type, which must be one of this carrier's. */
    MxValue scalar(MxDataType type, MxValue.Content content) {
        return new MxValue(type, variant, false, "", type.nativeNumber(), content);
    }

    /** An array of the given element type, which must be one of this carrier's. */
    MxValue array(MxDataType type, List<MxValue.Content> contents) {
        MxArray.Elements elements = switch (this) {
            case BOOL -> new MxArray.Bools(map(contents, c -> ((MxValue.Bool) c).value()));
            case INT -> new MxArray.Int32s(map(contents, c -> ((MxValue.Int32) c).value()));
            case FLOAT -> new MxArray.Float32s(map(contents, c -> ((MxValue.Float32) c).value()));
            case DOUBLE -> new MxArray.Float64s(map(contents, c -> ((MxValue.Float64) c).value()));
            case TEXT -> new MxArray.Texts(map(contents, c -> ((MxValue.Text) c).value()));
            case TIME -> new MxArray.Times(map(contents, c -> ((MxValue.Time) c).value()));
            case RAW -> new MxArray.Raws(map(contents, c -> ((MxValue.Raw) c).value()));
            case NONE -> new MxArray.None();
        };
        return MxValue.of(new MxArray(
                type, MxVariant.arrayOf(variant), List.of(contents.size()), "", type.nativeNumber(), elements));
    }

    private static <T> List<T> map(List<MxValue.Content> contents, Function<MxValue.Content, T> unwrap) {
        List<T> all = new ArrayList<>(contents.size());
        for (MxValue.Content content : contents) {
            all.add(unwrap.apply(content));
        }
        return all;
    }

    /** The elements of an array as scalars. */
    static List<MxValue.Content> elementsOf(MxArray array) {
        List<MxValue.Content> contents = new ArrayList<>(array.elements().size());
        for (Object element : array.elements().values()) {
            contents.add(scalarOf(element));
        }
        return contents;
    }

    private static MxValue.Content scalarOf(Object element) {
        if (element instanceof Boolean value) {
            return new MxValue.Bool(value);
        } else if (element instanceof Integer value) {
            return new MxValue.Int32(value);
        } else if (element instanceof Long value) {
            return new MxValue.Int64(value);
        } else if (element instanceof Float value) {
            return new MxValue.Float32(value);
        } else if (element instanceof Double value) {
            return new MxValue.Float64(value);
        } else if (element instanceof Instant value) {
            return new MxValue.Time(value);
        } else if (element instanceof MxBytes value) {
            return new MxValue.Raw(value);
        }
        return new MxValue.Text((String) element);
    }
}
