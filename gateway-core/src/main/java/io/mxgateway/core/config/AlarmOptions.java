package io.mxgateway.core.config;

import java.util.Objects;
import java.util.Optional;

/**
 * What is done about alarms.
 *
 * @param enabled whether anything is
 * @param subscriptionExpression what to subscribe to; empty to make it from machine and area
 * @param machineName the galaxy's machine; empty for this host
 * @param defaultArea the area to subscribe to; may be empty when an expression is given
 * @param subscribeSessions whether every new session is subscribed
 * @param requireSubscribeOnOpen whether a session is refused when that fails
 * @param monitor how the central monitor works
 */
public record AlarmOptions(
        boolean enabled,
        String subscriptionExpression,
        String machineName,
        String defaultArea,
        boolean subscribeSessions,
        boolean requireSubscribeOnOpen,
        AlarmMonitorOptions monitor) {
    /** Nothing is done. */
    public static final AlarmOptions DEFAULT = new AlarmOptions(false, "", "", "", true, false);

    public AlarmOptions {
        Objects.requireNonNull(subscriptionExpression, "subscriptionExpression");
        Objects.requireNonNull(machineName, "machineName");
        Objects.requireNonNull(defaultArea, "defaultArea");
        Objects.requireNonNull(monitor, "monitor");
    }

    /** Options with the usual monitor. */
    public AlarmOptions(
            boolean enabled,
            String subscriptionExpression,
            String machineName,
            String defaultArea,
            boolean subscribeSessions,
            boolean requireSubscribeOnOpen) {
        this(
                enabled,
                subscriptionExpression,
                machineName,
                defaultArea,
                subscribeSessions,
                requireSubscribeOnOpen,
                AlarmMonitorOptions.DEFAULT);
    }

    void check(Rules rules) {
        monitor.check(rules);
    }

    /**
     * The expression to subscribe to.
     *
     * @param thisHost the machine name to use when none is configured
     * @return empty when neither expression nor area is configured
     */
    public Optional<String> expression(String thisHost) {
        if (!subscriptionExpression.isBlank()) {
            return Optional.of(subscriptionExpression);
        }
        if (defaultArea.isBlank()) {
            return Optional.empty();
        }
        return Optional.of("\\\\" + (machineName.isBlank() ? thisHost : machineName) + "\\Galaxy!" + defaultArea);
    }
}
