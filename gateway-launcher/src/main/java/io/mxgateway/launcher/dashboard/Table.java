package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;

import java.util.ArrayList;
import java.util.List;

/** A table: a caption, headings, and rows whose first cell names the row. Not thread-safe. */
final class Table {
    private final String caption;
    private final List<Html> headings = new ArrayList<>();
    private final List<Boolean> numeric = new ArrayList<>();
    private final List<Html> rows = new ArrayList<>();

    /** An empty one. */
    Table(String caption) {
        this.caption = caption;
    }

    /** A column of texts. */
    Table column(Object heading, Html.Attribute... attributes) {
        return column(false, heading, attributes);
    }

    /** A column of figures. */
    Table figures(Object heading, Html.Attribute... attributes) {
        return column(true, heading, attributes);
    }

    private Table column(boolean figures, Object heading, Html.Attribute... attributes) {
        List<Object> content = new ArrayList<>(List.of(attributes));
        content.add(attr("scope", "col"));
        content.add(heading);
        headings.add(el(figures ? "th.n" : "th", content.toArray()));
        numeric.add(figures);
        return this;
    }

    /** A row with as many cells as there are columns. */
    Table row(Object... cells) {
        List<Html> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            String name = numeric.get(i) ? "td.n" : "td";
            row.add(i == 0 ? el("th", attr("scope", "row"), cells[i]) : el(name, cells[i]));
        }
        rows.add(el("tr", row));
        return this;
    }

    /**
     * The table.
     *
     * @param whenEmpty what is said where there are no rows
     */
    Html html(String whenEmpty) {
        if (rows.isEmpty()) {
            return el("p.empty", whenEmpty);
        }
        return el(
                "div.scroll",
                attr("role", "region"),
                attr("aria-label", caption),
                attr("tabindex", "0"),
                el("table", el("caption", caption), el("thead", el("tr", headings)), el("tbody", rows)));
    }
}
