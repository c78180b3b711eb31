package io.mxgateway.launcher.config;

import java.util.Objects;

/**
 * An option as it is in force.
 *
 * @param option the option, under its concrete key
 * @param value its value as it would be written; masked when it is a secret
 * @param source who said so; {@code default} when nobody did
 */
public record EffectiveOption(Option<?> option, String value, String source) {
    /** The source of what nobody said. */
    static final String DEFAULT = "default";

    public EffectiveOption {
        Objects.requireNonNull(option, "option");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(source, "source");
    }

    /** Whether nobody said anything about it. */
    public boolean isDefault() {
        return source.equals(DEFAULT);
    }
}
