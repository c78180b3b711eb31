package io.mxgateway.core.security;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When keys were used last, in a small file beside each key's: so nothing that is written here can undo a change to a
 * key. Thread-safe; only {@link #touch} does not block.
 */
final class LastUses {
    static final String USED = ".used";

    private static final Logger LOG = System.getLogger(LastUses.class.getName());
    private static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);

    private final Path directory;
    // Not written yet; at most one entry for each key there is.
    private final Map<String, Instant> waiting = new ConcurrentHashMap<>();

    LastUses(Path directory) {
        this.directory = directory;
    }

    void touch(String keyId, Instant at) {
        waiting.put(keyId, at);
    }

    boolean areWaiting() {
        return !waiting.isEmpty();
    }

    Path fileOf(String keyId) {
        return directory.resolve(keyId + USED);
    }

    /** Writes down what waits. For whoever holds the sole right to change the directory. */
    void write(KeyDirectory keys) {
        for (String id : List.copyOf(waiting.keySet())) {
            Instant at = waiting.remove(id);
            // A key that was deleted meanwhile must not leave a file behind.
            if (at != null && Files.exists(keys.fileOf(id)) && isDue(id, at)) {
                try {
                    PrivateFiles.replace(fileOf(id), (at + "\n").getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    LOG.log(
                            Level.WARNING,
                            "it cannot be written down when key {0} was used last: {1}",
                            id,
                            PrivateFiles.reason(e));
                }
            }
        }
    }

    private boolean isDue(String id, Instant at) {
        return read(id).map(last -> Duration.between(last, at).abs().compareTo(AT_MOST_EVERY) >= 0)
                .orElse(true);
    }

    /** When a key was used last, as far as that is written down and can be read. */
    Optional<Instant> read(String keyId) {
        Path file = fileOf(keyId);
        try {
            return Optional.of(Instant.parse(
                    Files.readString(file, StandardCharsets.US_ASCII).strip()));
        } catch (NoSuchFileException never) {
            return Optional.empty();
        } catch (IOException | DateTimeException e) {
            LOG.log(Level.WARNING, "{0} does not tell when its key was used last: {1}", file, PrivateFiles.reason(e));
            return Optional.empty();
        }
    }
}
