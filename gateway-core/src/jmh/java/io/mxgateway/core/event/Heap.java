package io.mxgateway.core.event;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a benchmark of memory reports beside its time: the heap that one thing takes, as what stays after collections. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Heap {
    /** Bytes of heap for one of them. */
    public double bytesEach;

    private long before;

    /** The things are about to be made. */
    public void before() {
        before = used();
    }

    /** They are made, and still held. */
    public void after(long things) {
        bytesEach = (used() - before) / (double) things;
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
