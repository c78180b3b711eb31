package io.mxgateway.core.alarm;

import java.util.Objects;
import java.util.function.Function;

/**
 * One message of the alarm feed, the same object for every client that gets it, so that it is encoded once for all.
 *
 * <p>Thread-safe; immutable but for the encoding that it remembers.
 */
public final class AlarmFeedMessage {
    private final AlarmNews news;
    // Null until somebody has encoded it. Two who come at once may both do it; the results are equal.
    private volatile byte[] encoded;

    AlarmFeedMessage(AlarmNews news) {
        this.news = Objects.requireNonNull(news, "news");
    }

    /** What it tells. */
    public AlarmNews news() {
        return news;
    }

    /**
     * Its bytes on the wire, which nobody may change.
     *
     * @param encoder makes them, the same ones each time it is asked; the first result is kept
     */
    public byte[] encoded(Function<AlarmNews, byte[]> encoder) {
        byte[] bytes = encoded;
        if (bytes == null) {
            bytes = encoder.apply(news);
            encoded = bytes;
        }
        return bytes;
    }

    @Override
    public String toString() {
        return news.toString();
    }
}
