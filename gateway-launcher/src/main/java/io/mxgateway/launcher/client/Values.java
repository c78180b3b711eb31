package io.mxgateway.launcher.client;

import io.mxgateway.core.mx.MxValue;
import io.mxgateway.launcher.text.ValueText;

/** Values as people and as programs read them. Pure functions. */
final class Values {
    private Values() {}

    /** Whether there is none: MXAccess tells so of a tag that it cannot resolve. */
    static boolean isNone(MxValue value) {
        return value == null || value.content() instanceof MxValue.Nothing;
    }

    /** For people, on one line; {@code -} for none. */
    static String text(MxValue value) {
        return Texts.printable(ValueText.of(value));
    }

    /** For JSON; see {@link ValueText#plain}. */
    static Object plain(MxValue value) {
        return ValueText.plain(value);
    }

    /** The type, as {@code --type} takes it; empty for what cannot be written. */
    static String type(MxValue value) {
        return ValueType.of(value).map(ValueType::text).orElse("");
    }
}
