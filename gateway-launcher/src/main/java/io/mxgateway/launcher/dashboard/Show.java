package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Figures, times and states as people read them, the same on every page. Stateless. */
final class Show {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Set<String> GOOD = Set.of("READY", "OK", "ACTIVE", "LIVE", "SUCCESS", "ALARMMGR");
    private static final Set<String> BAD =
            Set.of("FAULTED", "DOWN", "REVOKED", "FAILURE", "DENIED", "DAMAGED", "BROKEN", "STOPPED");
    private static final Set<String> OVER = Set.of("CLOSED", "DISABLED", "OFF");

    private Show() {}

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** How often in a second. */
    static String rate(double rate) {
        return rate > 0 && rate < 9.95
                ? String.format(Locale.ROOT, "%.1f", rate)
                : String.format(Locale.ROOT, "%,.0f", rate);
    }

    /** A moment, in UTC. */
    static Html moment(Instant at) {
        return el("time", attr("datetime", at), MOMENT.format(at));
    }

    /** The time of day, in UTC. */
    static Html clock(Instant at) {
        return el("time", attr("datetime", at), CLOCK.format(at));
    }

    /** How long something has been so, in two units at most. */
    static String lasting(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds < 600 ? " " + seconds % 60 + " s" : "");
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
        }
        return seconds / 86_400 + " d " + seconds / 3600 % 24 + " h";
    }

    /** How well something is, as a word, with a colour and a shape besides. */
    static Html state(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String kind =
                GOOD.contains(upper) ? "ok" : BAD.contains(upper) ? "bad" : OVER.contains(upper) ? "over" : "warn";
        return el("span.state." + kind, words(name));
    }

    /** A name of an enum as words. */
    static String words(String name) {
        String words = name.toLowerCase(Locale.ROOT).replace('_', ' ');
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** What somebody is told, as a sentence. */
    static String sentence(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }

    /** A text that may be long, cut to what a table has room for. */
    static Html brief(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? Html.all(text)
                : Html.all(text.substring(0, text.offsetByCodePoints(0, most - 1)), "…");
    }

    /** A text, or a dash when there is none. */
    static Html orDash(String text) {
        return text.isEmpty() ? el("span.none", attr("aria-label", "none"), "–") : Html.all(text);
    }

    /** Names and what stands under them: name, value, name, value, … */
    static Html facts(List<Object> namesAndValues) {
        Html[] rows = new Html[namesAndValues.size() / 2];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = el("div", el("dt", namesAndValues.get(2 * i)), el("dd", namesAndValues.get(2 * i + 1)));
        }
        return el("dl.facts", List.of(rows));
    }
}
