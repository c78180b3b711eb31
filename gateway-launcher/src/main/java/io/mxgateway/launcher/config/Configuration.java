package io.mxgateway.launcher.config;

import io.mxgateway.core.config.GatewayOptions;
import java.util.List;
import java.util.Objects;

/**
 * Everything the gateway was told, checked. Immutable.
 *
 * @param gateway the options of the core
 * @param launcher the options of the launcher
 * @param effective every option as it is in force, in the order of the catalog
 */
public record Configuration(GatewayOptions gateway, LauncherOptions launcher, List<EffectiveOption> effective) {
    public Configuration {
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(launcher, "launcher");
        effective = List.copyOf(effective);
    }
}
