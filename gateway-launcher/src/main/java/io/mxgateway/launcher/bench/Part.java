package io.mxgateway.launcher.bench;

import java.util.List;

/** Something that can be measured by itself. */
interface Part {
    /** What it is called on the command line; its figures begin with it. */
    String id();

    /** What it measures, for people. */
    String title();

    /** Measures. */
    List<Row> measure(Setting setting) throws InterruptedException;
}
