package io.mxgateway.grpc.worker;

import java.util.Collection;
import java.util.List;

/** Takes secrets out of text. Immutable. */
final class Redaction {
    // Shorter values are words like "true" or "1": taking them out would hide everything and protect nothing.
    private static final int SHORTEST_SECRET = 8;

    private final List<String> secrets;

    Redaction(Collection<String> secrets) {
        this.secrets = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .distinct()
                .toList();
    }

    /** The text with stars where secrets were. */
    String apply(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "***");
        }
        return clean;
    }

    @Override
    public String toString() {
        return "Redaction[" + secrets.size() + " secrets]";
    }
}
