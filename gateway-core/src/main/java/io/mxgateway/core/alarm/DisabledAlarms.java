package io.mxgateway.core.alarm;

import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Says of everything that there are no alarms. Immutable. */
final class DisabledAlarms implements AlarmService {
    private static SessionException refusal() {
        return new SessionException(
                SessionErrorCode.ALARMS_DISABLED,
                "alarms are disabled at this gateway: alarms.enabled=false; whoever runs it can switch them on");
    }

    @Override
    public boolean enabled() {
        return false;
    }

    @Override
    public AlarmFeedCursor stream(String prefix, Runnable wakeUp) {
        throw refusal();
    }

    @Override
    public List<AlarmFeedMessage> active(String prefix) {
        throw refusal();
    }

    @Override
    public CompletableFuture<AlarmAcknowledgementResult> acknowledge(
            String reference, AlarmAcknowledgement acknowledgement, Duration timeout) {
        return CompletableFuture.failedFuture(refusal());
    }
}
