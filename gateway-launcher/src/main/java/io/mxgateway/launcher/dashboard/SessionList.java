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
 * A list of sessions as it was asked for: filtered and sorted. Immutable.
 *
 * @param order what it is sorted by
 * @param descending whether the highest comes first
 * @param filter what a row must contain; empty for all
 */
record SessionList(SessionOrder order, boolean descending, String filter) {
    private static final int LONGEST_FILTER = 100;
    private static final int NAME = 36;

    /** What a query asks for; what makes no sense in it counts as not asked. */
    static SessionList of(Parameters query) {
        SessionOrder order = SessionOrder.of(query.text("sort")).orElse(SessionOrder.AGE);
        String direction = query.text("order");
        String filter = query.text("filter");
        return new SessionList(
                order,
                direction.isEmpty() ? order.descendsFirst() : direction.equals("down"),
                filter.substring(0, Math.min(LONGEST_FILTER, filter.length())));
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
    Html html(List<SessionRow> found, Paging page, SessionRates rates, Instant now) {
        Table table = new Table(page.caption("Sessions"));
        for (SessionOrder column : SessionOrder.values()) {
            if (column.figures()) {
                table.figures(sortLink(column), sorted(column));
            } else {
                table.column(sortLink(column), sorted(column));
            }
        }
        page.of(found).forEach(row -> add(table, row, rates, now));
        String empty = filter.isEmpty() ? "No client has a session." : "No session fits the filter.";
        return Html.all(table.html(empty), page.links(number -> address(order, descending, number)));
    }

    private static void add(Table table, SessionRow row, SessionRates rates, Instant now) {
        table.row(
                SessionsSection.named(row.id(), row.clientName(), row.internal()),
                Show.state(row.state()),
                Show.rate(rates.eventsPerSecond(row.id())),
                Show.count(row.events()),
                Show.count(row.pending()),
                Show.count(row.commands()),
                Show.count(row.failedCommands()),
                Show.count(row.subscribers()),
                Show.lasting(Duration.between(row.createdAt(), now)),
                row.workerPid() == 0 ? Show.orDash("") : row.workerPid(),
                Show.brief(row.owner(), NAME),
                Show.brief(row.backend(), NAME),
                el("span.id", row.id()));
    }

    private Html.Attribute sorted(SessionOrder column) {
        return attr("aria-sort", column != order ? "none" : descending ? "descending" : "ascending");
    }

    private Html sortLink(SessionOrder column) {
        boolean down = column == order ? !descending : column.descendsFirst();
        return el("a", attr("href", address(column, down, 1)), column.heading());
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
