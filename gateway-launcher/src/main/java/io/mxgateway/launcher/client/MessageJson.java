package io.mxgateway.launcher.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Any message as JSON, its fields by their names in the contract; what is not set is left out. Pure functions. */
final class MessageJson {
    private MessageJson() {}

    static Map<String, Object> of(Message message) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            object.put(field.getKey().getName(), value(field.getKey(), field.getValue()));
        }
        return object;
    }

    private static Object value(FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (Object entry : (List<?>) value) {
                Message pair = (Message) entry;
                FieldDescriptor key = pair.getDescriptorForType().findFieldByName("key");
                FieldDescriptor content = pair.getDescriptorForType().findFieldByName("value");
                object.put(String.valueOf(pair.getField(key)), one(pair.getField(content)));
            }
            return object;
        }
        return value instanceof List<?> list
                ? list.stream().map(MessageJson::one).toList()
                : one(value);
    }

    private static Object one(Object value) {
        if (value instanceof Timestamp time) {
            return time(time);
        } else if (value instanceof Message message) {
            return of(message);
        } else if (value instanceof EnumValueDescriptor constant) {
            return constant.getName();
        } else if (value instanceof ByteString bytes) {
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            return number.toString();
        } else if (value instanceof Float number && !Float.isFinite(number)) {
            return number.toString();
        }
        return value;
    }

    private static Object time(Timestamp time) {
        try {
            return Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString();
        } catch (DateTimeException outOfRange) {
            return of(time);
        }
    }
}
