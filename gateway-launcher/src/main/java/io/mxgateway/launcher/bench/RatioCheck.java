package io.mxgateway.launcher.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares a run's ratios with those of an earlier run: times of different machines have nothing to say to each other,
 * ratios of what ran side by side on each of them have. Immutable.
 */
public final class RatioCheck {
    /** By what part a ratio may get worse. */
    static final double TOLERANCE = 0.25;

    private static final Pattern RATIOS = Pattern.compile("\"ratios\"\\s*:\\s*\\{([^{}]*)}");
    private static final Pattern RATIO =
            Pattern.compile("\"([\\w.-]+)\"\\s*:\\s*(-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)");

    private final Map<String, Double> earlier;

    private RatioCheck(Map<String, Double> earlier) {
        this.earlier = Map.copyOf(earlier);
    }

    /**
     * The ratios of an earlier run.
     *
     * @param json what {@code bench --json} has written
     * @throws IllegalArgumentException when there are none in it
     */
    public static RatioCheck of(String json) {
        Matcher ratios = RATIOS.matcher(json);
        Map<String, Double> earlier = new LinkedHashMap<>();
        if (ratios.find()) {
            Matcher ratio = RATIO.matcher(ratios.group(1));
            while (ratio.find()) {
                earlier.put(ratio.group(1), Double.valueOf(ratio.group(2)));
            }
        }
        if (earlier.isEmpty()) {
            throw new IllegalArgumentException("there are no \"ratios\" in it, as `bench --json` writes them");
        }
        return new RatioCheck(earlier);
    }

    /**
     * What came of a comparison.
     *
     * @param compared how many ratios both runs have
     * @param worse one line for each that is worse than can be put up with
     */
    public record Result(int compared, List<String> worse) {
        /** A result. */
        public Result {
            worse = List.copyOf(worse);
        }

        /** Whether something was compared and nothing is worse. */
        public boolean isGood() {
            return compared > 0 && worse.isEmpty();
        }
    }

    /** Compares those ratios that both have. */
    public Result compare(Report report) {
        int compared = 0;
        List<String> worse = new ArrayList<>();
        for (Row row : report.rows()) {
            Double before = earlier.get(row.name());
            if (before == null || !row.isCompared()) {
                continue;
            }
            compared++;
            boolean bad = row.better() == Better.LOWER
                    ? row.ratio() > before * (1 + TOLERANCE)
                    : row.ratio() < before * (1 - TOLERANCE);
            if (bad) {
                worse.add(String.format(
                        Locale.ROOT,
                        "%s: ratio %.2f, was %.2f; more than %.0f %% worse (%s is better)",
                        row.name(),
                        row.ratio(),
                        before,
                        TOLERANCE * 100,
                        row.better().name().toLowerCase(Locale.ROOT)));
            }
        }
        return new Result(compared, worse);
    }
}
