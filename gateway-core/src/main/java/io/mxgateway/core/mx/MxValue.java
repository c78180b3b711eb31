package io.mxgateway.core.mx;

import java.time.Instant;
import java.util.Objects;

/**
 * A value as MXAccess gives or takes it.
 *
 * @param dataType the MXAccess type
 * @param variantType the VARIANT tag it travelled in, such as {@code VT_I4}; see {@link MxVariant}
 * @param isNull whether the value is present but null
 * @param rawDiagnostic what the worker had to say about a value that it could not convert; usually empty
 * @param rawDataType the native type number, also where {@code dataType} does not know it
 * @param content the value itself
 */
public record MxValue(
        MxDataType dataType,
        String variantType,
        boolean isNull,
        String rawDiagnostic,
        int rawDataType,
        Content content) {

    /** What a value holds. */
    public sealed interface Content {}

    /** No content: an empty or a null value. */
    public record Nothing() implements Content {
        private static final Nothing INSTANCE = new Nothing();
    }

    /** A boolean. */
    public record Bool(boolean value) implements Content {}

    /** A 32-bit integer, the only integer native to MXAccess. */
    public record Int32(int value) implements Content {}

    /** A 64-bit integer; the wire has it, MXAccess does not. */
    public record Int64(long value) implements Content {}

    /** A 32-bit float. */
    public record Float32(float value) implements Content {}

    /** A 64-bit float. */
    public record Float64(double value) implements Content {}

    /** A text. */
    public record Text(String value) implements Content {
        public Text {
            Objects.requireNonNull(value, "value");
        }
    }

    /** A point in time. */
    public record Time(Instant value) implements Content {
        public Time {
            Objects.requireNonNull(value, "value");
        }
    }

    /** A whole array. */
    public record Array(MxArray value) implements Content {
        public Array {
            Objects.requireNonNull(value, "value");
        }
    }

    /** Bytes that nobody could interpret. */
    public record Raw(MxBytes value) implements Content {
        public Raw {
            Objects.requireNonNull(value, "value");
        }
    }

    /** Some elements of an array that is to be written; never read. */
    public record Sparse(MxSparseArray value) implements Content {
        public Sparse {
            Objects.requireNonNull(value, "value");
        }
    }

    public MxValue {
        Objects.requireNonNull(dataType, "dataType");
        Objects.requireNonNull(variantType, "variantType");
        Objects.requireNonNull(rawDiagnostic, "rawDiagnostic");
        Objects.requireNonNull(content, "content");
    }

    private static MxValue of(MxDataType type, String variant, Content content) {
        return new MxValue(type, variant, false, "", type.nativeNumber(), content);
    }

    /** A boolean. */
    public static MxValue of(boolean value) {
        return of(MxDataType.BOOLEAN, MxVariant.BOOL, new Bool(value));
    }

    /** A 32-bit integer. */
    public static MxValue of(int value) {
        return of(MxDataType.INTEGER, MxVariant.I4, new Int32(value));
    }

    /** A 64-bit integer. */
    public static MxValue of(long value) {
        return of(MxDataType.INTEGER, MxVariant.I8, new Int64(value));
    }

    /** A 32-bit float. */
    public static MxValue of(float value) {
        return of(MxDataType.FLOAT, MxVariant.R4, new Float32(value));
    }

    /** A 64-bit float. */
    public static MxValue of(double value) {
        return of(MxDataType.DOUBLE, MxVariant.R8, new Float64(value));
    }

    /** A text. */
    public static MxValue of(String value) {
        return of(MxDataType.STRING, MxVariant.BSTR, new Text(value));
    }

    /** A point in time. */
    public static MxValue of(Instant value) {
        return of(MxDataType.TIME, MxVariant.DATE, new Time(value));
    }

    /** An array; its type and VARIANT tag are the array's. */
    public static MxValue of(MxArray value) {
        return of(value.elementDataType(), value.variantType(), new Array(value));
    }

    /** Some elements of an array to write. */
    public static MxValue of(MxSparseArray value) {
        return of(value.elementDataType(), "", new Sparse(value));
    }

    /** No value at all, as MXAccess reports it for a reference that does not resolve. */
    public static MxValue empty() {
        return new MxValue(
                MxDataType.NO_DATA, MxVariant.EMPTY, false, "", MxDataType.NO_DATA.nativeNumber(), Nothing.INSTANCE);
    }

    /** The same value told to be of another MXAccess type (an elapsed time that travels as a double, say). */
    public MxValue as(MxDataType type) {
        return new MxValue(type, variantType, isNull, rawDiagnostic, type.nativeNumber(), content);
    }
}
