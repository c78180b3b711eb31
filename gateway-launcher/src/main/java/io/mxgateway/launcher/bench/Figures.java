package io.mxgateway.launcher.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what the rounds of a part find; what is told in the end is medians. Used by one thread. */
final class Figures {
    private record Kind(String name, String unit, Better better) {}

    private record Pair(double base, double measured) {}

    private final Map<Kind, List<Pair>> found = new LinkedHashMap<>();

    /** A round's finding with nothing beside it. */
    void add(String name, String unit, Better better, double measured) {
        add(name, unit, better, Double.NaN, measured);
    }

    /** A round's finding beside what it is compared with. */
    void add(String name, String unit, Better better, double base, double measured) {
        found.computeIfAbsent(new Kind(name, unit, better), kind -> new ArrayList<>())
                .add(new Pair(base, measured));
    }

    List<Row> rows() {
        return found.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Row row(Kind kind, List<Pair> pairs) {
        return new Row(
                kind.name(),
                kind.unit(),
                median(pairs.stream().mapToDouble(Pair::base).toArray()),
                median(pairs.stream().mapToDouble(Pair::measured).toArray()),
                // Of each round's own pair: both halves of it found the machine as busy.
                median(pairs.stream()
                        .mapToDouble(pair -> pair.measured() / pair.base())
                        .toArray()),
                kind.better());
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
