package io.mxgateway.grpc.codec;

import com.google.protobuf.ByteString;
import io.mxgateway.core.mx.MxBytes;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxSparseArray;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.proto.v1.MxSparseElement;
import java.util.ArrayList;
import java.util.List;

/** Values. Pure functions. */
public final class ValueCodec {
    private static final int LAST_TYPE = MxDataType.BIG_STRING.number();
    // Elements of a sparse array are scalars; anything deeper is refused before its shape is looked at.
    private static final int MAX_DEPTH = 2;

    private ValueCodec() {}

    /** A value for the wire. */
    public static io.mxgateway.proto.v1.MxValue encode(MxValue value) {
        var out = io.mxgateway.proto.v1.MxValue.newBuilder()
                .setDataTypeValue(value.dataType().number())
                .setVariantType(value.variantType())
                .setIsNull(value.isNull())
                .setRawDiagnostic(value.rawDiagnostic())
                .setRawDataType(value.rawDataType());
        MxValue.Content content = value.content();
        if (content instanceof MxValue.Bool bool) {
            out.setBoolValue(bool.value());
        } else if (content instanceof MxValue.Int32 number) {
            out.setInt32Value(number.value());
        } else if (content instanceof MxValue.Int64 number) {
            out.setInt64Value(number.value());
        } else if (content instanceof MxValue.Float32 number) {
            out.setFloatValue(number.value());
        } else if (content instanceof MxValue.Float64 number) {
            out.setDoubleValue(number.value());
        } else if (content instanceof MxValue.Text text) {
            out.setStringValue(text.value());
        } else if (content instanceof MxValue.Time time) {
            out.setTimestampValue(TimeCodec.encode(time.value()));
        } else if (content instanceof MxValue.Array array) {
            out.setArrayValue(ArrayCodec.encode(array.value()));
        } else if (content instanceof MxValue.Raw raw) {
            out.setRawValue(ByteString.copyFrom(raw.value().toByteArray()));
        } else if (content instanceof MxValue.Sparse sparse) {
            out.setSparseArrayValue(encode(sparse.value()));
        }
        return out.build();
    }

    private static io.mxgateway.proto.v1.MxSparseArray encode(MxSparseArray array) {
        var out = io.mxgateway.proto.v1.MxSparseArray.newBuilder()
                .setElementDataTypeValue(array.elementDataType().number())
                .setTotalLength(array.totalLength());
        for (MxSparseArray.Element element : array.elements()) {
            out.addElements(
                    MxSparseElement.newBuilder().setIndex(element.index()).setValue(encode(element.value())));
        }
        return out.build();
    }

    /**
     * A value from a client, checked.
     *
     * @param where the name of the field, for the text of a refusal
     * @throws CodecException when a number stands for no type, a time for no date, or a sparse array has a bad shape
     */
    public static MxValue decodeChecked(io.mxgateway.proto.v1.MxValue value, String where) throws CodecException {
        check(value, where, 1);
        try {
            return decode(value);
        } catch (IllegalArgumentException e) {
            throw new CodecException(where + ": " + e.getMessage(), e);
        }
    }

    /**
     * A value from a worker. Type numbers that this gateway does not know become UNKNOWN, times out of range the nearest
     * in range.
     *
     * @throws IllegalArgumentException when it is a sparse array of a bad shape; workers never send one
     */
    static MxValue decode(io.mxgateway.proto.v1.MxValue value) {
        return new MxValue(
                MxDataType.ofNumber(value.getDataTypeValue()),
                value.getVariantType(),
                value.getIsNull(),
                value.getRawDiagnostic(),
                value.getRawDataType(),
                content(value));
    }

    private static MxValue.Content content(io.mxgateway.proto.v1.MxValue value) {
        return switch (value.getKindCase()) {
            case BOOL_VALUE -> new MxValue.Bool(value.getBoolValue());
            case INT32_VALUE -> new MxValue.Int32(value.getInt32Value());
            case INT64_VALUE -> new MxValue.Int64(value.getInt64Value());
            case FLOAT_VALUE -> new MxValue.Float32(value.getFloatValue());
            case DOUBLE_VALUE -> new MxValue.Float64(value.getDoubleValue());
            case STRING_VALUE -> new MxValue.Text(value.getStringValue());
            case TIMESTAMP_VALUE -> new MxValue.Time(TimeCodec.decode(value.getTimestampValue()));
            case ARRAY_VALUE -> new MxValue.Array(ArrayCodec.decode(value.getArrayValue()));
            case RAW_VALUE -> new MxValue.Raw(MxBytes.copyOf(value.getRawValue().toByteArray()));
            case SPARSE_ARRAY_VALUE -> new MxValue.Sparse(decode(value.getSparseArrayValue()));
            case KIND_NOT_SET -> new MxValue.Nothing();
        };
    }

    private static MxSparseArray decode(io.mxgateway.proto.v1.MxSparseArray array) {
        List<MxSparseArray.Element> elements = new ArrayList<>(array.getElementsCount());
        for (MxSparseElement element : array.getElementsList()) {
            elements.add(new MxSparseArray.Element(element.getIndex(), decode(element.getValue())));
        }
        return new MxSparseArray(
                MxDataType.ofNumber(array.getElementDataTypeValue()), array.getTotalLength(), elements);
    }

    private static void check(io.mxgateway.proto.v1.MxValue value, String where, int depth) throws CodecException {
        checkType(value.getDataTypeValue(), where + ".data_type");
        switch (value.getKindCase()) {
            case TIMESTAMP_VALUE -> TimeCodec.check(value.getTimestampValue(), where + ".timestamp_value");
            case ARRAY_VALUE -> ArrayCodec.check(value.getArrayValue(), where + ".array_value");
            case SPARSE_ARRAY_VALUE -> check(value.getSparseArrayValue(), where + ".sparse_array_value", depth);
            default -> {
                // Every other content is right whatever it holds.
            }
        }
    }

    private static void check(io.mxgateway.proto.v1.MxSparseArray array, String where, int depth)
            throws CodecException {
        if (depth >= MAX_DEPTH) {
            throw new CodecException(
                    where + ": a sparse array within a sparse array; every element must hold one scalar value");
        }
        checkType(array.getElementDataTypeValue(), where + ".element_data_type");
        for (int i = 0; i < array.getElementsCount(); i++) {
            check(array.getElements(i).getValue(), where + ".elements[" + i + "].value", depth + 1);
        }
    }

    static void checkType(int number, String where) throws CodecException {
        if (number < 0 || number > LAST_TYPE) {
            throw new CodecException(where + ": " + number + " is no data type; the known ones are 0.." + LAST_TYPE);
        }
    }
}
