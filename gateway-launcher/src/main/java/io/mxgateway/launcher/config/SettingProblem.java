package io.mxgateway.launcher.config;

import java.util.Objects;

/**
 * One thing that is wrong with what the gateway was told.
 *
 * @param key the option
 * @param value the value it was given; masked when it is a secret
 * @param rule what it would have to be
 * @param source where it was said
 */
public record SettingProblem(String key, String value, String rule, String source) {
    public SettingProblem {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(source, "source");
    }

    /** On one line. */
    @Override
    public String toString() {
        return (key + " = " + value + " (from " + source + "): " + rule).replaceAll("\\R", " ");
    }
}
