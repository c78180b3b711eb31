package io.mxgateway.grpc.client;

import io.mxgateway.core.alarm.AlarmNews;
import java.util.Iterator;
import java.util.Optional;

/** Hands news over to a thread of the application. */
final class AlarmIterator implements AlarmSink {
    // The snapshot may be in it beside what the window bounds.
    private final Handover<AlarmNews> news = new Handover<>();

    Iterator<AlarmNews> news() {
        return news;
    }

    @Override
    public void news(AlarmNews item, Runnable done) {
        news.put(item, done);
    }

    @Override
    public void end(Optional<MxClientException> why) {
        news.end(why);
    }
}
