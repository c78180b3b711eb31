package io.mxgateway.launcher.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Parsed values by concrete key; what is not there has its option's default. Filled by the reader, then only read. */
final class OptionValues {
    private final Map<String, Object> values = new TreeMap<>();

    <T> void put(Option<T> option, T value) {
        values.put(option.key(), value);
    }

    /** The value of an option that stands for itself. */
    <T> T get(Option<T> option) {
        return get(option, option.key());
    }

    /** The value of one option of a family. */
    @SuppressWarnings("unchecked") // put() takes only what the option's own parser gave
    <T> T get(Option<T> option, String concreteKey) {
        Object value = values.get(concreteKey);
        return value == null ? option.defaultValue() : (T) value;
    }

    /** The concrete keys that were set. */
    Set<String> keys() {
        return values.keySet();
    }
}
