package io.mxgateway.launcher.config;

import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.config.OverflowPolicy;
import java.time.Duration;
import java.util.List;

/** The options {@code events.*}. */
final class EventFamily {
    private static final EventOptions D = EventOptions.DEFAULT;

    private static final Option<Integer> LOG_SIZE = Option.of(
            "events.log-size", OptionType.INTEGER, D.logSize(), "how many events of a session are kept for resuming");
    private static final Option<Duration> RETENTION = Option.of(
            "events.retention", OptionType.DURATION, D.retention(), "how long they are kept; 0 = no limit by age");
    private static final Option<Integer> MAX_STREAMS = Option.of(
            "events.max-streams", OptionType.INTEGER, D.maxStreams(), "how many client streams a session may have");
    private static final Option<Boolean> ALLOW_MULTIPLE_SUBSCRIBERS = Option.of(
            "events.allow-multiple-subscribers",
            OptionType.BOOLEAN,
            D.allowMultipleSubscribers(),
            "whether a session may have more than one client stream");
    private static final Option<OverflowPolicy> OVERFLOW_POLICY = Option.of(
            "events.overflow-policy",
            OptionType.choice(OverflowPolicy.class),
            D.overflowPolicy(),
            "what happens to a stream that falls a whole log behind");
    private static final Option<Duration> FULL_WAIT = Option.of(
            "events.full-wait",
            OptionType.DURATION,
            D.fullWait(),
            "how long the worker is held up when every stream is that far behind");

    private EventFamily() {}

    static List<Option<?>> options() {
        return List.of(LOG_SIZE, RETENTION, MAX_STREAMS, ALLOW_MULTIPLE_SUBSCRIBERS, OVERFLOW_POLICY, FULL_WAIT);
    }

    static EventOptions bind(OptionValues values) {
        return new EventOptions(
                values.get(LOG_SIZE),
                values.get(RETENTION),
                values.get(MAX_STREAMS),
                values.get(ALLOW_MULTIPLE_SUBSCRIBERS),
                values.get(OVERFLOW_POLICY),
                values.get(FULL_WAIT));
    }
}
