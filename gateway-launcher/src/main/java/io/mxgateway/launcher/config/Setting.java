package io.mxgateway.launcher.config;

import java.util.Objects;

/**
 * What somebody said about one option.
 *
 * @param key the option, as it was written
 * @param value its value, as it was written
 * @param source where it was written, for people: {@code --set}, {@code file x}, {@code environment Y}
 */
public record Setting(String key, String value, String source) {
    public Setting {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(source, "source");
    }

    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
        return key + " (from " + source + ")";
    }
}
