package io.mxgateway.core.metrics;

import java.util.List;

/** The tag values of one series, as a key of a map. */
record Labels(List<String> values) {
    static final Labels NONE = new Labels(List.of());

    static Labels of(String... values) {
        return values.length == 0 ? NONE : new Labels(List.of(values));
    }
}
