package io.mxgateway.launcher.demo;

import io.mxgateway.core.mx.MxQuality;

/**
 * What is known of one tag at a moment. Immutable.
 *
 * @param tag its reference
 * @param value its last value, for people; empty when none has come
 * @param quality its quality; meaningless without a value
 * @param time when the value was new at its source, for people
 * @param changesPerSecond how often it changed lately
 */
record TagRow(String tag, String value, int quality, String time, double changesPerSecond) {
    boolean hasValue() {
        return !time.isEmpty();
    }

    String qualityText() {
        return hasValue() ? MxQuality.textOf(quality) : "";
    }
}
