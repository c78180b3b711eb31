package io.mxgateway.launcher.config;

import io.mxgateway.core.config.AlarmOptions;
import java.util.List;

/** The options {@code alarms.*}. */
final class AlarmFamily {
    private static final AlarmOptions D = AlarmOptions.DEFAULT;

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

    private AlarmFamily() {}

    static List<Option<?>> options() {
        return List.of(
                ENABLED,
                SUBSCRIPTION_EXPRESSION,
                MACHINE_NAME,
                DEFAULT_AREA,
                SUBSCRIBE_SESSIONS,
                REQUIRE_SUBSCRIBE_ON_OPEN);
    }

    static AlarmOptions bind(OptionValues values) {
        return new AlarmOptions(
                values.get(ENABLED),
                values.get(SUBSCRIPTION_EXPRESSION),
                values.get(MACHINE_NAME),
                values.get(DEFAULT_AREA),
                values.get(SUBSCRIBE_SESSIONS),
                values.get(REQUIRE_SUBSCRIBE_ON_OPEN));
    }
}
