package io.mxgateway.core.galaxy;

import io.mxgateway.core.time.GatewayTime;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the source whether it can be read: one test at a time, on a thread that lives as long as the test, and everybody
 * who asks meanwhile gets its answer. Thread-safe.
 */
final class ConnectionTest {
    private static final Logger LOG = System.getLogger(ConnectionTest.class.getName());

    private final GalaxySource source;
    private final Duration limit;
    private final GatewayTime time;
    private final Object lock = new Object();
    private CompletableFuture<GalaxyConnection>
            answer; // guarded by lock; of the test under way, null while there is none
    private Thread tester; // guarded by lock; null while there is none
    private boolean closed; // guarded by lock

    ConnectionTest(GalaxySource source, Duration limit, GatewayTime time) {
        this.source = source;
        this.limit = limit;
        this.time = time;
    }

    CompletableFuture<GalaxyConnection> ask() {
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.completedFuture(new GalaxyConnection(false, "the gateway is shutting down"));
            }
            if (answer == null) {
                answer = new CompletableFuture<>();
                CompletableFuture<GalaxyConnection> mine = answer;
                tester = new Thread(() -> test(mine), "mxgateway-galaxy-test");
                tester.setDaemon(true);
                tester.start();
            }
            return answer.copy();
        }
    }

    private void test(CompletableFuture<GalaxyConnection> mine) {
        GuardedCall call = new GuardedCall(
                time,
                limit,
                () -> mine.complete(new GalaxyConnection(
                        false, source.description() + " did not answer within " + limit.toMillis() + " ms")));
        GalaxyConnection result;
        try {
            result = new GalaxyConnection(true, source.test());
        } catch (GalaxySourceException e) {
            result = new GalaxyConnection(false, e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "the test of " + source.description() + " failed", e);
            result = new GalaxyConnection(false, source.description() + " failed: " + e);
        } finally {
            call.end();
            synchronized (lock) {
                answer = null;
                tester = null;
            }
        }
        mine.complete(result);
    }

    /** Ends the test that is under way. */
    void close() {
        CompletableFuture<GalaxyConnection> abandoned;
        synchronized (lock) {
            closed = true;
            abandoned = answer;
            if (tester != null) {
                tester.interrupt();
            }
        }
        if (abandoned != null) {
            abandoned.complete(new GalaxyConnection(false, "the gateway is shutting down"));
        }
    }
}
