package io.mxgateway.launcher.client;

import io.mxgateway.core.mx.MxValue;
import io.mxgateway.launcher.client.ClientFailure.Kind;

/**
 * A value for a tag, as it was typed.
 *
 * @param tag the tag
 * @param text the value's text
 */
record Assignment(String tag, String text) {
    static Assignment parse(String argument) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
            throw new ClientFailure(
                    Kind.USAGE, "'" + argument + "': must be TAG=VALUE, such as Reactor_001.SetPoint=42.5");
        }
        return new Assignment(argument.substring(0, equals).strip(), argument.substring(equals + 1));
    }

    /**
     * The value.
     *
     * @throws ClientFailure when the text is none of that type
     */
    MxValue as(ValueType type) {
        try {
            return type.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ClientFailure(
                    Kind.USAGE,
                    "tag = " + tag + ": value = " + text + ": " + e.getMessage() + ", as its type is " + type.text()
                            + "; nothing was written; --type says another type",
                    e);
        }
    }
}
