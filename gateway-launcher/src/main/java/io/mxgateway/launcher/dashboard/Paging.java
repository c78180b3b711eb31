package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;

import io.mxgateway.launcher.admin.Parameters;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A long list in pages of bounded size. Immutable.
 *
 * @param page the one that is shown, from 1
 * @param pages how many there are, at least 1
 * @param from its first entry, from 0
 * @param to behind its last entry
 * @param total how many entries there are
 */
record Paging(int page, int pages, int from, int to, int total) {
    /** Entries on a page: with more of them it would be too large to be sent every few seconds. */
    static final int ROWS = 100;

    /** The page that a query asks for, or the nearest that there is. */
    static Paging of(Parameters query, int total) {
        return of(query, total, ROWS);
    }

    /** The same with fewer entries on a page. */
    static Paging of(Parameters query, int total, int rows) {
        String asked = query.text("page");
        int pages = Math.max(1, (total + rows - 1) / rows);
        int page = asked.matches("[0-9]{1,8}") ? Math.max(1, Math.min(pages, Integer.parseInt(asked))) : 1;
        int from = (page - 1) * rows;
        return new Paging(page, pages, from, Math.min(total, from + rows), total);
    }

    /** The entries of the page. */
    <T> List<T> of(List<T> all) {
        return all.subList(from, to);
    }

    /** What a table of the page is called. */
    String caption(String what) {
        return total == 0
                ? what
                : what + " " + Show.count(from + 1L) + " to " + Show.count(to) + " of " + Show.count(total);
    }

    /** Links to the pages before and behind; nothing where there is one page only. */
    Html links(IntFunction<String> address) {
        if (pages == 1) {
            return Html.NONE;
        }
        return el(
                "nav.pager",
                attr("aria-label", "More"),
                page > 1
                        ? el("a", attr("href", address.apply(page - 1)), attr("rel", "prev"), "Previous")
                        : el("span.quiet", "Previous"),
                el("span", "Page " + page + " of " + pages),
                page < pages
                        ? el("a", attr("href", address.apply(page + 1)), attr("rel", "next"), "Next")
                        : el("span.quiet", "Next"));
    }
}
