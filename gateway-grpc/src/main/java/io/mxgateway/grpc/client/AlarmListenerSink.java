package io.mxgateway.grpc.client;

import io.mxgateway.core.alarm.AlarmNews;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands news to a listener as they come. */
final class AlarmListenerSink implements AlarmSink {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmListenerSink.class);

    private final AlarmListener listener;

    AlarmListenerSink(AlarmListener listener) {
        this.listener = listener;
    }

    @Override
    public void news(AlarmNews news, Runnable done) {
        safely(() -> listener.onNews(news));
        done.run();
    }

    @Override
    public void end(Optional<MxClientException> failure) {
        safely(() -> listener.onEnd(failure));
    }

    private static void safely(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("an alarm listener failed; its subscription goes on", e);
        }
    }
}
