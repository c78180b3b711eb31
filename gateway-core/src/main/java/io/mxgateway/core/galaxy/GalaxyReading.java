package io.mxgateway.core.galaxy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One connection, prepared for reading and used for one call. Used by one thread, but for {@link #abort()}. */
final class GalaxyReading implements AutoCloseable {
    /** How many rows the driver fetches at a time; the answer to a query is never held as a whole. */
    private static final int FETCH = 2_000;

    /** What the network may take beyond the query itself. */
    private static final Duration NETWORK_SLACK = Duration.ofSeconds(10);

    private final Connection connection;
    private final int timeoutSeconds;

    /** Takes each row of a table. */
    @FunctionalInterface
    interface Row {
        void take(ResultSet row) throws SQLException;
    }

    GalaxyReading(Connection connection, Duration queryTimeout) throws SQLException {
        this.connection = connection;
        this.timeoutSeconds = (int) Math.max(1, queryTimeout.toSeconds());
        try {
            connection.setReadOnly(true);
            limitNetwork(queryTimeout.plus(NETWORK_SLACK));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The query timeout counts on the server, which may be the very thing that does not answer. */
    private void limitNetwork(Duration limit) throws SQLException {
        try {
            connection.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, limit.toMillis()));
        } catch (SQLFeatureNotSupportedException unknown) {
            // The cache bounds the call as a whole, and cancels it.
            return;
        }
    }

    Optional<Instant> lastDeploy() throws SQLException {
        Instant[] latest = new Instant[1];
        read(GalaxyTable.GALAXY, row -> {
            // Without a zone in the database; the galaxy writes UTC.
            LocalDateTime time = row.getObject(1, LocalDateTime.class);
            Instant instant = time == null ? null : time.toInstant(ZoneOffset.UTC);
            if (instant != null && (latest[0] == null || instant.isAfter(latest[0]))) {
                latest[0] = instant;
            }
        });
        return Optional.ofNullable(latest[0]);
    }

    void read(GalaxyTable table, Row row) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(timeoutSeconds);
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery(table.select())) {
                while (rows.next()) {
                    row.take(rows);
                }
            }
        } catch (SQLException e) {
            throw new SQLException(explained(table, e), e.getSQLState(), e.getErrorCode(), e);
        }
    }

    /** Says which table or column is missing, where that is what is wrong. */
    private String explained(GalaxyTable table, SQLException failure) {
        String text = "reading table '" + table.tableName() + "' failed: ";
        try {
            Set<String> columns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            for (String spelling : table.spellings()) {
                try (ResultSet rows =
                        connection.getMetaData().getColumns(connection.getCatalog(), null, spelling, "%")) {
                    while (rows.next()) {
                        columns.add(rows.getString("COLUMN_NAME"));
                    }
                }
            }
            if (columns.isEmpty()) {
                text = "table '" + table.tableName()
                        + "' is missing, or may not be read; is this a galaxy's database? ";
            } else if (!columns.containsAll(table.columns())) {
                Set<String> missing = new TreeSet<>(table.columns());
                missing.removeAll(columns);
                text = "table '" + table.tableName() + "' has no column " + missing
                        + "; is this a galaxy's database of a" + " known version? ";
            }
        } catch (SQLException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
        return text + "(" + failure.getMessage() + ")";
    }

    /** What the database calls itself. */
    String product() throws SQLException {
        return connection.getMetaData().getDatabaseProductName() + " "
                + connection.getMetaData().getDatabaseProductVersion();
    }

    /** Makes a call that is under way fail; from any thread, without waiting. */
    void abort() {
        Thread aborter = new Thread(this::abortNow, "mxgateway-galaxy-abort");
        aborter.setDaemon(true);
        aborter.start();
    }

    private void abortNow() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            System.getLogger(GalaxyReading.class.getName())
                    .log(System.Logger.Level.DEBUG, "a connection could not be aborted", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
