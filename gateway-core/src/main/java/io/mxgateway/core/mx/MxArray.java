package io.mxgateway.core.mx;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A whole array as MXAccess gives or takes it.
 *
 * @param elementDataType the MXAccess type of the elements
 * @param variantType the VARIANT tag, such as {@code VT_ARRAY|VT_I4}
 * @param dimensions the length of each dimension; empty when only one and obvious from the elements
 * @param rawDiagnostic what the worker had to say about an array that it could not convert; usually empty
 * @param rawElementDataType the native type number of the elements
 * @param elements the elements, row by row
 */
public record MxArray(
        MxDataType elementDataType,
        String variantType,
        List<Integer> dimensions,
        String rawDiagnostic,
        int rawElementDataType,
        Elements elements) {

    /** The elements of an array, all of one type. */
    public sealed interface Elements {
        /** The elements, immutable. */
        List<?> values();

        /** How many there are. */
        default int size() {
            return values().size();
        }
    }

    /** No elements and no type. */
    public record None() implements Elements {
        @Override
        public List<?> values() {
            return List.of();
        }
    }

    /** Booleans. */
    public record Bools(List<Boolean> values) implements Elements {
        public Bools {
            values = List.copyOf(values);
        }
    }

    /** 32-bit integers. */
    public record Int32s(List<Integer> values) implements Elements {
        public Int32s {
            values = List.copyOf(values);
        }
    }

    /** 64-bit integers. */
    public record Int64s(List<Long> values) implements Elements {
        public Int64s {
            values = List.copyOf(values);
        }
    }

    /** 32-bit floats. */
    public record Float32s(List<Float> values) implements Elements {
        public Float32s {
            values = List.copyOf(values);
        }
    }

    /** 64-bit floats. */
    public record Float64s(List<Double> values) implements Elements {
        public Float64s {
            values = List.copyOf(values);
        }
    }

    /** Texts. */
    public record Texts(List<String> values) implements Elements {
        public Texts {
            values = List.copyOf(values);
        }
    }

    /** Points in time. */
    public record Times(List<Instant> values) implements Elements {
        public Times {
            values = List.copyOf(values);
        }
    }

    /** Elements that nobody could interpret. */
    public record Raws(List<MxBytes> values) implements Elements {
        public Raws {
            values = List.copyOf(values);
        }
    }

    public MxArray {
        Objects.requireNonNull(elementDataType, "elementDataType");
        Objects.requireNonNull(variantType, "variantType");
        dimensions = List.copyOf(dimensions);
        Objects.requireNonNull(rawDiagnostic, "rawDiagnostic");
        Objects.requireNonNull(elements, "elements");
    }

    private static MxArray of(MxDataType type, String variant, Elements elements) {
        return new MxArray(
                type, MxVariant.arrayOf(variant), List.of(elements.size()), "", type.nativeNumber(), elements);
    }

    /** A one-dimensional array of booleans. */
    public static MxArray ofBools(List<Boolean> values) {
        return of(MxDataType.BOOLEAN, MxVariant.BOOL, new Bools(values));
    }

    /** A one-dimensional array of 32-bit integers. */
    public static MxArray ofInts(List<Integer> values) {
        return of(MxDataType.INTEGER, MxVariant.I4, new Int32s(values));
    }

    /** A one-dimensional array of 64-bit integers. */
    public static MxArray ofLongs(List<Long> values) {
        return of(MxDataType.INTEGER, MxVariant.I8, new Int64s(values));
    }

    /** A one-dimensional array of 32-bit floats. */
    public static MxArray ofFloats(List<Float> values) {
        return of(MxDataType.FLOAT, MxVariant.R4, new Float32s(values));
    }

    /** A one-dimensional array of 64-bit floats. */
    public static MxArray ofDoubles(List<Double> values) {
        return of(MxDataType.DOUBLE, MxVariant.R8, new Float64s(values));
    }

    /** A one-dimensional array of texts. */
    public static MxArray ofTexts(List<String> values) {
        return of(MxDataType.STRING, MxVariant.BSTR, new Texts(values));
    }

    /** A one-dimensional array of points in time. */
    public static MxArray ofTimes(List<Instant> values) {
        return of(MxDataType.TIME, MxVariant.DATE, new Times(values));
    }
}
