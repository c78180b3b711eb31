package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;

import io.mxgateway.launcher.admin.GatewayView.SessionRow;
import io.mxgateway.launcher.admin.Parameters;
import io.mxgateway.launcher.admin.SessionRates;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A list of sessions as it was asked for: filtered, sorted, one page of it. Immutable.
 *
 * @param order what it is sorted by
 * @param descending whether the highest comes first
 * @param filter what a row must contain; empty for all
 * @param page from 1
 */
record SessionList(SessionOrder order, boolean descending, String filter, int page) {
    /** Sessions on a page: with more of them it would be too large to be sent every few seconds. */
    static final int ROWS = 100;

    private static final int LONGEST_FILTER = 100;
    private static final int LAST_PAGE = 100_000;
    private static final int NAME = 36;

    /** What a query asks for; what makes no sense in it counts as not asked. */
    static SessionList of(Parameters query) {
        SessionOrder order = SessionOrder.of(query.text("sort")).orElse(SessionOrder.AGE);
        String direction = query.text("order");
        String filter = query.text("filter");
        return new SessionList(
                order,
                direction.isEmpty() ? order.descendsFirst() : direction.equals("down"),
                filter.substring(0, Math.min(LONGEST_FILTER, filter.length())),
                pageOf(query.text("page")));
    }

    private static int pageOf(String text) {
        return text.matches("[0-9]{1,6}") ? Math.max(1, Math.min(LAST_PAGE, Integer.parseInt(text))) : 1;
    }

    /** What is found of all sessions, sorted. */
    List<SessionRow> found(List<SessionRow> all, SessionRates rates) {
        String wanted = filter.toLowerCase(Locale.ROOT);
        Comparator<SessionRow> comparator = order.comparator(rates);
        return all.stream()
                .filter(row -> wanted.isEmpty()
                        || Stream.of(row.id(), row.clientName(), row.owner(), row.backend(), row.state())
                                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted)))
                .sorted(descending ? comparator.reversed() : comparator)
                .toList();
    }

    /** The page of what was found, with links to the others. */
    Html html(List<SessionRow> found, SessionRates rates, Instant now) {
        int pages = Math.max(1, (found.size() + ROWS - 1) / ROWS);
        int shown = Math.min(page, pages);
        int from = (shown - 1) * ROWS;
        int to = Math.min(found.size(), from + ROWS);
        String caption = found.isEmpty()
                ? "Sessions"
                : "Sessions " + Show.count(from + 1L) + " to " + Show.count(to) + " of " + Show.count(found.size());
        Table table = new Table(caption);
        for (SessionOrder column : SessionOrder.values()) {
            if (column.figures()) {
                table.figures(sortLink(column), sorted(column));
            } else {
                table.column(sortLink(column), sorted(column));
            }
        }
        found.subList(from, to).forEach(row -> add(table, row, rates, now));
        String empty = filter.isEmpty() ? "No client has a session." : "No session fits the filter.";
        return Html.all(table.html(empty), pages == 1 ? Html.NONE : pager(shown, pages));
    }

    private static void add(Table table, SessionRow row, SessionRates rates, Instant now) {
        table.row(
                SessionsSection.link(row.id()),
                row.internal()
                        ? Html.all(Show.brief(row.clientName(), NAME), " ", el("span.tag", "internal"))
                        : Show.brief(row.clientName(), NAME),
                Show.brief(row.owner(), NAME),
                Show.brief(row.backend(), NAME),
                Show.state(row.state()),
                row.workerPid() == 0 ? Show.orDash("") : row.workerPid(),
                Show.lasting(Duration.between(row.createdAt(), now)),
                Show.rate(rates.eventsPerSecond(row.id())),
                Show.count(row.events()),
                Show.count(row.pending()),
                Show.count(row.commands()),
                Show.count(row.failedCommands()),
                Show.count(row.subscribers()));
    }

    private Html.Attribute sorted(SessionOrder column) {
        return attr("aria-sort", column != order ? "none" : descending ? "descending" : "ascending");
    }

    private Html sortLink(SessionOrder column) {
        boolean down = column == order ? !descending : column.descendsFirst();
        return el("a", attr("href", address(column, down, 1)), column.heading());
    }

    private Html pager(int shown, int pages) {
        return el(
                "nav.pager",
                attr("aria-label", "More sessions"),
                shown > 1
                        ? el("a", attr("href", address(order, descending, shown - 1)), attr("rel", "prev"), "Previous")
                        : el("span.quiet", "Previous"),
                el("span", "Page " + shown + " of " + pages),
                shown < pages
                        ? el("a", attr("href", address(order, descending, shown + 1)), attr("rel", "next"), "Next")
                        : el("span.quiet", "Next"));
    }

    private String address(SessionOrder by, boolean down, int toPage) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("sort", by.key());
        values.put("order", down ? "down" : "up");
        values.put("filter", filter);
        values.put("page", toPage == 1 ? "" : toPage);
        return Html.query("/sessions", values);
    }
}
