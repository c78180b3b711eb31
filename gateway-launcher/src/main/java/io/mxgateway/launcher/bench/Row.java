package io.mxgateway.launcher.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One figure.
 *
 * @param name what was measured, as {@code part.figure}
 * @param unit its unit
 * @param base the same of what it is compared with; NaN for nothing
 * @param measured of the gateway
 * @param ratio the second to the first, the median of the rounds; NaN without a base
 * @param better which way it gets better
 */
record Row(String name, String unit, double base, double measured, double ratio, Better better) {
    private static final int FEW = 100;

    boolean isCompared() {
        return better != Better.TOLD_ONLY && Double.isFinite(ratio);
    }

    static String text(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return Math.abs(value) < FEW
                ? String.format(Locale.ROOT, "%.2f", value)
                : String.format(Locale.ROOT, "%,.0f", value);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("unit", unit);
        json.put("base", number(base));
        json.put("measured", number(measured));
        json.put("ratio", number(ratio));
        return json;
    }

    /** With four digits, and null for what JSON has no number for. */
    static Object number(double value) {
        return Double.isFinite(value)
                ? Double.valueOf(String.format(Locale.ROOT, Math.abs(value) < FEW ? "%.4f" : "%.1f", value))
                : null;
    }
}
