package io.mxgateway.launcher.bench;

import io.mxgateway.proto.v1.MxCommand;
import java.time.Duration;
import java.util.List;

/** A session whose simulator delivers as many events as it is told to, as fast as they are taken. Used by one thread. */
final class Burst {
    static final Duration NET = Duration.ofMinutes(2);

    private static final String TAG = "_Simulator.Burst";

    private final Session session;
    private final int item;

    Burst(Session session) {
        this.session = session;
        this.item = session.item(TAG);
    }

    Session session() {
        return session;
    }

    /** Lets so many events come and waits until every reader has them; returns how many seconds it took. */
    double deliver(int events, List<StreamReader> readers) throws InterruptedException {
        MxCommand.Builder order = session.write(item, events);
        readers.forEach(reader -> reader.expect(events));
        long begin = System.nanoTime();
        session.invoke(order);
        long end = begin;
        for (StreamReader reader : readers) {
            end = Math.max(end, reader.await(NET));
        }
        return (end - begin) / 1e9;
    }
}
