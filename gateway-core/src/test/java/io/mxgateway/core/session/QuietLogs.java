package io.mxgateway.core.session;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps thousands of lines that nobody would read out of a build's output. */
final class QuietLogs {
    private QuietLogs() {}

    /** Something that may be interrupted. */
    interface Work {
        void run() throws InterruptedException;
    }

    static void run(Work work) throws InterruptedException {
        Logger logger = Logger.getLogger("io.mxgateway.core.session");
        Level before = logger.getLevel();
        logger.setLevel(Level.SEVERE);
        try {
            work.run();
        } finally {
            logger.setLevel(before);
        }
    }
}
