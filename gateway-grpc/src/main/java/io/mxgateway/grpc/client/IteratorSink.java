package io.mxgateway.grpc.client;

import java.util.Iterator;
import java.util.Optional;

/** Hands changes over to a thread of the application. */
final class IteratorSink implements ChangeSink {
    private final Runnable credit;
    private final Handover<ValueChange> changes = new Handover<>();

    IteratorSink(Runnable credit) {
        this.credit = credit;
    }

    Iterator<ValueChange> changes() {
        return changes;
    }

    @Override
    public void change(ValueChange change) {
        changes.put(change, credit);
    }

    @Override
    public void gap(EventGap gap) {
        // The change after the gap carries it.
    }

    @Override
    public void end(Optional<MxClientException> why) {
        changes.end(why);
    }
}
