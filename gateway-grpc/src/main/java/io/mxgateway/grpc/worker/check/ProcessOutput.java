package io.mxgateway.grpc.worker.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * What a worker writes to its standard output and error: the end of it is kept, all of it is searched for the nonce.
 *
 * <p>Not thread-safe. Never blocks: it takes what is there.
 */
final class ProcessOutput {
    private static final int KEPT_BYTES = 8 << 10;
    private static final int SHOWN_LINES = 5;
    private static final int SHOWN_CHARS = 1000;

    private final InputStream stream;
    private final Identity identity;
    private final byte[] buffer = new byte[16 << 10];
    // The last bytes, one character for each, so that a character cut in two does no harm.
    private String tail = "";
    // Whether the nonce was among them, ever.
    private boolean leaked;

    ProcessOutput(InputStream stream, Identity identity) {
        this.stream = stream;
        this.identity = identity;
    }

    /** Takes what has been written since. */
    void poll() {
        try {
            while (stream.available() > 0) {
                int count = stream.read(buffer);
                if (count <= 0) {
                    return;
                }
                String text = tail + new String(buffer, 0, count, ISO_8859_1);
                leaked |= text.contains(identity.nonce());
                tail = text.substring(Math.max(0, text.length() - KEPT_BYTES));
            }
        } catch (IOException closedByItsProcess) {
            // Nobody can write there any more, and what was written is known.
        }
    }

    /** Whether the nonce was shown. */
    boolean leaked() {
        return leaked;
    }

    /** The last lines, for a person; empty when nothing was written. */
    String lastLines() {
        List<String> lines = identity.redacted(new String(tail.getBytes(ISO_8859_1), UTF_8))
                .lines()
                .map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        String shown = String.join(" | ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        return shown.substring(Math.max(0, shown.length() - SHOWN_CHARS));
    }
}
