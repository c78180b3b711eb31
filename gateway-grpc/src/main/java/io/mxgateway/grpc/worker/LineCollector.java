package io.mxgateway.grpc.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Makes lines of bytes. A line longer than the cap is cut, and how much was cut is said; its bytes are never all held.
 *
 * <p>Not thread-safe.
 */
final class LineCollector {
    // Kept of a line while it comes in; more than is shown, so that a secret across the cut is still found.
    private static final int KEPT_BYTES = 4096;
    private static final int SHOWN_CHARS = 1024;

    private final Redaction redaction;
    private final Consumer<String> lines;
    private byte[] line = new byte[128];
    private int length;
    // The bytes of the current line that were not kept.
    private long dropped;

    LineCollector(Redaction redaction, Consumer<String> lines) {
        this.redaction = redaction;
        this.lines = lines;
    }

    void accept(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                end();
            } else if (length == KEPT_BYTES) {
                dropped++;
            } else {
                if (length == line.length) {
                    line = Arrays.copyOf(line, Math.min(KEPT_BYTES, 2 * length));
                }
                line[length++] = bytes[i];
            }
        }
    }

    /** Ends a line that was begun. */
    void flush() {
        if (length > 0) {
            end();
        }
    }

    private void end() {
        String text = redaction.apply(new String(line, 0, length, UTF_8));
        long more = dropped + Math.max(0, text.length() - SHOWN_CHARS);
        StringBuilder shown = new StringBuilder(Math.min(text.length(), SHOWN_CHARS));
        text.chars().limit(SHOWN_CHARS).forEach(c -> shown.append(isPrintable((char) c) ? (char) c : ' '));
        length = 0;
        dropped = 0;
        String clean = shown.toString().stripTrailing();
        lines.accept(more > 0 ? clean + " ... (" + more + " more)" : clean);
    }

    // A worker must not be able to forge lines of the gateway's log or to move an operator's cursor.
    private static boolean isPrintable(char c) {
        return !Character.isISOControl(c) || c == '\t';
    }
}
