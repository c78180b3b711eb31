package io.mxgateway.launcher.demo;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** The demo that ends by itself and checks what it saw. */
public final class OnceDemo {
    private static final int ROUND_TRIPS = 300;
    private static final int WARM_UP = 200;
    private static final int ENOUGH_CHANGES = 30;
    private static final long PATIENCE_MILLIS = 8_000;
    private static final double VALUE = 61.5;

    private final PrintStream out;

    /** A demo that reports to somebody. */
    public OnceDemo(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs it against a gateway.
     *
     * @param target where the gateway listens
     * @param atLeast how long to look on, at least, in seconds
     * @return whether everything was as it should be
     * @throws io.grpc.StatusRuntimeException when the gateway refuses a call
     */
    public boolean run(String target, long atLeast) throws InterruptedException {
        Findings findings = new Findings();
        try (DemoSession session = new DemoSession(target)) {
            long begin = System.nanoTime();
            int subscribed = session.begin();
            findings.check(
                    session.workerIsAProcess(),
                    session.sessionId() + " open after " + Latencies.millis(session.openNanos()) + ": backend "
                            + session.backend() + ", worker process " + session.workerPid());
            look(session, subscribed, findings);
            change(session, findings);
            follow(session, begin, atLeast, findings);
            for (TagRow row : session.board().rows()) {
                out.printf("    %-24s %12s  %-22s %s%n", row.tag(), row.value(), row.qualityText(), row.time());
            }
            session.end(findings);
        }
        findings.lines().forEach(out::println);
        return findings.allHold();
    }

    private static void look(DemoSession session, int subscribed, Findings findings) throws InterruptedException {
        EventBoard board = session.board();
        int tags = DemoSession.TAGS.size();
        findings.check(subscribed == tags, subscribed + " of " + tags + " tags subscribed");
        board.await(() -> board.tagsWithValue() == tags, PATIENCE_MILLIS);
        findings.check(board.tagsWithValue() == tags, board.tagsWithValue() + " of " + tags + " initial values");
        session.warmUp(WARM_UP);
        session.ping(ROUND_TRIPS);
        findings.check(
                session.latencies().count() == ROUND_TRIPS,
                ROUND_TRIPS + " round trips through the worker: " + session.latencies());
    }

    private static void change(DemoSession session, Findings findings) throws InterruptedException {
        EventBoard board = session.board();
        DemoSession.Write write = session.write(VALUE);
        board.await(write::isComplete, PATIENCE_MILLIS);
        findings.check(write.succeeded(), "write " + write);
        board.await(() -> board.valueOf(DemoSession.WRITTEN).equals(write.valueText()), PATIENCE_MILLIS);
        findings.check(
                board.valueOf(DemoSession.WRITTEN).equals(write.valueText()),
                "the value came back: " + DemoSession.WRITTEN + " = " + board.valueOf(DemoSession.WRITTEN));
    }

    private static void follow(DemoSession session, long begin, long atLeast, Findings findings)
            throws InterruptedException {
        EventBoard board = session.board();
        long end = begin + TimeUnit.SECONDS.toNanos(atLeast);
        board.await(() -> System.nanoTime() - end >= 0, TimeUnit.SECONDS.toMillis(atLeast));
        board.await(() -> board.dataChanges() >= ENOUGH_CHANGES, PATIENCE_MILLIS);
        findings.check(
                board.dataChanges() >= ENOUGH_CHANGES,
                board.dataChanges() + " data changes, at least " + ENOUGH_CHANGES + " wanted; "
                        + Math.round(board.eventsPerSecond()) + " events/s");
        findings.check(
                board.sequenceBreak().isEmpty(),
                board.sequenceBreak().isEmpty()
                        ? board.events() + " events, none missing"
                        : "the sequence breaks: " + board.sequenceBreak());
    }
}
