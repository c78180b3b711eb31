package io.mxgateway.launcher.config;

import java.util.Objects;
import java.util.Optional;

/**
 * How the admin port listens. Immutable.
 *
 * @param port the port, 0 for any free one; empty for none
 * @param bindAddress the address
 */
public record AdminSettings(Optional<Integer> port, String bindAddress) {
    public AdminSettings {
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(bindAddress, "bindAddress");
    }
}
