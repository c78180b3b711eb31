package io.mxgateway.launcher.config;

import io.mxgateway.core.config.ConfigProblem;
import java.util.List;
import java.util.Optional;

/** The options {@code admin.*}. */
final class AdminFamily {
    private static final int HIGHEST_PORT = 65_535;
    private static final OptionType<Optional<Integer>> PORT_OR_OFF = new OptionType<>(
            "port", AdminFamily::port, port -> port.map(Object::toString).orElse("off"));

    private static final Option<Optional<Integer>> PORT = Option.of(
            "admin.port",
            PORT_OR_OFF,
            Optional.empty(),
            "where metrics, health and the acts of an operator are served over HTTP; 0 = any free port; off = nowhere");
    private static final Option<String> BIND = Option.of(
            "admin.bind",
            OptionType.TEXT,
            "127.0.0.1",
            "the address of that port; for others than this machine it needs keys and TLS like the public one");

    private AdminFamily() {}

    static List<Option<?>> options() {
        return List.of(PORT, BIND);
    }

    static AdminSettings bind(OptionValues values, List<ConfigProblem> problems) {
        if (values.get(BIND).isBlank()) {
            problems.add(new ConfigProblem(BIND.key(), "", "must be an address"));
        }
        return new AdminSettings(values.get(PORT), values.get(BIND));
    }

    /** The address as a listener; none while the port is off. */
    static List<ListenerRules.Listener> listener(AdminSettings settings) {
        return settings.port().isEmpty()
                ? List.of()
                : List.of(new ListenerRules.Listener(BIND.key(), settings.bindAddress()));
    }

    private static Optional<Integer> port(String text) {
        if (text.strip().equalsIgnoreCase("off")) {
            return Optional.empty();
        }
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= HIGHEST_PORT) {
                return Optional.of(port);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be off or a port, 0 to " + HIGHEST_PORT, e);
        }
        throw new IllegalArgumentException("must be off or a port, 0 to " + HIGHEST_PORT);
    }
}
