package io.mxgateway.launcher.config;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.grpc.service.GrpcServerOptions;
import java.util.List;
import java.util.Objects;

/**
 * Everything the gateway was told, checked. Immutable.
 *
 * @param gateway the options of the core
 * @param server how the public port listens
 * @param security who may do what, and how connections are encrypted
 * @param launcher the options of the launcher
 * @param simulator the options of the bundled simulator
 * @param galaxy where the galaxy is read from
 * @param admin how the admin port listens
 * @param effective every option as it is in force, in the order of the catalog
 */
public record Configuration(
        GatewayOptions gateway,
        GrpcServerOptions server,
        SecuritySettings security,
        LauncherOptions launcher,
        SimulatorSettings simulator,
        GalaxySettings galaxy,
        AdminSettings admin,
        List<EffectiveOption> effective) {
    public Configuration {
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(security, "security");
        Objects.requireNonNull(launcher, "launcher");
        Objects.requireNonNull(simulator, "simulator");
        Objects.requireNonNull(galaxy, "galaxy");
        Objects.requireNonNull(admin, "admin");
        effective = List.copyOf(effective);
    }
}
