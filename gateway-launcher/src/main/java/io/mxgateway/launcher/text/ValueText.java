package io.mxgateway.launcher.text;

import io.mxgateway.core.mx.MxArray;
import io.mxgateway.core.mx.MxBytes;
import io.mxgateway.core.mx.MxValue;
import java.util.List;
import java.util.stream.Collectors;

/** Values as people and as programs read them. Pure functions. */
public final class ValueText {
    private ValueText() {}

    /** For people; {@code -} for none. Shows texts as they are, whatever characters they have. */
    public static String of(MxValue value) {
        Object plain = plain(value);
        return plain == null ? "-" : textOf(plain);
    }

    private static String textOf(Object plain) {
        return plain instanceof List<?> list
                ? list.stream().map(ValueText::textOf).collect(Collectors.joining(", ", "[", "]"))
                : String.valueOf(plain);
    }

    /** For JSON: numbers, booleans, texts and lists of them; times as ISO 8601; null for none. */
    public static Object plain(MxValue value) {
        if (value == null || value.isNull()) {
            return null;
        }
        MxValue.Content content = value.content();
        if (content instanceof MxValue.Bool bool) {
            return bool.value();
        } else if (content instanceof MxValue.Int32 number) {
            return number.value();
        } else if (content instanceof MxValue.Int64 number) {
            return number.value();
        } else if (content instanceof MxValue.Float32 number) {
            return finite(number.value());
        } else if (content instanceof MxValue.Float64 number) {
            return finite(number.value());
        } else if (content instanceof MxValue.Text text) {
            return text.value();
        } else if (content instanceof MxValue.Time time) {
            return time.value().toString();
        } else if (content instanceof MxValue.Array array) {
            return list(array.value());
        } else if (content instanceof MxValue.Raw raw) {
            return bytes(raw.value());
        }
        return null;
    }

    private static List<Object> list(MxArray array) {
        return array.elements().values().stream().map(ValueText::element).toList();
    }

    private static Object element(Object element) {
        if (element instanceof Float number) {
            return finite(number);
        } else if (element instanceof Double number) {
            return finite(number);
        } else if (element instanceof Boolean || element instanceof Number) {
            return element;
        } else if (element instanceof MxBytes bytes) {
            return bytes(bytes);
        }
        return element.toString();
    }

    private static String bytes(MxBytes bytes) {
        return "(" + bytes.size() + " bytes)";
    }

    /** JSON has no word for what is not a number. */
    private static Object finite(float number) {
        return Float.isFinite(number) ? (Object) number : String.valueOf(number);
    }

    private static Object finite(double number) {
        return Double.isFinite(number) ? (Object) number : String.valueOf(number);
    }
}
