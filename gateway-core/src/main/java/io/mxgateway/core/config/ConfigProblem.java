package io.mxgateway.core.config;

import java.util.Objects;

/**
 * One thing that is wrong with a configuration.
 *
 * @param key the option
 * @param value the value it has; masked when it is a secret
 * @param rule what the value would have to be
 */
public record ConfigProblem(String key, String value, String rule) {
    public ConfigProblem {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(rule, "rule");
    }

    @Override
    public String toString() {
        return key + " = " + value + ": " + rule;
    }
}
