package io.mxgateway.core.galaxy;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to the database of a galaxy. Thread-safe; may block, for a bounded time. */
@FunctionalInterface
public interface GalaxyConnections {
    /** A new connection, which the caller closes. */
    Connection open() throws SQLException;
}
