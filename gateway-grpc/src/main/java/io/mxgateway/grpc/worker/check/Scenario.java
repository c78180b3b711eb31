package io.mxgateway.grpc.worker.check;

import java.io.IOException;
import java.util.Set;

/** One worker's life, in which some rules are put to the test. */
interface Scenario {
    /** The rules that it is there for; what it finds about others counts too. */
    Set<CheckRule> rules();

    /**
     * Plays it. What the worker does wrong goes into the findings.
     *
     * @throws IOException when this machine does not let the check do its work
     */
    void play(Bench bench, Findings findings) throws IOException, InterruptedException;
}
