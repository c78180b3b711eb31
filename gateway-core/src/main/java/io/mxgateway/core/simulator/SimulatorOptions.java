package io.mxgateway.core.simulator;

import io.mxgateway.core.config.ConfigException;
import io.mxgateway.core.config.ConfigProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How the simulator behaves. Checked when it is made: what is wrong is thrown together as one {@link ConfigException}.
 *
 * @param scanPeriod how often values can change, where an engine does not say otherwise
 * @param resolveDelay how long it takes from advising an item to its first value
 * @param realistic whether the first advise of a session takes as long as with the real component
 * @param realisticMin the least that it takes then
 * @param realisticMax the most that it takes then
 * @param readTimeout how long ReadBulk waits for a tag when the call does not say
 * @param bufferedInterval how often buffered items deliver until a client says otherwise
 * @param maxBufferedValues the most values of one item in one delivery; a full buffer is delivered early
 * @param maxReferenceLength the longest reference that resolves, in characters
 * @param burstChunk how many events of a scripted burst are delivered in one go
 * @param choices what is not known of the real component
 */
public record SimulatorOptions(
        Duration scanPeriod,
        Duration resolveDelay,
        boolean realistic,
        Duration realisticMin,
        Duration realisticMax,
        Duration readTimeout,
        Duration bufferedInterval,
        int maxBufferedValues,
        int maxReferenceLength,
        int burstChunk,
        MxChoices choices) {
    private static final Duration HOUR = Duration.ofHours(1);

    /** The defaults. */
    public static final SimulatorOptions DEFAULT = new SimulatorOptions(
            Duration.ofMillis(500),
            Duration.ofMillis(20),
            false,
            Duration.ofSeconds(3),
            Duration.ofSeconds(8),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            10_000,
            329,
            4096,
            MxChoices.DEFAULT);

    public SimulatorOptions {
        Objects.requireNonNull(choices, "choices");
        List<ConfigProblem> problems = new ArrayList<>();
        duration(problems, "simulator.scan-period", scanPeriod, Duration.ofMillis(1));
        duration(problems, "simulator.resolve-delay", resolveDelay, Duration.ZERO);
        duration(problems, "simulator.realistic-min", realisticMin, Duration.ZERO);
        duration(problems, "simulator.realistic-max", realisticMax, realisticMin);
        duration(problems, "simulator.read-timeout", readTimeout, Duration.ofMillis(1));
        duration(problems, "simulator.buffered-interval", bufferedInterval, Duration.ofMillis(1));
        range(problems, "simulator.max-buffered-values", maxBufferedValues, 1, 10_000);
        range(problems, "simulator.max-reference-length", maxReferenceLength, 1, 65_536);
        range(problems, "simulator.burst-chunk", burstChunk, 1, 1_000_000);
        range(problems, "simulator.first-item-handle", choices.firstItemHandle(), 1, 1_000_000);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private static void duration(List<ConfigProblem> problems, String key, Duration value, Duration min) {
        if (value == null || (min != null && value.compareTo(min) < 0) || value.compareTo(HOUR) > 0) {
            problems.add(new ConfigProblem(
                    key,
                    String.valueOf(value),
                    "must be " + (min == null ? 0 : min.toMillis()) + " ms to " + HOUR.toMillis() + " ms"));
        }
    }

    private static void range(List<ConfigProblem> problems, String key, int value, int min, int max) {
        if (value < min || value > max) {
            problems.add(new ConfigProblem(key, Integer.toString(value), "must be " + min + ".." + max));
        }
    }

    /** The same options with another scan period. */
    public SimulatorOptions withScanPeriod(Duration period) {
        return new SimulatorOptions(
                period,
                resolveDelay,
                realistic,
                realisticMin,
                realisticMax,
                readTimeout,
                bufferedInterval,
                maxBufferedValues,
                maxReferenceLength,
                burstChunk,
                choices);
    }

    /** The same options with or without the delays of the real component. */
    public SimulatorOptions withRealistic(boolean wanted) {
        return new SimulatorOptions(
                scanPeriod,
                resolveDelay,
                wanted,
                realisticMin,
                realisticMax,
                readTimeout,
                bufferedInterval,
                maxBufferedValues,
                maxReferenceLength,
                burstChunk,
                choices);
    }

    /** The same options with other choices. */
    public SimulatorOptions withChoices(MxChoices others) {
        return new SimulatorOptions(
                scanPeriod,
                resolveDelay,
                realistic,
                realisticMin,
                realisticMax,
                readTimeout,
                bufferedInterval,
                maxBufferedValues,
                maxReferenceLength,
                burstChunk,
                others);
    }
}
