package io.mxgateway.grpc.client;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands changes to a listener as they come. */
final class ListenerSink implements ChangeSink {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerSink.class);

    private final ValueListener listener;
    private final Runnable credit;

    ListenerSink(ValueListener listener, Runnable credit) {
        this.listener = listener;
        this.credit = credit;
    }

    @Override
    public void change(ValueChange change) {
        safely(() -> listener.onChange(change));
        credit.run();
    }

    @Override
    public void gap(EventGap gap) {
        safely(() -> listener.onGap(gap));
    }

    @Override
    public void end(Optional<MxClientException> failure) {
        safely(() -> listener.onEnd(failure));
    }

    private static void safely(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("a value listener failed; its subscription goes on", e);
        }
    }
}
