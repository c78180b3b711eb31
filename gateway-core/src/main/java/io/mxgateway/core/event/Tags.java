package io.mxgateway.core.event;

import java.util.Locale;

/** Values of metric tags. */
final class Tags {
    private Tags() {}

    /** The tag for a constant, such as {@code on-data-change}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
