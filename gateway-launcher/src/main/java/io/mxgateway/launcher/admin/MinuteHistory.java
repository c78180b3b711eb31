package io.mxgateway.launcher.admin;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.MetricsSnapshot;
import io.mxgateway.core.time.GatewayTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * A few figures of the last fifteen minutes, for charts: one sample every five seconds, and as many as fit in the time.
 * Thread-safe; the sampling runs on the timer thread.
 */
public final class MinuteHistory implements AutoCloseable {
    /** Between two samples. */
    public static final Duration STEP = Duration.ofSeconds(5);

    /** How far back it goes. */
    public static final Duration SPAN = Duration.ofMinutes(15);

    private static final int MOST = (int) (SPAN.toSeconds() / STEP.toSeconds());

    /**
     * What was so at one moment.
     *
     * @param sessions how many were open
     * @param workers how many ran
     * @param eventsPerSecond received, since the sample before
     * @param commandsPerSecond begun, since the sample before
     * @param faults since the sample before
     */
    public record Sample(long sessions, long workers, double eventsPerSecond, double commandsPerSecond, long faults) {}

    private final GatewayTime time;
    private final Supplier<MetricsSnapshot> metrics;
    // All guarded by samples; the totals are those of the newest sample.
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long events;
    private long commands;
    private long faults;
    private long takenNanos;
    private boolean closed;
    private GatewayTime.Timer next = GatewayTime.Timer.NONE;

    public MinuteHistory(GatewayTime time, Supplier<MetricsSnapshot> metrics) {
        this.time = time;
        this.metrics = metrics;
    }

    /** Begins to sample. */
    public void start() {
        MetricsSnapshot now = metrics.get();
        synchronized (samples) {
            take(now);
            schedule();
        }
    }

    private void sample() {
        MetricsSnapshot now = metrics.get();
        synchronized (samples) {
            if (closed) {
                return;
            }
            double seconds = Math.max(1, time.nanoTime() - takenNanos) / 1e9;
            samples.addLast(new Sample(
                    now.value(GatewayMetric.SESSIONS_OPEN),
                    now.value(GatewayMetric.WORKERS_RUNNING),
                    (now.total(GatewayMetric.EVENTS_RECEIVED) - events) / seconds,
                    (now.total(GatewayMetric.COMMANDS_STARTED) - commands) / seconds,
                    now.total(GatewayMetric.FAULTS) - faults));
            if (samples.size() > MOST) {
                samples.removeFirst();
            }
            take(now);
            schedule();
        }
    }

    private void take(MetricsSnapshot now) {
        events = now.total(GatewayMetric.EVENTS_RECEIVED);
        commands = now.total(GatewayMetric.COMMANDS_STARTED);
        faults = now.total(GatewayMetric.FAULTS);
        takenNanos = time.nanoTime();
    }

    private void schedule() {
        next = time.after(STEP, this::sample);
    }

    /** The samples, the oldest first. */
    public List<Sample> samples() {
        synchronized (samples) {
            return new ArrayList<>(samples);
        }
    }

    /** Samples no more. */
    @Override
    public void close() {
        synchronized (samples) {
            closed = true;
            next.cancel();
        }
    }
}
