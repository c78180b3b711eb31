package io.mxgateway.launcher.demo;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/** The demo that goes on until somebody ends it. */
public final class LiveDemo {
    private static final long FRAME_MILLIS = 250;
    private static final long FIRST_WRITE_MILLIS = 2_000;
    private static final long WRITE_EVERY_MILLIS = 6_000;
    private static final int PINGS_PER_FRAME = 10;
    private static final int FRAMES_PER_LINE = 4;

    private final PrintStream out;
    private final boolean terminal;
    private final boolean colour;
    private final LongPredicate pause;

    /**
     * A demo.
     *
     * @param terminal whether a table can be refreshed in place; else there is a line each second
     * @param colour whether that terminal may be coloured
     * @param pause waits so many milliseconds, and tells whether to end
     */
    public LiveDemo(PrintStream out, boolean terminal, boolean colour, LongPredicate pause) {
        this.out = out;
        this.terminal = terminal;
        this.colour = colour;
        this.pause = pause;
    }

    /**
     * Runs it against a gateway.
     *
     * @param target where the gateway listens
     * @param seconds for how long; 0 for as long as nobody ends it
     * @return whether the session ended as it should
     * @throws io.grpc.StatusRuntimeException when the gateway refuses a call
     */
    public boolean run(String target, long seconds) throws InterruptedException {
        Findings findings = new Findings();
        try (DemoSession session = new DemoSession(target)) {
            session.begin();
            watch(target, seconds, session);
            session.end(findings);
        }
        findings.lines().forEach(out::println);
        return findings.allHold();
    }

    private void watch(String target, long seconds, DemoSession session) {
        Screen screen = new Screen(out, colour);
        DemoSession.Write write = null;
        long begin = System.nanoTime();
        try {
            for (int frame = 0; !pause.test(FRAME_MILLIS) && !out.checkError(); frame++) {
                long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
                boolean over = seconds > 0 && elapsed >= TimeUnit.SECONDS.toMillis(seconds);
                if (over || !session.board().end().isEmpty()) {
                    return;
                }
                session.ping(PINGS_PER_FRAME);
                if (isTimeToWrite(frame)) {
                    write = session.write(setPoint(frame));
                }
                String lastWrite = write == null ? "none yet" : write.toString();
                if (terminal) {
                    screen.draw(target, elapsed, session, lastWrite);
                } else if (frame % FRAMES_PER_LINE == FRAMES_PER_LINE - 1) {
                    out.println(line(elapsed, session, lastWrite));
                }
            }
        } finally {
            if (terminal) {
                screen.leave();
            }
        }
    }

    private static boolean isTimeToWrite(int frame) {
        return frame * FRAME_MILLIS % WRITE_EVERY_MILLIS == FIRST_WRITE_MILLIS;
    }

    /** Somewhere between 40 and 80, and never twice the same in a row. */
    private static double setPoint(int frame) {
        return 40 + frame * 7 % 160 / 4.0;
    }

    private static String line(long elapsed, DemoSession session, String write) {
        EventBoard board = session.board();
        TagRow first = board.rows().get(0);
        return String.format(
                Locale.ROOT,
                "%3d s  %d events, %.1f/s  ping %s  %s %s %s  write %s",
                elapsed / 1000,
                board.events(),
                board.eventsPerSecond(),
                session.latencies(),
                first.tag(),
                first.value(),
                first.qualityText(),
                write);
    }
}
