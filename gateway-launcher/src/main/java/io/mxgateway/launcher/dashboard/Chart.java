package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** A figure with its last fifteen minutes as a line; whoever cannot see the line is told what it shows. Stateless. */
final class Chart {
    private static final int WIDTH = 360;
    private static final int HEIGHT = 72;
    private static final int ROOM = 4;

    private Chart() {}

    /**
     * A card.
     *
     * @param title what is shown
     * @param now the figure now
     * @param beside more about it, beside the figure; may be empty
     * @param values the oldest first, at equal distances, ending now
     * @param most how many values fill the whole width
     * @param text how a value is written
     */
    static Html card(
            String title, String now, String beside, List<Double> values, int most, DoubleFunction<String> text) {
        return el(
                "figure.card",
                el("figcaption", title),
                el("p.figure", el("strong", now), beside.isEmpty() ? Html.NONE : el("span.quiet", " ", beside)),
                values.size() < 2
                        ? el("p.chart.quiet", "The chart begins within ten seconds.")
                        : Html.all(drawn(title, values, most, text), axis(values, text)));
    }

    private static Html axis(List<Double> values, DoubleFunction<String> text) {
        return el(
                "p.axis",
                attr("aria-hidden", "true"),
                el("span", "15 min ago"),
                el("span", "highest ", text.apply(max(values))),
                el("span", "now"));
    }

    private static Html drawn(String title, List<Double> values, int most, DoubleFunction<String> text) {
        double top = Math.max(1, max(values));
        StringBuilder line = new StringBuilder();
        double step = (double) WIDTH / (most - 1);
        double first = WIDTH - step * (values.size() - 1);
        for (int i = 0; i < values.size(); i++) {
            double y = HEIGHT - ROOM - (HEIGHT - 2.0 * ROOM) * values.get(i) / top;
            line.append(String.format(Locale.ROOT, "%s%.1f,%.1f", i == 0 ? "" : " ", first + step * i, y));
        }
        String area = String.format(Locale.ROOT, "%.1f,%d %s %d,%d", first, HEIGHT, line, WIDTH, HEIGHT);
        String told = title + ", last 15 minutes: now " + text.apply(values.get(values.size() - 1)) + ", lowest "
                + text.apply(
                        values.stream().mapToDouble(Double::doubleValue).min().orElse(0)) + ", highest "
                + text.apply(max(values)) + ", mean "
                + text.apply(values.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0));
        return el(
                "svg.chart",
                attr("viewBox", "0 0 " + WIDTH + " " + HEIGHT),
                attr("preserveAspectRatio", "none"),
                attr("role", "img"),
                attr("aria-label", told),
                grid(HEIGHT / 2),
                grid(HEIGHT - 1),
                el("polygon.area", attr("points", area)),
                el("polyline.line", attr("points", line)));
    }

    private static Html grid(int y) {
        return el("line.grid", attr("x1", 0), attr("x2", WIDTH), attr("y1", y), attr("y2", y));
    }

    private static double max(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
