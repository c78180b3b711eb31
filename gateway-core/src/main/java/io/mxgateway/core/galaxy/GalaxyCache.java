package io.mxgateway.core.galaxy;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.time.GatewayTime;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Keeps the galaxy in memory. A thread of its own looks at the deploy time at each tick and reads everything only when it
 * has moved; what requests get is one immutable model, replaced as a whole.
 *
 * <p>Thread-safe. {@link #start()} starts the thread, {@link #close()} ends it; both may be called in any order, any number
 * of times.
 */
public final class GalaxyCache implements GalaxyRepository, AutoCloseable {
    private static final Logger LOG = System.getLogger(GalaxyCache.class.getName());
    private static final int KEY_BYTES = 32;

    /** How long the thread may take to end when it is told to, before it is left to itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final GalaxySource source;
    private final GalaxySnapshots snapshots;
    private final GalaxyCacheOptions options;
    private final GatewayTime time;
    private final GatewayMetrics metrics;
    private final ServedGalaxy served;
    private final FirstLoad firstLoad;
    private final DeployLog deploys = new DeployLog();
    private final ConnectionTest connectionTest;
    private final GalaxyMetadata references;

    private enum Phase {
        NEW,
        RUNNING,
        CLOSED
    }

    private final Object lock = new Object();
    private Phase phase = Phase.NEW; // guarded by lock
    private boolean due; // guarded by lock; the next look at the source is to come now
    private GatewayTime.Timer tick = GatewayTime.Timer.NONE; // guarded by lock
    private Thread refresher; // guarded by lock; null until started

    /**
     * A cache that holds nothing yet.
     *
     * @param source what to read
     * @param snapshots what survives a restart
     * @param options times
     * @param time clock and timers
     * @param metrics takes counts
     * @param random where the key of the page tokens comes from; a secure one, since who can guess it can forge tokens
     */
    public GalaxyCache(
            GalaxySource source,
            GalaxySnapshots snapshots,
            GalaxyCacheOptions options,
            GatewayTime time,
            GatewayMetrics metrics,
            Random random) {
        this.source = Objects.requireNonNull(source, "source");
        this.snapshots = Objects.requireNonNull(snapshots, "snapshots");
        this.options = Objects.requireNonNull(options, "options");
        this.time = Objects.requireNonNull(time, "time");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        this.served = new ServedGalaxy(source.description(), new PageTokens(key), metrics);
        this.firstLoad = new FirstLoad(time);
        this.connectionTest = new ConnectionTest(source, options.queryTimeout(), time);
        this.references = new GalaxyReferences(served::model);
    }

    /** Starts the thread, which restores the snapshot and then reads the source. */
    public void start() {
        synchronized (lock) {
            if (phase == Phase.NEW) {
                phase = Phase.RUNNING;
                refresher = new Thread(this::run, "mxgateway-galaxy");
                refresher.setDaemon(true);
                refresher.start();
            }
        }
    }

    /** Looks at the source now instead of at the next tick; no effect before the start. */
    public void refresh() {
        synchronized (lock) {
            due = true;
            lock.notifyAll();
        }
    }

    private void run() {
        restore();
        while (running()) {
            look();
            awaitTick();
        }
    }

    private boolean running() {
        synchronized (lock) {
            return phase == Phase.RUNNING;
        }
    }

    private void awaitTick() {
        synchronized (lock) {
            if (phase == Phase.RUNNING) {
                tick = time.after(options.tick(), this::refresh);
            }
            while (phase == Phase.RUNNING && !due) {
                try {
                    lock.wait();
                } catch (InterruptedException tooLate) {
                    // Whoever wants the thread to end says so by the phase.
                    LOG.log(Level.DEBUG, "an interrupt was meant for a call that has ended", tooLate);
                }
            }
            tick.cancel();
            due = false;
        }
    }

    private void restore() {
        try {
            snapshots.restore(source.description()).ifPresent(model -> {
                served.restored(model);
                publish(model);
                firstLoad.over();
            });
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "the snapshot of the galaxy could not be restored; it is read from its source", e);
        }
    }

    /** One refresh; whatever goes wrong in it ends here. */
    private void look() {
        try {
            Optional<Instant> deployed = bounded(options.queryTimeout(), source::lastDeploy);
            GalaxyModel current = served.model();
            if (current != null && current.deployedAt().equals(deployed)) {
                served.confirmed();
                count("unchanged");
            } else {
                GalaxyModel loaded = bounded(options.loadTimeout(), source::load);
                if (running()) {
                    take(loaded);
                }
            }
        } catch (BrokenOffException e) {
            LOG.log(Level.DEBUG, "a call that was broken off has ended", e);
        } catch (GalaxySourceException e) {
            failed(e.getMessage(), null);
        } catch (RuntimeException | Error e) {
            failed("reading failed: " + e, e);
        }
    }

    private void take(GalaxyModel loaded) {
        served.loaded(loaded);
        count("loaded");
        publish(loaded);
        firstLoad.over();
        snapshots.save(source.description(), loaded);
    }

    private interface Call<T> {
        T make() throws GalaxySourceException;
    }

    private <T> T bounded(Duration limit, Call<T> call) throws GalaxySourceException {
        GuardedCall guarded = new GuardedCall(time, limit, () -> {
            source.cancel();
            failed("no answer within " + limit.toMillis() + " ms; the call was broken off", null);
        });
        T answer;
        try {
            answer = call.make();
        } catch (GalaxySourceException | RuntimeException | Error e) {
            if (guarded.end()) {
                throw new BrokenOffException(e);
            }
            throw e;
        }
        guarded.end();
        return answer;
    }

    /** A call failed after it had taken too long, which has been told already. */
    private static final class BrokenOffException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenOffException(Throwable cause) {
            super(cause);
        }
    }

    private void failed(String why, Throwable unforeseen) {
        if (!running()) {
            return;
        }
        served.failed(why, unforeseen);
        count("failed");
        if (deploys.isEmpty()) {
            deploys.publish(time.now(), Optional.empty(), 0, 0);
        }
        firstLoad.over();
    }

    private void count(String result) {
        metrics.count(GatewayMetric.GALAXY_REFRESHES, result);
    }

    private void publish(GalaxyModel model) {
        deploys.publish(time.now(), model.deployedAt(), model.objectCount(), model.attributeCount());
    }

    @Override
    public GalaxyStatus status() {
        return served.status();
    }

    @Override
    public CompletionStage<GalaxyStatus> firstLoad(Duration patience) {
        return firstLoad.await(patience).thenApply(over -> served.status());
    }

    @Override
    public CompletionStage<GalaxyConnection> testConnection() {
        return connectionTest.ask();
    }

    @Override
    public CompletionStage<GalaxyPage> discover(GalaxyQuery query, GalaxyPaging paging, Duration patience) {
        return answer(patience, view -> view.discover(query, paging));
    }

    @Override
    public CompletionStage<GalaxyPage> browse(GalaxyQuery query, GalaxyPaging paging, Duration patience) {
        return answer(patience, view -> view.browse(query, paging));
    }

    private CompletionStage<GalaxyPage> answer(Duration patience, Function<GalaxyView, GalaxyPage> question) {
        return firstLoad.await(patience).thenApply(over -> {
            GalaxyView view = served.view();
            if (view == null) {
                GalaxyStatus status = served.status();
                throw new GalaxyException(
                        GalaxyErrorCode.UNAVAILABLE,
                        "the galaxy is not available: " + status.message() + "; state=" + status.state() + " source="
                                + status.source());
            }
            return question.apply(view);
        });
    }

    @Override
    public DeployWatch watch(Optional<Instant> lastSeen, Runnable wakeUp) {
        return deploys.watch(lastSeen, wakeUp);
    }

    @Override
    public GalaxyMetadata metadata() {
        return references;
    }

    /** How many requests wait for the first load. */
    int waiting() {
        return firstLoad.waiting();
    }

    /** Ends the watches and the waiting, breaks off what is read, and ends the thread, within {@link #PATIENCE}. */
    @Override
    public void close() {
        Thread ending;
        synchronized (lock) {
            if (phase == Phase.CLOSED) {
                return;
            }
            phase = Phase.CLOSED;
            ending = refresher;
            tick.cancel();
            lock.notifyAll();
        }
        firstLoad.over();
        deploys.close();
        connectionTest.close();
        source.cancel();
        if (ending != null && ending != Thread.currentThread()) {
            ending.interrupt();
            join(ending);
        }
        metrics.set(GatewayMetric.GALAXY_OBJECTS, 0);
    }

    private static void join(Thread ending) {
        try {
            TimeUnit.MILLISECONDS.timedJoin(ending, PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (ending.isAlive()) {
            LOG.log(Level.WARNING, "the galaxy's source does not return; its thread is left to end when it does");
        }
    }
}
