package io.mxgateway.core.galaxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.NothingLeftBehind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A galaxy in a database behind a socket, and the server behind that socket going away and coming back. */
@ExtendWith(NothingLeftBehind.class)
class GalaxyDatabaseAwayTest {
    private static final Duration NET = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeTime time = new FakeTime();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private GalaxyDatabase database;
    private Server server;
    private GalaxyCache cache;

    @BeforeEach
    void start() throws SQLException {
        database = GalaxyDatabase.plant();
        server = Server.createTcpServer("-tcpPort", "0").start();
        int port = server.getPort();
        cache = new GalaxyCache(
                new JdbcGalaxySource("the galaxy database", () -> database.openOver(port), Duration.ofSeconds(5)),
                GalaxySnapshots.NONE,
                GalaxyCacheOptions.DEFAULT,
                time,
                metrics,
                new Random(1));
    }

    @AfterEach
    void stop() throws SQLException {
        cache.close();
        server.stop();
        database.close();
    }

    private long refreshes() {
        return metrics.snapshot().total(GatewayMetric.GALAXY_REFRESHES);
    }

    /** One look at the database, from its tick to its result. */
    private void look() {
        long before = refreshes();
        time.advance(GalaxyCacheOptions.DEFAULT.tick());
        looked(before);
    }

    private void looked(long before) {
        Await.until(NET, () -> "a look has ended, " + cache.status(), () -> refreshes() > before);
        Await.until(NET, () -> "only the tick is to come", () -> time.pendingTimers() == 1);
    }

    private int objects() {
        return Await.result(cache.discover(GalaxyQuery.ALL, GalaxyPaging.FIRST, PATIENCE))
                .objects()
                .size();
    }

    @Test
    void whatWasReadIsServedWhileItIsAwayAndADeployMeanwhileIsReadWhenItIsBack() throws SQLException {
        cache.start();
        looked(0);
        assertThat(cache.status().state()).isEqualTo(GalaxyState.HEALTHY);
        int before = objects();
        int port = server.getPort();

        server.stop();
        look();
        assertThat(cache.status().state()).isEqualTo(GalaxyState.STALE);
        assertThat(cache.status().message()).contains("Connection is broken");
        assertThat(objects()).isEqualTo(before);

        Instant deployed = cache.status().lastDeploy().orElseThrow();
        database.run("UPDATE galaxy SET time_of_last_deploy = DATEADD('DAY', 1, time_of_last_deploy)");
        server = Server.createTcpServer("-tcpPort", Integer.toString(port)).start();
        look();
        assertThat(cache.status().state()).isEqualTo(GalaxyState.HEALTHY);
        assertThat(cache.status().lastDeploy()).contains(deployed.plus(Duration.ofDays(1)));
        assertThat(cache.status().message()).isEmpty();
    }

    @Test
    void aDatabaseThatIsNotThereYetIsReadAsSoonAsItIs() throws SQLException {
        int port = server.getPort();
        server.stop();
        cache.start();
        looked(0);
        assertThat(cache.status().state()).isEqualTo(GalaxyState.UNAVAILABLE);
        server = Server.createTcpServer("-tcpPort", Integer.toString(port)).start();
        look();
        assertThat(cache.status().state()).isEqualTo(GalaxyState.HEALTHY);
        assertThat(objects()).isPositive();
    }
}
