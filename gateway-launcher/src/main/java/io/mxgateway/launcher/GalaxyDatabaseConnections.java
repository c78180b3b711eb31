package io.mxgateway.launcher;

import io.mxgateway.core.galaxy.GalaxyConnections;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;

/**
 * Connections to the database of a galaxy, through whichever driver knows the URL. To SQL Server they say that they only
 * read, and are given up after the login timeout; other drivers have their own ways. Thread-safe.
 */
final class GalaxyDatabaseConnections implements GalaxyConnections {
    private static final String SQL_SERVER = "jdbc:sqlserver:";

    private final String url;
    private final String user;
    private final String password;
    private final Duration loginTimeout;

    /**
     * Connections to one database.
     *
     * @param url as its driver wants it
     * @param user empty to leave it to the URL
     * @param password goes to the driver and nowhere else
     * @param loginTimeout whole seconds
     */
    GalaxyDatabaseConnections(String url, String user, String password, Duration loginTimeout) {
        this.url = Objects.requireNonNull(url, "url");
        this.user = Objects.requireNonNull(user, "user");
        this.password = Objects.requireNonNull(password, "password");
        this.loginTimeout = Objects.requireNonNull(loginTimeout, "loginTimeout");
    }

    /** The URL up to its properties, one of which may be a password. */
    static String description(String url) {
        int end = url.length();
        for (String mark : new String[] {";", "?"}) {
            int at = url.indexOf(mark);
            end = at < 0 ? end : Math.min(end, at);
        }
        return "the galaxy database " + url.substring(0, end);
    }

    @Override
    public Connection open() throws SQLException {
        Properties properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
            properties.setProperty("password", password);
        }
        if (url.startsWith(SQL_SERVER)) {
            properties.setProperty("loginTimeout", Long.toString(Math.max(1, loginTimeout.toSeconds())));
            // The login timeout does not count while a listener accepts and then says nothing; whoever reads from the
            // connection sets another limit.
            properties.setProperty("socketTimeout", Long.toString(Math.max(1_000, loginTimeout.toMillis())));
            properties.setProperty("connectRetryCount", "0");
            properties.setProperty("applicationName", "mxgateway");
            properties.setProperty("applicationIntent", "ReadOnly");
        }
        // Asked for first, as the driver manager's own failure would tell the whole URL.
        DriverManager.getDriver(url);
        return DriverManager.getConnection(url, properties);
    }
}
