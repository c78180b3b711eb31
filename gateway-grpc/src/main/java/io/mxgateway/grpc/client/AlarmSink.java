package io.mxgateway.grpc.client;

import io.mxgateway.core.alarm.AlarmNews;
import java.util.Optional;

/** Where the news of alarms go. Calls come one at a time; {@link #end} is the last. */
interface AlarmSink {
    /** Something to know; {@code done} is to be run once the application is done with it. */
    void news(AlarmNews news, Runnable done);

    /** It is over. */
    void end(Optional<MxClientException> failure);
}
