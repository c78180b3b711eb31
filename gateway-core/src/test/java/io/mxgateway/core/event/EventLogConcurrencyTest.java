package io.mxgateway.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.config.OverflowPolicy;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.testing.Seed;
import io.mxgateway.core.time.SystemTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One writer, many readers, real threads and real time. */
@ExtendWith(NothingLeftBehind.class)
class EventLogConcurrencyTest implements EventLog.Owner {
    private static final int EVENTS = 300_000;
    private static final int LOG_SIZE = 4_000;

    private final Random seeds = Seed.random("event log under threads");
    private final LogHouse.Counts counts = new LogHouse.Counts();
    private final SystemTime time = new SystemTime("mxgateway-test-timer");
    private final EventLog log = new EventLog(
            LogHouse.SESSION,
            new EventOptions(
                    LOG_SIZE,
                    Duration.ofMillis(1_500),
                    16,
                    true,
                    OverflowPolicy.DISCONNECT_SUBSCRIBER,
                    Duration.ofMillis(500)),
            time,
            counts,
            this);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean heldUp;

    @Override
    public void onBackPressure(boolean holdUp) {
        heldUp = holdUp;
    }

    @Override
    public void onFatalOverflow(String text) {
        failure.compareAndSet(null, new AssertionError(text));
    }

    @Override
    public void onStreams(int attached) {}

    @AfterEach
    void stopTime() {
        time.close();
    }

    @Test
    void eightReadersAtFullSpeedSeeEveryEventOnceInOrderOrAreToldOfItsLoss() throws Exception {
        List<CheckingReader> readers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            CheckingReader reader = new CheckingReader(i < 6, new Random(seeds.nextLong()));
            readers.add(reader);
            start("reader-" + i, reader);
        }
        start("writer", () -> write(readers));
        join();
        for (CheckingReader reader : readers) {
            assertThat(reader.seen + reader.lost).isEqualTo(EVENTS);
            assertThat(reader.seen).isPositive();
        }
        nothingIsLeft();
    }

    @Test
    void tenThousandReadersComeAndGoWhileEventsFlow() throws Exception {
        CheckingReader steady = new CheckingReader(true, new Random(seeds.nextLong()));
        start("steady", steady);
        AtomicInteger visits = new AtomicInteger();
        List<Thread> visitors = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(seeds.nextLong());
            visitors.add(start("visitor-" + i, () -> visit(random, visits)));
        }
        Thread writer = start("writer", () -> {
            long sequence = 0;
            while (visitors.stream().anyMatch(Thread::isAlive) && failure.get() == null) {
                sequence = append(sequence, 16);
            }
            log.end(StreamEnd.Cause.SESSION_CLOSED, "over");
        });
        join();
        assertThat(writer.isAlive()).isFalse();
        assertThat(visits.get()).isEqualTo(10_000);
        assertThat(steady.seen + steady.lost).isEqualTo(log.newestSequence());
        nothingIsLeft();
    }

    private void visit(Random random, AtomicInteger visits) {
        for (int i = 0; i < 2_500; i++) {
            StreamStart start = switch (random.nextInt(3)) {
                case 0 -> StreamStart.OLDEST;
                case 1 -> StreamStart.LIVE;
                default -> StreamStart.after(Math.max(0, log.newestSequence() - random.nextInt(LOG_SIZE)));
            };
            EventCursor cursor = random.nextInt(4) == 0 ? log.observe(start, () -> {}) : log.attach(start, () -> {});
            long last = 0;
            for (int polls = random.nextInt(100); polls > 0; polls--) {
                MxEvent event = cursor.poll();
                if (event != null && event.replayGap() != null) {
                    check(last == 0 || event.replayGap().requestedAfterSequence() == last, "a gap after " + last);
                    last = event.replayGap().oldestAvailableSequence() - 1;
                } else if (event != null) {
                    check(last == 0 || event.sequence() == last + 1, "after " + last + " came " + event.sequence());
                    last = event.sequence();
                }
            }
            cursor.close();
            check(cursor.poll() == null && cursor.end() != null, "a closed cursor goes on");
            visits.incrementAndGet();
        }
    }

    /** Appends everything, and now and then cuts a reader off in the midst of whatever it does. */
    private void write(List<CheckingReader> readers) {
        Random random = new Random(seeds.nextLong());
        long sequence = 0;
        while (sequence < EVENTS && failure.get() == null) {
            sequence = append(sequence, (int) Math.min(1 + random.nextInt(48), EVENTS - sequence));
            if (random.nextInt(100) == 0) {
                CheckingReader unlucky = readers.get(random.nextInt(readers.size()));
                log.cut(unlucky.cursor, StreamEnd.Cause.REVOKED, "cut at random");
            }
        }
        log.end(StreamEnd.Cause.SESSION_CLOSED, "over");
    }

    private long append(long newest, int events) {
        while (heldUp && failure.get() == null) {
            LockSupport.parkNanos(20_000);
        }
        List<MxEvent> batch = new ArrayList<>(events);
        for (int i = 1; i <= events; i++) {
            batch.add(LogHouse.event(newest + i));
        }
        log.append(batch);
        return newest + events;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private Thread start(String name, Runnable task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error e) {
                        failure.compareAndSet(null, e);
                    }
                },
                "mxgateway-test-" + name);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(Duration.ofMinutes(2).toMillis());
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        assertThat(failure.get()).isNull();
    }

    private void nothingIsLeft() {
        log.release();
        assertThat(log.depth()).isZero();
        assertThat(log.streams()).isZero();
        assertThat(counts.of(GatewayMetric.EVENTS_LOG_DEPTH)).isZero();
        assertThat(counts.of(GatewayMetric.STREAMS_OPEN)).isZero();
        assertThat(heldUp).isFalse();
    }

    /** Reads to the end of the log, with pauses; comes back where it was when it is cut off or feels like it. */
    private final class CheckingReader implements Runnable {
        private final boolean client;
        private final Random random;
        private volatile EventCursor cursor;
        private Semaphore wakes;
        private int nulls;
        private AtomicInteger woken;
        private long last;
        long seen;
        long lost;

        CheckingReader(boolean client, Random random) {
            this.client = client;
            this.random = random;
            enter(StreamStart.OLDEST);
        }

        private void enter(StreamStart start) {
            Semaphore bell = new Semaphore(0);
            AtomicInteger rings = new AtomicInteger();
            Runnable wakeUp = () -> {
                rings.incrementAndGet();
                bell.release();
            };
            wakes = bell;
            woken = rings;
            nulls = 0;
            cursor = client ? log.attach(start, wakeUp) : log.observe(start, wakeUp);
        }

        @Override
        public void run() {
            boolean over = false;
            while (!over && failure.get() == null) {
                MxEvent event = cursor.poll();
                if (event != null) {
                    take(event);
                    pause();
                } else {
                    nulls++;
                    over = waitOrEnd();
                }
            }
        }

        private void take(MxEvent event) {
            if (event.replayGap() != null) {
                check(event.replayGap().requestedAfterSequence() == last, "a gap elsewhere than after " + last);
                long oldest = event.replayGap().oldestAvailableSequence();
                check(oldest > last + 1, "a gap of nothing");
                lost += oldest - last - 1;
                last = oldest - 1;
            } else {
                check(event.sequence() == last + 1, "after " + last + " came " + event.sequence());
                check(event.value().equals(MxValue.of((int) event.sequence())), "an event of other content");
                last++;
                seen++;
            }
            check(cursor.position() == last, "a position elsewhere than " + last);
        }

        private void pause() {
            int dice = random.nextInt(20_000);
            if (dice == 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(20)));
            } else if (dice < 20) {
                LockSupport.parkNanos(random.nextInt(200_000));
            } else if (dice == 20) {
                cursor.close();
            }
        }

        /** Whether the log is over; if the reader is out, it comes back, and else it waits. */
        private boolean waitOrEnd() {
            StreamEnd end = cursor.end();
            if (end == null) {
                try {
                    check(wakes.tryAcquire(Await.NET.toSeconds(), TimeUnit.SECONDS), "a wake-up was lost");
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                check(woken.get() <= nulls + 1, "woken too often");
                return false;
            }
            if (end.cause() == StreamEnd.Cause.SESSION_CLOSED) {
                check(end.lastSequence() == last, "an end elsewhere than after " + last);
                return true;
            }
            // Between the claim of an end and its being told a poll is null and the wake-up follows; the end is exact.
            check(end.lastSequence() == last, "cut off after " + end.lastSequence() + ", but read up to " + last);
            enter(last == 0 ? StreamStart.OLDEST : StreamStart.after(last));
            return false;
        }
    }
}
