package io.mxgateway.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.config.OverflowPolicy;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.testing.Seed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Does the same things, chosen at random, to a log and to its model, and wants the same to come of them. */
class EventLogAgainstModelTest {
    private static final int STEPS = 1_050_000;
    private static final int STEPS_PER_LOG = 3_000;
    private static final int REMEMBERED = 40;
    private static final int[] SIZES = {1, 2, 3, 4, 5, 8, 13, 16, 20, 40, 100, 600};
    private static final long MICRO = 1_000;
    private static final long EVENT_BYTES = LogHouse.event(1).approximateBytes();

    private record Pair(LogHouse.Reader real, ModelLog.Cursor model) {}

    private final Random random = Seed.random("event log against its model");
    private final Deque<String> done = new ArrayDeque<>();
    private final List<Pair> pairs = new ArrayList<>();
    private LogHouse house;
    private ModelLog model;
    private long toldCompared;
    private int step;

    @Test
    @DisplayName("3.1-3.7 a log and its model agree on more than a million random steps")
    void theLogAndItsModelAgree() {
        while (step < STEPS) {
            oneLog();
        }
    }

    private void oneLog() {
        EventOptions options = options();
        house = new LogHouse(options);
        model = new ModelLog(options);
        pairs.clear();
        done.clear();
        toldCompared = 0;
        did(options.toString());
        int last = step + 1 + random.nextInt(STEPS_PER_LOG);
        for (; step < last && model.ended == null; step++) {
            act(random.nextInt(1_000));
            compare();
        }
        end();
        for (int i = 0; i < 50; i++, step++) {
            act(random.nextInt(1_000));
            compare();
        }
        finish();
    }

    private EventOptions options() {
        return new EventOptions(
                SIZES[random.nextInt(SIZES.length)],
                // Multiples of 16 us, and a wait that is never a multiple of 1 us: no two timers are due at one moment.
                Duration.ofNanos(random.nextInt(3) == 0 ? 0 : 16 * MICRO * (1 + random.nextInt(1_000))),
                1 + random.nextInt(5),
                random.nextInt(8) != 0,
                random.nextInt(3) == 0 ? OverflowPolicy.FAIL_SESSION : OverflowPolicy.DISCONNECT_SUBSCRIBER,
                Duration.ofNanos(random.nextInt(4) == 0 ? 0 : random.nextInt(2_000) * MICRO + 1));
    }

    private void act(int what) {
        if (what < 350) {
            append(what == 0 && random.nextInt(4) == 0 ? 5_000 : random.nextInt(1 + random.nextInt(30)));
        } else if (what < 700) {
            poll();
        } else if (what < 800) {
            attach(what < 780);
        } else if (what < 860) {
            leave(what < 850 ? StreamEnd.Cause.READER_LEFT : StreamEnd.Cause.REVOKED);
        } else if (what < 950) {
            advance();
        } else if (what < 999) {
            drain();
        } else if (random.nextInt(4) == 0) {
            end();
        }
    }

    private void did(String what) {
        done.add(what);
        if (done.size() > REMEMBERED) {
            done.remove();
        }
    }

    private void append(int events) {
        did("append " + events);
        if (model.ended == null) {
            house.append(events);
        }
        model.append(events);
    }

    private void poll() {
        if (pairs.isEmpty()) {
            return;
        }
        int which = random.nextInt(pairs.size());
        Pair pair = pairs.get(which);
        int times = random.nextInt(4) == 0 ? 100 : 1 + random.nextInt(10);
        did("poll " + which + " x" + times);
        for (int i = 0; i < times; i++) {
            long real = code(pair.real().cursor.poll());
            long expected = model.poll(pair.model());
            if (real != expected) {
                fail("polled " + real + ", the model says " + expected);
            }
            if (real == 0) {
                break;
            }
        }
        if (pair.real().cursor.end() != null && random.nextInt(4) == 0) {
            compare(pair);
            pairs.remove(pair);
        }
    }

    private static long code(MxEvent event) {
        if (event == null) {
            return 0;
        }
        return event.replayGap() == null
                ? event.sequence()
                : ModelLog.gap(
                        event.replayGap().requestedAfterSequence(),
                        event.replayGap().oldestAvailableSequence());
    }

    private void attach(boolean client) {
        StreamStart start = switch (random.nextInt(5)) {
            case 0 -> StreamStart.OLDEST;
            case 1 -> StreamStart.LIVE;
            case 2 -> new StreamStart(random.nextLong(), random.nextBoolean());
            case 3 -> StreamStart.after(model.newest() + 2 - random.nextInt(5));
            default -> StreamStart.after((long) (random.nextDouble() * model.newest()));
        };
        did((client ? "attach " : "observe ") + start);
        String refused = "";
        LogHouse.Reader real = null;
        try {
            real = client ? house.attach(start) : house.observe(start);
        } catch (EventLogException e) {
            refused = e.reason().name();
        }
        String expected = model.refusal(start, client);
        ModelLog.Cursor cursor = model.attach(start, client);
        if (!refused.equals(expected)) {
            fail("refused with '" + refused + "', the model says '" + expected + "'");
        }
        if (real != null) {
            pairs.add(new Pair(real, cursor));
        }
    }

    private void leave(StreamEnd.Cause cause) {
        if (pairs.isEmpty()) {
            return;
        }
        int which = random.nextInt(pairs.size());
        Pair pair = pairs.get(which);
        did(cause + " " + which);
        if (cause == StreamEnd.Cause.READER_LEFT) {
            pair.real().cursor.close();
        } else {
            house.log.cut(pair.real().cursor, cause, "cut");
        }
        model.cut(pair.model(), cause);
        compare(pair);
        pairs.remove(pair);
    }

    private void advance() {
        long nanos = MICRO * random.nextInt(1 + random.nextInt(4_000));
        did("advance " + nanos);
        house.time.advance(Duration.ofNanos(nanos));
        model.advance(nanos);
    }

    private void drain() {
        int maxEvents = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(40);
        long maxBytes = EVENT_BYTES * random.nextInt(60);
        did("drain " + maxEvents + " " + maxBytes);
        List<Long> real = house.log.drain(maxEvents, maxBytes).stream()
                .map(EventLogAgainstModelTest::code)
                .toList();
        List<Long> expected = model.drain(maxEvents, maxBytes, EVENT_BYTES, 160);
        if (!real.equals(expected)) {
            fail("drained " + real + ", the model says " + expected);
        }
    }

    private void end() {
        did("end");
        house.log.end(StreamEnd.Cause.SESSION_CLOSED, "over");
        model.end(StreamEnd.Cause.SESSION_CLOSED);
        compare();
        if (random.nextInt(3) == 0) {
            did("release when read");
            house.log.releaseWhenRead();
            model.releaseWhenRead();
        }
    }

    private void finish() {
        did("release and read out");
        if (random.nextBoolean()) {
            house.log.release();
            model.release();
        }
        for (Pair pair : pairs) {
            long real;
            do {
                real = code(pair.real().cursor.poll());
                long expected = model.poll(pair.model());
                if (real != expected) {
                    fail("polled " + real + ", the model says " + expected);
                }
            } while (real != 0);
        }
        compare();
        same("delivered", house.counts.of(GatewayMetric.EVENTS_DELIVERED), model.delivered);
        same("received", house.counts.of(GatewayMetric.EVENTS_RECEIVED, "on-data-change"), model.received);
        assertThat(pairs).allMatch(pair -> pair.real().cursor.end() != null);
        assertThat(house.leftovers()).isEmpty();
    }

    private void compare() {
        same("depth", house.log.depth(), model.depth());
        same("oldest", house.log.oldestSequence(), model.oldest);
        same("newest", house.log.newestSequence(), model.newest());
        same("streams", house.log.streams(), model.clients().size());
        same("gaps", house.counts.of(GatewayMetric.EVENTS_GAPS), model.gaps);
        int told = model.told.size();
        if (told != toldCompared || told != house.owner.told.size()) {
            toldCompared = told;
            if (!house.owner.told.equals(model.told)) {
                fail("told " + house.owner.told + ", the model says " + model.told);
            }
        }
        if ((step & 15) == 0) {
            same(
                    "overflows",
                    house.counts.of(GatewayMetric.EVENTS_OVERFLOWS, "disconnect-subscriber")
                            + house.counts.of(GatewayMetric.EVENTS_OVERFLOWS, "fail-session"),
                    model.overflows);
            long open = model.ended == null ? model.clients().size() : 0;
            same("open", house.counts.of(GatewayMetric.STREAMS_OPEN), open);
            same("kept", house.counts.of(GatewayMetric.EVENTS_LOG_DEPTH), model.ended == null ? model.depth() : 0);
        }
        for (Pair pair : pairs) {
            compare(pair);
        }
    }

    private void compare(Pair pair) {
        same("position", pair.real().cursor.position(), pair.model().position);
        same("wakes", pair.real().wakes, pair.model().wakes);
        StreamEnd end = pair.real().cursor.end();
        StreamEnd.Cause cause = end == null ? null : end.cause();
        if (cause != pair.model().end) {
            fail("ended with " + cause + ", the model says " + pair.model().end);
        }
        if (end != null) {
            same("last sequence", end.lastSequence(), pair.model().position);
        }
    }

    private void same(String what, long real, long expected) {
        if (real != expected) {
            fail(what + " is " + real + ", the model says " + expected);
        }
    }

    private void fail(String what) {
        throw new AssertionError("step " + step + ": " + what + "; the last steps were " + done);
    }
}
