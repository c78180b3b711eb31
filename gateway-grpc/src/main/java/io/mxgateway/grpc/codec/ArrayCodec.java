package io.mxgateway.grpc.codec;

import com.google.protobuf.ByteString;
import io.mxgateway.core.mx.MxArray;
import io.mxgateway.core.mx.MxBytes;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.proto.v1.BoolArray;
import io.mxgateway.proto.v1.DoubleArray;
import io.mxgateway.proto.v1.FloatArray;
import io.mxgateway.proto.v1.Int32Array;
import io.mxgateway.proto.v1.Int64Array;
import io.mxgateway.proto.v1.RawArray;
import io.mxgateway.proto.v1.StringArray;
import io.mxgateway.proto.v1.TimestampArray;

/** Whole arrays. Pure functions. */
final class ArrayCodec {
    private ArrayCodec() {}

    static io.mxgateway.proto.v1.MxArray encode(MxArray array) {
        var out = io.mxgateway.proto.v1.MxArray.newBuilder()
                .setElementDataTypeValue(array.elementDataType().number())
                .setVariantType(array.variantType())
                .addAllDimensions(array.dimensions())
                .setRawDiagnostic(array.rawDiagnostic())
                .setRawElementDataType(array.rawElementDataType());
        MxArray.Elements elements = array.elements();
        if (elements instanceof MxArray.Bools bools) {
            out.setBoolValues(BoolArray.newBuilder().addAllValues(bools.values()));
        } else if (elements instanceof MxArray.Int32s ints) {
            out.setInt32Values(Int32Array.newBuilder().addAllValues(ints.values()));
        } else if (elements instanceof MxArray.Int64s longs) {
            out.setInt64Values(Int64Array.newBuilder().addAllValues(longs.values()));
        } else if (elements instanceof MxArray.Float32s floats) {
            out.setFloatValues(FloatArray.newBuilder().addAllValues(floats.values()));
        } else if (elements instanceof MxArray.Float64s doubles) {
            out.setDoubleValues(DoubleArray.newBuilder().addAllValues(doubles.values()));
        } else if (elements instanceof MxArray.Texts texts) {
            out.setStringValues(StringArray.newBuilder().addAllValues(texts.values()));
        } else if (elements instanceof MxArray.Times times) {
            var list = TimestampArray.newBuilder();
            times.values().forEach(time -> list.addValues(TimeCodec.encode(time)));
            out.setTimestampValues(list);
        } else if (elements instanceof MxArray.Raws raws) {
            var list = RawArray.newBuilder();
            raws.values().forEach(raw -> list.addValues(ByteString.copyFrom(raw.toByteArray())));
            out.setRawValues(list);
        }
        return out.build();
    }

    static MxArray decode(io.mxgateway.proto.v1.MxArray array) {
        return new MxArray(
                MxDataType.ofNumber(array.getElementDataTypeValue()),
                array.getVariantType(),
                array.getDimensionsList(),
                array.getRawDiagnostic(),
                array.getRawElementDataType(),
                elements(array));
    }

    private static MxArray.Elements elements(io.mxgateway.proto.v1.MxArray array) {
        return switch (array.getValuesCase()) {
            case BOOL_VALUES -> new MxArray.Bools(array.getBoolValues().getValuesList());
            case INT32_VALUES -> new MxArray.Int32s(array.getInt32Values().getValuesList());
            case INT64_VALUES -> new MxArray.Int64s(array.getInt64Values().getValuesList());
            case FLOAT_VALUES -> new MxArray.Float32s(array.getFloatValues().getValuesList());
            case DOUBLE_VALUES -> new MxArray.Float64s(array.getDoubleValues().getValuesList());
            case STRING_VALUES -> new MxArray.Texts(array.getStringValues().getValuesList());
            case TIMESTAMP_VALUES ->
                new MxArray.Times(array.getTimestampValues().getValuesList().stream()
                        .map(TimeCodec::decode)
                        .toList());
            case RAW_VALUES ->
                new MxArray.Raws(array.getRawValues().getValuesList().stream()
                        .map(raw -> MxBytes.copyOf(raw.toByteArray()))
                        .toList());
            case VALUES_NOT_SET -> new MxArray.None();
        };
    }

    static void check(io.mxgateway.proto.v1.MxArray array, String where) throws CodecException {
        ValueCodec.checkType(array.getElementDataTypeValue(), where + ".element_data_type");
        for (int i = 0; i < array.getDimensionsCount(); i++) {
            if (array.getDimensions(i) < 0) {
                throw new CodecException(where + ".dimensions[" + i + "]: "
                        + Integer.toUnsignedString(array.getDimensions(i)) + " is above " + Integer.MAX_VALUE
                        + ", the longest an array can be");
            }
        }
        int i = 0;
        for (var time : array.getTimestampValues().getValuesList()) {
            TimeCodec.check(time, where + ".timestamp_values[" + i++ + "]");
        }
    }
}
