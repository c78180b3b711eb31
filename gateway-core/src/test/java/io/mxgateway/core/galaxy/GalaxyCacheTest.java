package io.mxgateway.core.galaxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.NothingLeftBehind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NothingLeftBehind.class)
class GalaxyCacheTest {
    private static final Duration TICK = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private final FakeTime time = new FakeTime();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final FakeGalaxySource source = new FakeGalaxySource();
    private GalaxyCache cache = cache(GalaxySnapshots.NONE);

    private GalaxyCache cache(GalaxySnapshots snapshots) {
        return new GalaxyCache(source, snapshots, GalaxyCacheOptions.DEFAULT, time, metrics, new Random(1));
    }

    @AfterEach
    void close() {
        cache.close();
        assertThat(time.pendingTimers()).isZero();
        assertThat(metrics.gauge(GatewayMetric.GALAXY_OBJECTS)).isZero();
    }

    private void startedAnd(GalaxyState state) {
        cache.start();
        becomes(state);
    }

    private void becomes(GalaxyState state) {
        Await.until("galaxy is " + state, () -> cache.status().state() == state);
        ticking();
    }

    /** The thread waits for the next tick. */
    private void ticking() {
        Await.until(
                "every look has come to a result",
                () -> refreshes("loaded") + refreshes("unchanged") + refreshes("failed") == source.looks());
        Await.until("only the tick is to come", () -> time.pendingTimers() == 1);
    }

    private void tick() {
        int looks = source.looks();
        time.advance(TICK);
        Await.until("a look", () -> source.looks() > looks);
        ticking();
    }

    private List<String> discovered() {
        return Await.result(cache.discover(GalaxyQuery.ALL, GalaxyPaging.FIRST, PATIENCE)).objects().stream()
                .map(GalaxyObject::tagName)
                .toList();
    }

    private GalaxyException refusal() {
        return (GalaxyException) Await.failure(cache.discover(GalaxyQuery.ALL, GalaxyPaging.FIRST, PATIENCE));
    }

    private long refreshes(String result) {
        return metrics.counter(GatewayMetric.GALAXY_REFRESHES, result);
    }

    @Test
    void untilTheFirstLoadHasEndedTheStateIsUnknown() {
        assertThat(cache.status().state()).isEqualTo(GalaxyState.UNKNOWN);
        assertThat(cache.status().cacheSequence()).isZero();

        startedAnd(GalaxyState.HEALTHY);
        GalaxyStatus status = cache.status();
        assertThat(status.message()).isEmpty();
        assertThat(status.lastDeploy()).contains(Galaxies.MONDAY);
        assertThat(status.cacheSequence()).isEqualTo(1);
        assertThat(status.objectCount()).isEqualTo(5);
        assertThat(status.attributeCount()).isEqualTo(5);
        assertThat(metrics.gauge(GatewayMetric.GALAXY_OBJECTS)).isEqualTo(5);
    }

    @Test
    void aTickReadsTheDeployTimeAndNothingElseWhileItHasNotMoved() {
        startedAnd(GalaxyState.HEALTHY);
        tick();
        tick();

        assertThat(source.looks()).isEqualTo(3);
        assertThat(source.loads()).isEqualTo(1);
        assertThat(refreshes("loaded")).isEqualTo(1);
        assertThat(refreshes("unchanged")).isEqualTo(2);
    }

    @Test
    void aMovedDeployTimeMakesItReadEverythingAgain() {
        startedAnd(GalaxyState.HEALTHY);
        source.deploy(Galaxies.TUESDAY);
        tick();

        assertThat(source.loads()).isEqualTo(2);
        assertThat(cache.status().lastDeploy()).contains(Galaxies.TUESDAY);
        assertThat(cache.status().cacheSequence()).isEqualTo(2);
    }

    @Test
    void requestsNeverTouchTheSourceButForTheTestOfTheConnection() {
        startedAnd(GalaxyState.HEALTHY);
        source.trouble(() -> {
            throw new GalaxySourceException("asked", null);
        });
        assertThat(discovered()).hasSize(5);
        assertThat(Await.result(cache.browse(GalaxyQuery.ALL, GalaxyPaging.FIRST, PATIENCE))
                        .objects())
                .hasSize(1);
        assertThat(cache.metadata().containedPath("pump_001.speed")).contains("Plant.Mixing.Pump_001");
        assertThat(Await.result(cache.testConnection())).isEqualTo(new GalaxyConnection(false, "asked"));
        source.well();
        assertThat(Await.result(cache.testConnection())).isEqualTo(new GalaxyConnection(true, "the fake answers"));
        assertThat(source.looks()).isEqualTo(1);
        assertThat(source.loads()).isEqualTo(1);
    }

    @Test
    void requestsBeforeTheFirstLoadWaitForItWithoutAThread() {
        CountDownLatch gate = new CountDownLatch(1);
        source.trouble(FakeGalaxySource.stubborn(gate));
        CompletableFuture<GalaxyPage> page =
                cache.discover(GalaxyQuery.ALL, GalaxyPaging.FIRST, PATIENCE).toCompletableFuture();
        CompletableFuture<GalaxyStatus> status = cache.firstLoad(PATIENCE).toCompletableFuture();
        cache.start();
        Await.until("a look", () -> source.looks() == 1);
        assertThat(page).isNotDone();
        assertThat(status).isNotDone();
        assertThat(cache.waiting()).isEqualTo(2);

        gate.countDown();
        assertThat(Await.result(page).objects()).hasSize(5);
        assertThat(Await.result(status).state()).isEqualTo(GalaxyState.HEALTHY);
        // Whoever waited is told first, and forgotten then.
        Await.until("nobody waits", () -> cache.waiting() == 0);
        ticking();
    }

    @Test
    void aWaitEndsWithItsPatienceOrItsCaller() {
        CompletableFuture<GalaxyPage> page =
                cache.discover(GalaxyQuery.ALL, GalaxyPaging.FIRST, PATIENCE).toCompletableFuture();
        CompletableFuture<GalaxyStatus> status =
                cache.firstLoad(PATIENCE.multipliedBy(2)).toCompletableFuture();
        time.advance(PATIENCE);

        assertThat(((GalaxyException) Await.failure(page)).code()).isEqualTo(GalaxyErrorCode.UNAVAILABLE);
        assertThat(status).isNotDone();
        time.advance(PATIENCE);
        assertThat(Await.result(status).state()).isEqualTo(GalaxyState.UNKNOWN);
        assertThat(cache.waiting()).isZero();
    }

    @Test
    void afterAFailedFirstLoadNobodyWaits() {
        source.unreachable("no route to host");
        startedAnd(GalaxyState.UNAVAILABLE);

        GalaxyException refusal = refusal();
        assertThat(refusal.code()).isEqualTo(GalaxyErrorCode.UNAVAILABLE);
        assertThat(refusal).hasMessageContaining("no route to host").hasMessageContaining("fake galaxy");
        assertThat(cache.status().message()).contains("no route to host");
        assertThat(cache.metadata().containedPath("Pump_001.Speed")).isEmpty();

        // Also not while the next look hangs.
        source.trouble(FakeGalaxySource::hang);
        time.advance(TICK);
        Await.until("a second look", () -> source.looks() == 2);
        assertThat(refusal().code()).isEqualTo(GalaxyErrorCode.UNAVAILABLE);
    }

    @Test
    void oldDataIsServedWhileTheSourceIsAwayAndFreshOnceItIsBack() {
        startedAnd(GalaxyState.HEALTHY);
        source.unreachable("gone");
        tick();
        assertThat(cache.status().state()).isEqualTo(GalaxyState.STALE);
        assertThat(cache.status().message()).contains("gone");
        assertThat(discovered()).hasSize(5);

        source.well();
        tick();
        assertThat(cache.status().state()).isEqualTo(GalaxyState.HEALTHY);
        assertThat(cache.status().message()).isEmpty();
        assertThat(source.loads()).isEqualTo(1);

        source.deploy(Galaxies.TUESDAY);
        tick();
        assertThat(cache.status().cacheSequence()).isEqualTo(2);
    }

    @Test
    void whateverARefreshThrowsEndsThereAndIsLoggedOncePerChangeOfState() {
        List<String> warnings = new ArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue()) {
                    synchronized (warnings) {
                        warnings.add(line.getMessage());
                    }
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(ServedGalaxy.class.getName());
        logger.addHandler(listener);
        try {
            for (Error error : List.of(new StackOverflowError("deep"), new OutOfMemoryError("pretended"))) {
                source.trouble(() -> {
                    throw error;
                });
                if (source.looks() == 0) {
                    startedAnd(GalaxyState.UNAVAILABLE);
                } else {
                    tick();
                }
            }
            source.trouble(() -> {
                throw new IllegalStateException("a bug");
            });
            tick();
            assertThat(cache.status().message()).contains("a bug");
            assertThat(warnings).hasSize(1);

            source.well();
            tick();
            assertThat(cache.status().state()).isEqualTo(GalaxyState.HEALTHY);
            source.unreachable("gone");
            tick();
            tick();
            assertThat(warnings).hasSize(2);
            assertThat(refreshes("failed")).isEqualTo(5);
        } finally {
            logger.removeHandler(listener);
        }
    }

    @Test
    void aLookThatHangsIsBrokenOff() {
        source.trouble(FakeGalaxySource::hang);
        cache.start();
        Await.until("a look", () -> source.looks() == 1);
        CompletableFuture<GalaxyStatus> status =
                cache.firstLoad(TICK.multipliedBy(100)).toCompletableFuture();
        time.advance(GalaxyCacheOptions.DEFAULT.queryTimeout());

        assertThat(Await.result(status).state()).isEqualTo(GalaxyState.UNAVAILABLE);
        assertThat(cache.status().message()).contains("no answer within 60000 ms");
        assertThat(source.cancels()).isEqualTo(1);
        ticking();
        assertThat(refreshes("failed")).isEqualTo(1);

        source.well();
        tick();
        assertThat(cache.status().state()).isEqualTo(GalaxyState.HEALTHY);
    }

    @Test
    void aSourceThatIgnoresEverythingStillChangesTheState() {
        CountDownLatch gate = new CountDownLatch(1);
        source.trouble(FakeGalaxySource.stubborn(gate));
        cache.start();
        Await.until("a look", () -> source.looks() == 1);
        time.advance(GalaxyCacheOptions.DEFAULT.queryTimeout());
        assertThat(cache.status().state()).isEqualTo(GalaxyState.UNAVAILABLE);

        source.well();
        gate.countDown();
        Await.until("it answers in the end", () -> cache.status().state() == GalaxyState.HEALTHY);
    }

    @Test
    void closingEndsAHangingLoadAndTheThread() {
        source.trouble(FakeGalaxySource::hang);
        cache.start();
        Await.until("a look", () -> source.looks() == 1);
        CompletableFuture<GalaxyConnection> test = cache.testConnection().toCompletableFuture();
        CompletableFuture<GalaxyPage> page =
                cache.discover(GalaxyQuery.ALL, GalaxyPaging.FIRST, TICK).toCompletableFuture();
        DeployWatch watch = cache.watch(Optional.empty(), () -> {});

        cache.close();
        cache.close();

        assertThat(source.cancels()).isEqualTo(1);
        assertThat(Await.result(test).ok()).isFalse();
        assertThat(Await.failure(page)).isInstanceOf(GalaxyException.class);
        assertThat(watch.ended()).isTrue();
        assertThat(Await.result(cache.testConnection()).message()).contains("shutting down");
        assertThat(cache.watch(Optional.empty(), () -> {}).ended()).isTrue();
    }

    @Test
    void theTestOfTheConnectionIsSharedAndBounded() {
        source.trouble(FakeGalaxySource::hang);
        CompletableFuture<GalaxyConnection> one = cache.testConnection().toCompletableFuture();
        CompletableFuture<GalaxyConnection> two = cache.testConnection().toCompletableFuture();
        Await.until("the test has its limit", () -> time.pendingTimers() == 1);
        time.advance(GalaxyCacheOptions.DEFAULT.queryTimeout());

        assertThat(Await.result(one)).isEqualTo(Await.result(two));
        assertThat(Await.result(one).ok()).isFalse();
    }

    @Test
    void aSnapshotIsWrittenAfterEachLoadRestoredAsStaleAndPromotedWhenTheDeployTimeMatches() {
        Path file = directory.resolve("galaxy.snapshot");
        cache = cache(new FileGalaxySnapshots(file));
        startedAnd(GalaxyState.HEALTHY);
        assertThat(file).exists();
        cache.close();

        CountDownLatch gate = new CountDownLatch(1);
        source.trouble(FakeGalaxySource.stubborn(gate));
        cache = cache(new FileGalaxySnapshots(file));
        cache.start();
        Await.until("a look", () -> source.looks() == 2);
        // Nobody waits: there is something to serve.
        assertThat(cache.status().state()).isEqualTo(GalaxyState.STALE);
        assertThat(cache.status().message()).contains("restored from disk");
        assertThat(cache.discover(GalaxyQuery.ALL, GalaxyPaging.FIRST, TICK).toCompletableFuture())
                .isCompleted();

        source.well();
        gate.countDown();
        becomes(GalaxyState.HEALTHY);
        assertThat(source.loads()).isEqualTo(1);
        assertThat(cache.status().cacheSequence()).isEqualTo(1);
    }

    @Test
    void aSnapshotOfAnotherDeployIsReplaced() {
        Path file = directory.resolve("galaxy.snapshot");
        new FileGalaxySnapshots(file).save(source.description(), Galaxies.small(Galaxies.MONDAY));
        source.deploy(Galaxies.TUESDAY);
        cache = cache(new FileGalaxySnapshots(file));
        startedAnd(GalaxyState.HEALTHY);

        assertThat(cache.status().cacheSequence()).isEqualTo(2);
        assertThat(new FileGalaxySnapshots(file)
                        .restore(source.description())
                        .orElseThrow()
                        .deployedAt())
                .contains(Galaxies.TUESDAY);
    }

    @Test
    void aCorruptSnapshotIsNoReasonNotToStart() throws Exception {
        Path file = directory.resolve("galaxy.snapshot");
        Files.writeString(
                file, "not a snapshot at all, but long enough to look like one to somebody who does not check");
        cache = cache(new FileGalaxySnapshots(file));
        startedAnd(GalaxyState.HEALTHY);

        assertThat(directory.resolve("galaxy.snapshot.corrupt")).exists();
        assertThat(file).exists();
    }

    @Test
    void aSnapshotThatSurvivesWithoutItsSourceIsServedAsStale() {
        Path file = directory.resolve("galaxy.snapshot");
        new FileGalaxySnapshots(file).save(source.description(), Galaxies.small(Galaxies.MONDAY));
        source.unreachable("gone");
        cache = cache(new FileGalaxySnapshots(file));
        cache.start();
        Await.until("the first look has failed", () -> cache.status().message().contains("gone"));

        assertThat(cache.status().state()).isEqualTo(GalaxyState.STALE);
        assertThat(discovered()).hasSize(5);
        ticking();
    }

    @Test
    void aWatchGetsThePresentStateAtOnceThenOneEventPerDeploy() {
        AtomicInteger wakeUps = new AtomicInteger();
        DeployWatch early = cache.watch(Optional.empty(), wakeUps::incrementAndGet);
        assertThat(early.poll()).isNull();
        startedAnd(GalaxyState.HEALTHY);
        Await.until("a wake-up", () -> wakeUps.get() == 1);
        GalaxyDeploy first = new GalaxyDeploy(1, FakeTime.START, Optional.of(Galaxies.MONDAY), 5, 5);
        assertThat(early.poll()).isEqualTo(first);
        assertThat(early.poll()).isNull();
        tick();
        assertThat(early.poll()).isNull();

        DeployWatch late = cache.watch(Optional.empty(), () -> {});
        assertThat(late.poll()).isEqualTo(first);
        DeployWatch knowing = cache.watch(Optional.of(Galaxies.MONDAY), () -> {});
        assertThat(knowing.poll()).isNull();

        source.deploy(Galaxies.TUESDAY);
        tick();
        for (DeployWatch watch : List.of(early, late, knowing)) {
            GalaxyDeploy next = watch.poll();
            assertThat(next.sequence()).isEqualTo(2);
            assertThat(next.timeOfLastDeploy()).contains(Galaxies.TUESDAY);
            assertThat(watch.poll()).isNull();
        }
        assertThat(wakeUps.get()).isEqualTo(2);
        early.close();
        assertThat(early.ended()).isTrue();
        assertThat(late.ended()).isFalse();
    }

    @Test
    void aWatchLearnsThatThereIsNothing() {
        source.unreachable("gone");
        startedAnd(GalaxyState.UNAVAILABLE);
        DeployWatch watch = cache.watch(Optional.of(Galaxies.MONDAY), () -> {});

        assertThat(watch.poll()).isEqualTo(new GalaxyDeploy(1, FakeTime.START, Optional.empty(), 0, 0));
        source.well();
        tick();
        assertThat(watch.poll().objectCount()).isEqualTo(5);
    }

    @Test
    void aSlowWatchLosesTheOldestWhichShowsAsAHole() {
        DeployLog log = new DeployLog();
        DeployWatch slow = log.watch(Optional.empty(), () -> {});
        for (int i = 0; i < DeployLog.KEPT + 3; i++) {
            log.publish(FakeTime.START, Optional.of(Galaxies.MONDAY.plusSeconds(i)), i, i);
        }

        List<Long> sequences = new ArrayList<>();
        for (GalaxyDeploy deploy = slow.poll(); deploy != null; deploy = slow.poll()) {
            sequences.add(deploy.sequence());
        }
        assertThat(sequences).hasSize(DeployLog.KEPT).startsWith(4L, 5L).endsWith((long) DeployLog.KEPT + 3);
    }

    @Test
    void watchesAreBoundedAndAWakeUpThatThrowsHarmsNobody() {
        DeployLog log = new DeployLog();
        AtomicInteger woken = new AtomicInteger();
        log.watch(Optional.empty(), () -> {
                    throw new IllegalStateException("a broken reader");
                })
                .poll();
        for (int i = 1; i < DeployLog.MAX_WATCHES; i++) {
            log.watch(Optional.empty(), woken::incrementAndGet).poll();
        }
        assertThatThrownBy(() -> log.watch(Optional.empty(), () -> {}))
                .isInstanceOf(GalaxyException.class)
                .hasMessageContaining("maximum");

        log.publish(FakeTime.START, Optional.empty(), 0, 0);
        assertThat(woken.get()).isEqualTo(DeployLog.MAX_WATCHES - 1);
        log.close();
        assertThat(log.watches()).isZero();
    }

    @Test
    void withoutAGalaxyEveryAnswerSaysSo() {
        GalaxyRepository none = GalaxyRepository.NONE;

        assertThat(none.status().state()).isEqualTo(GalaxyState.UNAVAILABLE);
        assertThat(Await.result(none.testConnection()).message()).contains("off");
        assertThat(Await.failure(none.browse(GalaxyQuery.ALL, GalaxyPaging.FIRST, PATIENCE)))
                .isInstanceOf(GalaxyException.class)
                .hasMessageContaining("off");
        assertThat(none.watch(Optional.empty(), () -> {}).ended()).isTrue();
    }

    @Test
    void badTimesAreToldByNameAndValue() {
        assertThat(new GalaxyCacheOptions(Duration.ZERO, Duration.ofDays(2), Duration.ofSeconds(1)).problems())
                .extracting(problem -> problem.key())
                .containsExactly("galaxy.tick", "galaxy.query-timeout");
        assertThat(GalaxyCacheOptions.DEFAULT.problems()).isEmpty();
    }
}
