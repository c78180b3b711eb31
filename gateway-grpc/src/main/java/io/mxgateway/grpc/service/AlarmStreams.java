package io.mxgateway.grpc.service;

import io.grpc.ServerCallHandler;
import io.mxgateway.core.alarm.AlarmFeedCursor;
import io.mxgateway.core.alarm.AlarmFeedMessage;
import io.mxgateway.core.alarm.AlarmService;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.proto.v1.QueryActiveAlarmsRequest;
import io.mxgateway.proto.v1.StreamAlarmsRequest;
import java.util.List;

/** StreamAlarms and QueryActiveAlarms. Thread-safe; each call has a stream of its own. */
final class AlarmStreams {
    private final AlarmService alarms;
    private final CallSupport support;

    AlarmStreams(AlarmService alarms, CallSupport support) {
        this.alarms = alarms;
        this.support = support;
    }

    /** The snapshot, then every change. */
    ServerCallHandler<Incoming<StreamAlarmsRequest>, AlarmFeedMessage> feed() {
        return (call, headers) -> PulledStream.start(
                call,
                headers,
                support,
                (facts, request, wakeUp) -> new Feed(alarms.stream(request.getAlarmFilterPrefix(), wakeUp)));
    }

    /** The snapshot. */
    ServerCallHandler<Incoming<QueryActiveAlarmsRequest>, AlarmFeedMessage> active() {
        return (call, headers) -> PulledStream.start(
                call,
                headers,
                support,
                (facts, request, wakeUp) -> new Snapshot(alarms.active(request.getAlarmFilterPrefix())));
    }

    private record Feed(AlarmFeedCursor cursor) implements PulledStream.Source<AlarmFeedMessage> {
        @Override
        public AlarmFeedMessage poll() {
            return cursor.poll();
        }

        @Override
        public PulledStream.End end() {
            SessionException failure = cursor.end();
            return failure == null ? null : PulledStream.End.failed(failure);
        }

        @Override
        public void close() {
            cursor.close();
        }
    }

    /** What was active when it was asked; for one thread at a time. */
    private static final class Snapshot implements PulledStream.Source<AlarmFeedMessage> {
        private final List<AlarmFeedMessage> messages;
        // The next to give.
        private int next;

        Snapshot(List<AlarmFeedMessage> messages) {
            this.messages = messages;
        }

        @Override
        public AlarmFeedMessage poll() {
            return next < messages.size() ? messages.get(next++) : null;
        }

        @Override
        public PulledStream.End end() {
            return next < messages.size() ? null : PulledStream.End.well();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
