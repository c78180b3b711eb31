package io.mxgateway.launcher;

import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.galaxy.FileGalaxySnapshots;
import io.mxgateway.core.galaxy.GalaxyCache;
import io.mxgateway.core.galaxy.GalaxyMetadata;
import io.mxgateway.core.galaxy.GalaxyRepository;
import io.mxgateway.core.galaxy.GalaxySnapshots;
import io.mxgateway.core.galaxy.GalaxySource;
import io.mxgateway.core.galaxy.GalaxyState;
import io.mxgateway.core.galaxy.GalaxyStatus;
import io.mxgateway.core.galaxy.JdbcGalaxySource;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.simulator.SimulatedGalaxySource;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.launcher.admin.HealthCheck;
import io.mxgateway.launcher.config.Configuration;
import io.mxgateway.launcher.config.GalaxySettings;
import io.mxgateway.launcher.config.GalaxySourceKind;
import io.mxgateway.launcher.config.SimulatorFamily;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What is known of the galaxy, from where it was configured, or nothing. Owned by the gateway's thread. */
final class GalaxyWiring implements AutoCloseable {
    /** How long the start waits for a galaxy that is made here. */
    private static final Duration MAKING = Duration.ofSeconds(20);

    private final boolean simulated;
    private final boolean onlyBackend;
    // Empty where the galaxy is not the one of a file.
    private final Optional<DescribedGalaxySource> described;
    // Empty where the galaxy is off.
    private final Optional<GalaxyCache> cache;

    /**
     * Puts it together; nothing is read yet.
     *
     * @param runDirectory where a snapshot is kept that was told no other place
     */
    GalaxyWiring(
            Configuration configuration,
            Path runDirectory,
            GatewayTime time,
            GatewayMetrics metrics,
            SecureRandom random) {
        GalaxySettings settings = configuration.galaxy();
        Map<String, BackendOptions> backends = configuration.gateway().backends();
        this.simulated = settings.source() == GalaxySourceKind.SIMULATED
                || (settings.source() == GalaxySourceKind.AUTO && isBundled(configuration));
        this.described = simulated && !configuration.simulator().galaxyFile().isEmpty()
                ? Optional.of(new DescribedGalaxySource(configuration.simulator(), runDirectory, random))
                : Optional.empty();
        Optional<GalaxySource> source = settings.source() == GalaxySourceKind.JDBC
                ? Optional.of(database(settings))
                : simulated ? Optional.of(simulated(configuration, time)) : Optional.empty();
        this.onlyBackend = backends.size() == 1;
        this.cache = source.map(from -> new GalaxyCache(
                from,
                simulated ? GalaxySnapshots.NONE : snapshots(settings, runDirectory),
                settings.cache(),
                time,
                metrics,
                random));
    }

    private static boolean isBundled(Configuration configuration) {
        GatewayOptions gateway = configuration.gateway();
        BackendOptions simulator = gateway.backends().get(GatewayOptions.SIMULATOR);
        return gateway.defaultBackend().equals(GatewayOptions.SIMULATOR)
                && simulator != null
                && simulator.command().isEmpty();
    }

    private GalaxySource simulated(Configuration configuration, GatewayTime time) {
        return described.isPresent() ? described.get() : made(configuration, time);
    }

    /** The galaxy that the workers make up as well; made when somebody first looks, since a large one takes its time. */
    private static GalaxySource made(Configuration configuration, GatewayTime time) {
        Instant start = time.now();
        AtomicReference<SimulatedGalaxySource.Deployed> known = new AtomicReference<>();
        return new SimulatedGalaxySource(() -> {
            SimulatedGalaxySource.Deployed deployed = known.get();
            if (deployed == null) {
                var galaxy = configuration.simulator().galaxy();
                deployed = new SimulatedGalaxySource.Deployed(
                        galaxy, galaxy.deployedAt().orElse(start));
                known.set(deployed);
            }
            return deployed;
        });
    }

    private static GalaxySource database(GalaxySettings settings) {
        return new JdbcGalaxySource(
                GalaxyDatabaseConnections.description(settings.url()),
                new GalaxyDatabaseConnections(
                        settings.url(), settings.user(), settings.password(), settings.loginTimeout()),
                settings.cache().queryTimeout());
    }

    private static GalaxySnapshots snapshots(GalaxySettings settings, Path runDirectory) {
        return new FileGalaxySnapshots(
                settings.snapshot().isEmpty()
                        ? runDirectory.resolve("galaxy.snapshot")
                        : Path.of(settings.snapshot()).toAbsolutePath());
    }

    /** What the environment of workers must hold so that they simulate what is served here. */
    Map<String, String> workerEnvironment() {
        return described
                .map(source -> SimulatorFamily.readingGalaxyFrom(source.served()))
                .orElse(Map.of());
    }

    /** What the service tells of. */
    GalaxyRepository repository() {
        return cache.isPresent() ? cache.get() : GalaxyRepository.NONE;
    }

    /** What constraints and names go by: nothing where sessions may be on something else than the simulated galaxy. */
    GalaxyMetadata metadata() {
        return simulated && !onlyBackend ? GalaxyMetadata.UNKNOWN : repository().metadata();
    }

    /** Where there is a galaxy, how much of it is known. Without it the gateway serves all the same. */
    List<HealthCheck> checks() {
        return cache.map(known -> new HealthCheck("galaxy", () -> finding(known.status()))).stream()
                .toList();
    }

    private static HealthCheck.Finding finding(GalaxyStatus status) {
        return status.state() == GalaxyState.HEALTHY
                ? HealthCheck.Finding.ok(status.objectCount() + " objects of " + status.source() + " are known")
                : HealthCheck.Finding.degraded(status.source() + " is " + status.state() + ": " + status.message());
    }

    /** Begins to read. One that is made here is known when this returns, so that the first command finds it. */
    void start() {
        cache.ifPresent(GalaxyCache::start);
        if (simulated) {
            repository().firstLoad(MAKING).toCompletableFuture().join();
        }
    }

    /** Ends reading, watches and waiting. Idempotent. */
    @Override
    public void close() {
        cache.ifPresent(GalaxyCache::close);
        described.ifPresent(DescribedGalaxySource::close);
    }
}
