package io.mxgateway.launcher.config;

import io.mxgateway.core.config.GatewayOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every option there is: the one table that reading, checking, showing and documenting go by. Immutable. */
public final class OptionCatalog {
    private static final Option<Duration> SHUTDOWN_TIMEOUT = Option.of(
            "shutdown-timeout",
            OptionType.DURATION,
            GatewayOptions.DEFAULT.shutdownTimeout(),
            "how long all sessions together may take to end when the gateway stops");

    private final List<Option<?>> options = Stream.of(
                    ServerFamily.options(),
                    SecurityFamily.options(),
                    TlsFamily.options(),
                    LauncherFamily.options(),
                    AdminFamily.options(),
                    BackendFamily.options(),
                    SessionFamily.options(),
                    EventFamily.options(),
                    WorkerFamily.options(),
                    AlarmFamily.options(),
                    GalaxyFamily.options(),
                    SimulatorFamily.options(),
                    List.<Option<?>>of(SHUTDOWN_TIMEOUT))
            .flatMap(List::stream)
            .toList();

    /** All options, family by family. */
    public List<Option<?>> options() {
        return options;
    }

    /** The option with a concrete key; of a family, under that very key. */
    Optional<Option<?>> find(String key) {
        return options.stream().filter(option -> option.covers(key)).findFirst().map(option -> option.named(key));
    }

    /** The concrete key that an environment variable sets. */
    Optional<String> keyOfVariable(String variable) {
        return options.stream()
                .flatMap(option -> option.keyOfVariable(variable).stream())
                .findFirst();
    }

    /** The core's options, from values that have been parsed. */
    static GatewayOptions gatewayOptions(OptionValues values) {
        return new GatewayOptions(
                SessionFamily.bind(values),
                EventFamily.bind(values),
                WorkerFamily.bind(values),
                AlarmFamily.bind(values),
                BackendFamily.bind(values),
                BackendFamily.defaultName(values),
                values.get(SHUTDOWN_TIMEOUT));
    }
}
