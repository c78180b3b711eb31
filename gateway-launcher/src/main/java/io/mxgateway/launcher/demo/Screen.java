package io.mxgateway.launcher.demo;

import io.mxgateway.core.mx.MxQuality;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table on a terminal, drawn over itself. Used by one thread. */
final class Screen {
    private static final String ESCAPE = "\u001b[";
    private static final int WIDTH = 78;
    private static final int QUALITY_COLUMN = 38;
    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String RED = "31";
    private static final String BOLD = "1";
    private static final String FAINT = "2";

    private final PrintStream out;
    private final boolean colour;
    // How many lines the last frame had; 0 before the first.
    private int drawn;

    Screen(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    void draw(String target, long elapsedMillis, DemoSession session, String write) {
        List<String> lines = lines(target, elapsedMillis, session, write);
        StringBuilder frame = new StringBuilder(drawn == 0 ? ESCAPE + "?25l" : ESCAPE + drawn + "A\r");
        lines.forEach(line -> frame.append(line).append(ESCAPE).append("K\n"));
        drawn = lines.size();
        out.print(frame);
        out.flush();
    }

    /** Leaves the last frame where it is, and gives the cursor back. */
    void leave() {
        out.print(ESCAPE + "?25h");
        out.flush();
    }

    private List<String> lines(String target, long elapsedMillis, DemoSession session, String write) {
        EventBoard board = session.board();
        List<String> lines = new ArrayList<>();
        lines.add(styled(BOLD, "MXAccess gateway on " + target) + styled(FAINT, "  a demo with simulated values"));
        lines.add(styled(
                FAINT,
                session.sessionId() + ", worker process " + session.workerPid() + ", opened in "
                        + Latencies.millis(session.openNanos())));
        lines.add("");
        lines.add(styled(BOLD, row("TAG", "VALUE", "QUALITY", "TIME", "PER SEC")));
        board.rows().forEach(row -> lines.add(line(row)));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "events      %,d, %.1f per second%s",
                board.events(),
                board.eventsPerSecond(),
                board.sequenceBreak().isEmpty() ? ", none missing" : ", " + board.sequenceBreak()));
        lines.add("round trip  " + session.latencies() + " (the last "
                + Math.min(1000, session.latencies().count()) + " pings through the worker)");
        int split = write.indexOf(", OnWriteComplete");
        lines.add("write       " + (split < 0 ? write : write.substring(0, split)));
        lines.add("            " + (split < 0 ? "" : write.substring(split + 2)));
        lines.add(styled(FAINT, "running for " + elapsedMillis / 1000 + " s; Ctrl-C ends it"));
        return lines;
    }

    private String line(TagRow row) {
        if (!row.hasValue()) {
            return row(row.tag(), "", "", "", "");
        }
        String rate = row.changesPerSecond() < 0.05 ? "" : String.format(Locale.ROOT, "%.1f", row.changesPerSecond());
        String plain = row(row.tag(), row.value(), row.qualityText(), row.time(), rate);
        String quality = row.qualityText();
        int at = plain.indexOf(quality, QUALITY_COLUMN);
        return plain.substring(0, at)
                + styled(colourOf(row.quality()), quality)
                + plain.substring(at + quality.length());
    }

    private static String row(String tag, String value, String quality, String time, String rate) {
        String line = String.format(Locale.ROOT, "%-23s %12s  %-18s  %-12s %7s", tag, value, quality, time, rate);
        return line.length() > WIDTH ? line.substring(0, WIDTH) : line;
    }

    private static String colourOf(int quality) {
        if (MxQuality.isGood(quality)) {
            return GREEN;
        }
        return MxQuality.textOf(quality).startsWith("uncertain") ? YELLOW : RED;
    }

    private String styled(String style, String text) {
        return colour ? ESCAPE + style + "m" + text + ESCAPE + "0m" : text;
    }
}
