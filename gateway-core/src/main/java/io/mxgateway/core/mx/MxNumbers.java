package io.mxgateway.core.mx;

import java.util.Optional;
import java.util.function.ToIntFunction;

/** Finds enum constants by a number they carry; the enums here are small, so a scan is enough. */
final class MxNumbers {
    private MxNumbers() {}

    static <E> Optional<E> find(E[] values, ToIntFunction<E> number, int wanted) {
        for (E value : values) {
            if (number.applyAsInt(value) == wanted) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
