package io.mxgateway.launcher.config;

import io.mxgateway.core.config.AlarmMonitorOptions;
import io.mxgateway.core.config.AlarmOptions;
import java.time.Duration;
import java.util.List;

/** The options {@code alarms.*}. */
final class AlarmFamily {
    private static final AlarmOptions D = AlarmOptions.DEFAULT;
    private static final AlarmMonitorOptions M = AlarmMonitorOptions.DEFAULT;

    private static final Option<Boolean> ENABLED =
            Option.of("alarms.enabled", OptionType.BOOLEAN, D.enabled(), "whether alarms are subscribed to");
    private static final Option<String> SUBSCRIPTION_EXPRESSION = Option.of(
            "alarms.subscription-expression",
            OptionType.TEXT,
            D.subscriptionExpression(),
            "what to subscribe to, for instance \\\\HOST\\Galaxy!Area; empty = made from machine and area");
    private static final Option<String> MACHINE_NAME = Option.of(
            "alarms.machine-name", OptionType.TEXT, D.machineName(), "the machine of the galaxy; empty = this host");
    private static final Option<String> DEFAULT_AREA = Option.of(
            "alarms.default-area", OptionType.TEXT, D.defaultArea(), "the area to subscribe to without an expression");
    private static final Option<Boolean> SUBSCRIBE_SESSIONS = Option.of(
            "alarms.subscribe-sessions",
            OptionType.BOOLEAN,
            D.subscribeSessions(),
            "whether every new session is subscribed");
    private static final Option<Boolean> REQUIRE_SUBSCRIBE_ON_OPEN = Option.of(
            "alarms.require-subscribe-on-open",
            OptionType.BOOLEAN,
            D.requireSubscribeOnOpen(),
            "whether a session is refused when that fails");
    private static final Option<Duration> RECONCILE_INTERVAL = Option.of(
            "alarms.reconcile-interval",
            OptionType.DURATION,
            M.reconcileInterval(),
            "how often the alarms that the gateway knows are compared with the worker's");
    private static final Option<Integer> FEED_SIZE = Option.of(
            "alarms.feed-size",
            OptionType.INTEGER,
            M.feedSize(),
            "how many messages a client of the alarm feed may fall behind before it is ended");
    private static final Option<Integer> MAX_STREAMS = Option.of(
            "alarms.max-streams", OptionType.INTEGER, M.maxStreams(), "how many clients may stream alarms at once");

    private AlarmFamily() {}

    static List<Option<?>> options() {
        return List.of(
                ENABLED,
                SUBSCRIPTION_EXPRESSION,
                MACHINE_NAME,
                DEFAULT_AREA,
                SUBSCRIBE_SESSIONS,
                REQUIRE_SUBSCRIBE_ON_OPEN,
                RECONCILE_INTERVAL,
                FEED_SIZE,
                MAX_STREAMS);
    }

    static AlarmOptions bind(OptionValues values) {
        return new AlarmOptions(
                values.get(ENABLED),
                values.get(SUBSCRIPTION_EXPRESSION),
                values.get(MACHINE_NAME),
                values.get(DEFAULT_AREA),
                values.get(SUBSCRIBE_SESSIONS),
                values.get(REQUIRE_SUBSCRIBE_ON_OPEN),
                new AlarmMonitorOptions(
                        values.get(RECONCILE_INTERVAL), values.get(FEED_SIZE), values.get(MAX_STREAMS)));
    }
}
