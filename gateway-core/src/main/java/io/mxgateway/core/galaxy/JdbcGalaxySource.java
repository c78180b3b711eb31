package io.mxgateway.core.galaxy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A real galaxy, read from its database: one fixed statement for each table, and the rest in memory, so that any SQL
 * database with these tables will do. Each call opens a connection of its own and closes it, since a look every half a
 * minute is no reason to keep one.
 *
 * <p>As thread-safe as a source has to be. The database is only ever read.
 */
public final class JdbcGalaxySource implements GalaxySource {
    private final String description;
    private final GalaxyConnections connections;
    private final Duration queryTimeout;
    private final Set<GalaxyReading> readings = ConcurrentHashMap.newKeySet();

    /**
     * A source.
     *
     * @param description what it is, for messages; without secrets
     * @param connections opens connections
     * @param queryTimeout how long one query may take; whole seconds
     */
    public JdbcGalaxySource(String description, GalaxyConnections connections, Duration queryTimeout) {
        this.description = Objects.requireNonNull(description, "description");
        this.connections = Objects.requireNonNull(connections, "connections");
        this.queryTimeout = Objects.requireNonNull(queryTimeout, "queryTimeout");
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Optional<Instant> lastDeploy() throws GalaxySourceException {
        return with(GalaxyReading::lastDeploy);
    }

    @Override
    public GalaxyModel load() throws GalaxySourceException {
        return with(reading -> {
            // First, so that a deploy in the midst of it is noticed at the next look and everything read again.
            Optional<Instant> deployed = reading.lastDeploy();
            GalaxyWarnings warnings = new GalaxyWarnings();
            List<GalaxyEntry> entries = new GalaxyJoin(warnings).read(reading);
            return GalaxyModel.of(deployed, entries, warnings.texts());
        });
    }

    @Override
    public String test() throws GalaxySourceException {
        return with(reading -> {
            Optional<Instant> deployed = reading.lastDeploy();
            return reading.product() + " answers; the galaxy was deployed "
                    + deployed.map(Instant::toString).orElse("never");
        });
    }

    private interface Work<T> {
        T on(GalaxyReading reading) throws SQLException;
    }

    private <T> T with(Work<T> work) throws GalaxySourceException {
        try (GalaxyReading reading = open()) {
            readings.add(reading);
            try {
                return work.on(reading);
            } finally {
                readings.remove(reading);
            }
        } catch (SQLException e) {
            throw new GalaxySourceException(description + ": " + e.getMessage(), e);
        }
    }

    private GalaxyReading open() throws GalaxySourceException {
        try {
            return new GalaxyReading(connections.open(), queryTimeout);
        } catch (SQLException e) {
            throw new GalaxySourceException(
                    "cannot connect to " + description + ": " + e.getMessage()
                            + " Check that the server runs and can be reached, and the user's rights.",
                    e);
        }
    }

    @Override
    public void cancel() {
        readings.forEach(GalaxyReading::abort);
    }
}
