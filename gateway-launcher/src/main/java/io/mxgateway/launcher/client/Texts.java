package io.mxgateway.launcher.client;

import io.mxgateway.core.mx.MxStatus;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Texts of others, made fit for a terminal. */
final class Texts {
    private Texts() {}

    /** Without anything that moves a cursor or ends a line: a tag's value must not draw on the user's screen. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                printable.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                printable.appendCodePoint(c);
            }
        });
        return printable.toString();
    }

    /** What statuses tell of trouble; empty when they tell of none. */
    static String trouble(List<MxStatus> statuses) {
        return statuses.stream()
                .filter(status -> !status.isOk())
                .map(status -> words(status.category().name())
                        + (status.diagnosticText().isEmpty() ? "" : ", " + status.diagnosticText()) + " (detail "
                        + status.detail() + ")")
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** The name of a constant, as people write it. */
    static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
