package io.mxgateway.launcher.admin;

import io.mxgateway.core.galaxy.GalaxyObject;
import io.mxgateway.core.galaxy.GalaxyPage;
import io.mxgateway.core.galaxy.GalaxyPaging;
import io.mxgateway.core.galaxy.GalaxyRoot;
import io.mxgateway.core.galaxy.GalaxyStatus;
import io.mxgateway.core.mx.MxReplyPayload.ReadResult;
import io.mxgateway.core.security.Caller;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The galaxy of a running gateway, and the values of its tags, as far as whoever asks may see and read them. Everything
 * may block for a moment. Thread-safe.
 *
 * <p>What is asked of the galaxy fails with {@link io.mxgateway.core.galaxy.GalaxyException}.
 */
public interface GalaxyView {
    /**
     * What tags were read to have.
     *
     * @param results one for each reference, in their order; empty when there is nothing to show yet
     * @param why why there is nothing; empty when there is
     */
    record Values(List<ReadResult> results, String why) {
        public Values {
            results = List.copyOf(results);
            Objects.requireNonNull(why, "why");
        }

        /** There are none, for a reason that people read. */
        public static Values none(String why) {
            return new Values(List.of(), why);
        }
    }

    /** What is known of the galaxy. */
    GalaxyStatus status();

    /** A page of the objects below one, or of the roots; without attributes. */
    GalaxyPage browse(GalaxyRoot parent, GalaxyPaging paging, Caller by);

    /** A page of the objects whose tag name a pattern matches; without attributes. */
    GalaxyPage search(String glob, GalaxyPaging paging, Caller by);

    /** An object with its attributes; empty when there is none that may be seen. */
    Optional<GalaxyObject> object(int id, Caller by);

    /**
     * Reads tags now, through a session that belongs to whoever asks. While that is being opened there are none; it ends
     * by itself when nobody asks any more.
     */
    Values values(List<String> references, Caller by, String peer);
}
