package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxgateway.core.galaxy.GalaxySourceException;
import io.mxgateway.core.galaxy.JdbcGalaxySource;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What SQL Server's own driver does when there is no server: it ends in time, and says what to look at. */
class SqlServerUnreachableTest {
    private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration NET = Duration.ofSeconds(60);
    private static final String PASSWORD = "never-to-be-seen";

    private static JdbcGalaxySource source(int port) {
        String url = "jdbc:sqlserver://127.0.0.1:" + port + ";databaseName=Galaxy;encrypt=false";
        return new JdbcGalaxySource(
                GalaxyDatabaseConnections.description(url),
                new GalaxyDatabaseConnections(url, "reader", PASSWORD, LOGIN_TIMEOUT),
                Duration.ofSeconds(5));
    }

    private static GalaxySourceException failure(int port) {
        long start = System.nanoTime();
        GalaxySourceException failure = catchThrowableOfType(
                GalaxySourceException.class, () -> source(port).lastDeploy());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(NET);
        assertThat(failure)
                .hasMessageContaining("cannot connect to the galaxy database jdbc:sqlserver://127.0.0.1:" + port)
                .hasMessageContaining("Check that the server runs");
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain(PASSWORD);
        }
        return failure;
    }

    @Test
    void aClosedPortIsToldAtOnce() throws Exception {
        int port;
        try (ServerSocket closedSoon = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closedSoon.getLocalPort();
        }

        assertThat(failure(port)).hasMessageContaining("refused");
    }

    @Test
    void aListenerThatNeverAnswersIsGivenUpAfterTheLoginTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThat(failure(silent.getLocalPort())).hasMessageContaining("timed out");
        }
    }

    @Test
    void aDescriptionHasNoSecrets() {
        assertThat(GalaxyDatabaseConnections.description("jdbc:sqlserver://host:1433;user=a;password=b"))
                .isEqualTo("the galaxy database jdbc:sqlserver://host:1433");
        assertThat(GalaxyDatabaseConnections.description("jdbc:h2:mem:x?password=b"))
                .isEqualTo("the galaxy database jdbc:h2:mem:x");
    }
}
