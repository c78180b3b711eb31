package io.mxgateway.core.galaxy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What can be asked about the deployed galaxy. Answers come from memory, but for {@link #testConnection()}.
 *
 * <p>Thread-safe; nothing blocks. Stages that must wait for the first load complete on the thread that loads; whoever
 * hangs on them must not block it. Cancelling a stage ends the waiting.
 */
public interface GalaxyRepository {
    /** There is no galaxy: the feature is off. */
    GalaxyRepository NONE = new GalaxyRepository() {
        private static final String OFF = "the galaxy repository is off (galaxy.source=off)";

        @Override
        public GalaxyStatus status() {
            return new GalaxyStatus(GalaxyState.UNAVAILABLE, OFF, Optional.empty(), 0, 0, 0, "none");
        }

        @Override
        public CompletionStage<GalaxyStatus> firstLoad(Duration patience) {
            return CompletableFuture.completedFuture(status());
        }

        @Override
        public CompletionStage<GalaxyConnection> testConnection() {
            return CompletableFuture.completedFuture(new GalaxyConnection(false, OFF));
        }

        @Override
        public CompletionStage<GalaxyPage> discover(GalaxyQuery query, GalaxyPaging paging, Duration patience) {
            return CompletableFuture.failedFuture(new GalaxyException(GalaxyErrorCode.UNAVAILABLE, OFF));
        }

        @Override
        public CompletionStage<GalaxyPage> browse(GalaxyQuery query, GalaxyPaging paging, Duration patience) {
            return discover(query, paging, patience);
        }

        @Override
        public DeployWatch watch(Optional<Instant> lastSeen, Runnable wakeUp) {
            return DeployWatch.OVER;
        }

        @Override
        public GalaxyMetadata metadata() {
            return GalaxyMetadata.UNKNOWN;
        }
    };

    /** What is known at this moment, without waiting. */
    GalaxyStatus status();

    /**
     * What is known once the first load has ended, whether well or badly. At once when it has; after {@code patience}
     * whatever is known then. Fails only when it is cancelled.
     */
    CompletionStage<GalaxyStatus> firstLoad(Duration patience);

    /** Asks the source itself, now. Never fails; those who ask while a test is under way share its answer. */
    CompletionStage<GalaxyConnection> testConnection();

    /**
     * A page of a subtree, flat: the root, and below each object its children. Waits for the first load like {@link
     * #firstLoad}.
     *
     * @return fails with a {@link GalaxyException}
     */
    CompletionStage<GalaxyPage> discover(GalaxyQuery query, GalaxyPaging paging, Duration patience);

    /**
     * A page of the children of one object, or of the roots. Waits for the first load like {@link #firstLoad}.
     *
     * @return fails with a {@link GalaxyException}
     */
    CompletionStage<GalaxyPage> browse(GalaxyQuery query, GalaxyPaging paging, Duration patience);

    /**
     * Watches deploys, beginning with the present state as soon as there is one. A reader that is too slow loses the
     * oldest, which shows as a hole in the sequence.
     *
     * @param lastSeen a deploy that the reader knows, and need not be told of if it is the present one
     * @param wakeUp called without locks on any thread, quick, and not blocking; a failure is logged
     */
    DeployWatch watch(Optional<Instant> lastSeen, Runnable wakeUp);

    /** What is known of references; knows nothing while nothing is served, and follows every refresh. */
    GalaxyMetadata metadata();
}
