package io.mxgateway.grpc.client;

import io.grpc.Status;
import io.mxgateway.core.time.GatewayTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Whether and when a stream that broke is to be opened again: soon at first, then less and less often, until nothing has
 * come for the resume window.
 *
 * <p>Not thread-safe; its stream guards it.
 */
final class Resumption {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** What connections that break under a call come up as, when the gateway itself said nothing. */
    private static final Set<Status.Code> BROKEN =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.INTERNAL, Status.Code.UNKNOWN, Status.Code.CANCELLED);

    private final Set<String> passing;
    private final Duration window;
    private final GatewayTime time;
    private boolean broken; // whether nothing has come since the stream broke
    private long brokenSince; // when it broke, while broken
    private Duration pause = FIRST_PAUSE; // before the next attempt

    /**
     * For one stream.
     *
     * @param passing the answers of the gateway after which the stream may be had again
     * @param window how long it may be broken
     */
    Resumption(Set<String> passing, Duration window, GatewayTime time) {
        this.passing = passing;
        this.window = window;
        this.time = time;
    }

    /** Something came: the stream works. */
    void recovered() {
        broken = false;
        pause = FIRST_PAUSE;
    }

    /** Whether nothing has come since the stream broke. */
    boolean isBroken() {
        return broken;
    }

    /** The stream broke; how long to wait before it is opened again, or nothing when it is over. */
    Optional<Duration> broke(Status status, MxClientException failure) {
        if (!broken) {
            broken = true;
            brokenSince = time.nanoTime();
        }
        if (!isPassing(status, failure) || time.nanoTime() - brokenSince >= window.toNanos()) {
            return Optional.empty();
        }
        Duration now = pause;
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        return Optional.of(now);
    }

    private boolean isPassing(Status status, MxClientException failure) {
        if (!(failure instanceof GatewayException refusal)) {
            return false;
        }
        return passing.contains(refusal.reason()) || (refusal.reason().isEmpty() && BROKEN.contains(status.getCode()));
    }
}
