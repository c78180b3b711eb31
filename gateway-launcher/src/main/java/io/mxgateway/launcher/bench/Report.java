package io.mxgateway.launcher.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run has found. Immutable.
 *
 * @param rows all figures, in the order in which they were measured
 */
public record Report(List<Row> rows) {
    /** A report. */
    public Report {
        rows = List.copyOf(rows);
    }

    /** The cells of a table: figure, unit, what it is compared with, gateway, ratio. */
    public List<List<String>> cells() {
        return rows.stream()
                .map(row -> List.of(
                        row.name(), row.unit(), Row.text(row.base()), Row.text(row.measured()), Row.text(row.ratio())))
                .toList();
    }

    /**
     * All figures for a machine: an object with {@code figures} and {@code ratios}. Of the latter, {@link RatioCheck}
     * reads what another run has written.
     *
     * @param about where and how it was measured; comes first
     */
    public Map<String, Object> json(Map<String, Object> about) {
        Map<String, Object> json = new LinkedHashMap<>(about);
        List<Object> figures = new ArrayList<>();
        Map<String, Object> ratios = new LinkedHashMap<>();
        for (Row row : rows) {
            figures.add(row.json());
            if (row.isCompared()) {
                ratios.put(row.name(), Row.number(row.ratio()));
            }
        }
        json.put("figures", figures);
        json.put("ratios", ratios);
        return json;
    }
}
