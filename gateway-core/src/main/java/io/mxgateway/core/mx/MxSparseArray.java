package io.mxgateway.core.mx;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Some elements of an array that is to be written. MXAccess writes whole arrays only, so {@link #expand()} makes one in
 * which the slots that are not named hold the type's default.
 *
 * @param elementDataType the MXAccess type of the elements; {@link MxDataType#UNSPECIFIED} to take it from the elements
 * @param totalLength the length of the whole array, 1 to {@link #MAX_LENGTH}
 * @param elements the slots that are named, each at most once, all holding the same type of scalar
 */
public record MxSparseArray(MxDataType elementDataType, int totalLength, List<Element> elements) {
    /** The longest array that a sparse write may describe. */
    public static final int MAX_LENGTH = 65_536;

    /**
     * One named slot.
     *
     * @param index the slot, counted from 0
     * @param value its value, a scalar
     */
    public record Element(int index, MxValue value) {
        public Element {
            Objects.requireNonNull(value, "value");
        }
    }

    /** Checks the shape; the text of what it throws says which element breaks which rule. */
    public MxSparseArray {
        Objects.requireNonNull(elementDataType, "elementDataType");
        elements = List.copyOf(elements);
        if (totalLength <= 0 || totalLength > MAX_LENGTH) {
            throw new IllegalArgumentException("sparse array: total_length " + Integer.toUnsignedString(totalLength)
                    + " is outside 1.." + MAX_LENGTH);
        }
        BitSet seen = new BitSet(totalLength);
        for (Element element : elements) {
            checkElement(element, elements.get(0), totalLength, seen);
        }
        if (elements.isEmpty() && scalarOf(elementDataType) == null) {
            throw new IllegalArgumentException("sparse array: no element is named and element_data_type "
                    + elementDataType + " does not tell what to fill the array with; name a type or an element");
        }
    }

    private static void checkElement(Element element, Element first, int totalLength, BitSet seen) {
        if (element.index() < 0 || element.index() >= totalLength) {
            throw new IllegalArgumentException("sparse array: index " + Integer.toUnsignedString(element.index())
                    + " is outside 0.." + (totalLength - 1) + " (total_length " + totalLength + ")");
        }
        if (seen.get(element.index())) {
            throw new IllegalArgumentException(
                    "sparse array: index " + element.index() + " is named twice; name each slot once");
        }
        seen.set(element.index());
        MxValue.Content content = element.value().content();
        if (!isScalar(content)) {
            throw new IllegalArgumentException("sparse array: the value at index " + element.index()
                    + " is not a scalar; every element must hold one scalar value");
        }
        if (content.getClass() != first.value().content().getClass()) {
            throw new IllegalArgumentException("sparse array: mixed types, index " + first.index() + " holds "
                    + first.value().content().getClass().getSimpleName() + " and index " + element.index() + " holds "
                    + content.getClass().getSimpleName() + "; all elements must be of one type");
        }
    }

    private static boolean isScalar(MxValue.Content content) {
        return !(content instanceof MxValue.Nothing
                || content instanceof MxValue.Array
                || content instanceof MxValue.Sparse
                || content instanceof MxValue.Raw);
    }

    /** The default of a type's scalar, or null for a type that has none. */
    private static MxValue.Content scalarOf(MxDataType type) {
        return switch (type) {
            case BOOLEAN -> new MxValue.Bool(false);
            case INTEGER, ENUM, QUALIFIED_ENUM, SECURITY_CLASSIFICATION_ENUM, DATA_QUALITY_TYPE -> new MxValue.Int32(0);
            case FLOAT -> new MxValue.Float32(0);
            case DOUBLE, ELAPSED_TIME -> new MxValue.Float64(0);
            case STRING, BIG_STRING, INTERNATIONALIZED_STRING, REFERENCE_TYPE -> new MxValue.Text("");
            case TIME -> new MxValue.Time(Instant.EPOCH);
            default -> null;
        };
    }

    /** The whole array: named slots hold their values, all others the default of the type. */
    public MxArray expand() {
        MxValue.Content sample = elements.isEmpty()
                ? scalarOf(elementDataType)
                : elements.get(0).value().content();
        MxArray plain;
        if (sample instanceof MxValue.Bool) {
            plain = MxArray.ofBools(fill(false, c -> ((MxValue.Bool) c).value()));
        } else if (sample instanceof MxValue.Int32) {
            plain = MxArray.ofInts(fill(0, c -> ((MxValue.Int32) c).value()));
        } else if (sample instanceof MxValue.Int64) {
            plain = MxArray.ofLongs(fill(0L, c -> ((MxValue.Int64) c).value()));
        } else if (sample instanceof MxValue.Float32) {
            plain = MxArray.ofFloats(fill(0f, c -> ((MxValue.Float32) c).value()));
        } else if (sample instanceof MxValue.Float64) {
            plain = MxArray.ofDoubles(fill(0d, c -> ((MxValue.Float64) c).value()));
        } else if (sample instanceof MxValue.Time) {
            plain = MxArray.ofTimes(fill(Instant.EPOCH, c -> ((MxValue.Time) c).value()));
        } else {
            plain = MxArray.ofTexts(fill("", c -> ((MxValue.Text) c).value()));
        }
        if (elementDataType == MxDataType.UNSPECIFIED || elementDataType == plain.elementDataType()) {
            return plain;
        }
        return new MxArray(
                elementDataType,
                plain.variantType(),
                plain.dimensions(),
                "",
                elementDataType.nativeNumber(),
                plain.elements());
    }

    private <T> List<T> fill(T other, Function<MxValue.Content, T> unwrap) {
        List<T> all = new ArrayList<>(Collections.nCopies(totalLength, other));
        for (Element element : elements) {
            all.set(element.index(), unwrap.apply(element.value().content()));
        }
        return all;
    }
}
