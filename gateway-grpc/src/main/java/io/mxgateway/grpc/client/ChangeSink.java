package io.mxgateway.grpc.client;

import java.util.Optional;

/** Where a subscription's changes go. Calls come one at a time; {@link #end} is the last. */
interface ChangeSink {
    /** A change; the sink calls the subscription's credit once when the application is done with it. */
    void change(ValueChange change);

    /** A loss, told before the change that comes after it. */
    void gap(EventGap gap);

    /** It is over. */
    void end(Optional<MxClientException> failure);
}
