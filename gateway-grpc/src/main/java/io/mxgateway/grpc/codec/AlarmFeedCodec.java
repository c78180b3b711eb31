package io.mxgateway.grpc.codec;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.mxgateway.core.alarm.AlarmFeedMessage;
import io.mxgateway.core.alarm.AlarmNews;
import io.mxgateway.proto.v1.ActiveAlarmSnapshot;
import io.mxgateway.proto.v1.AlarmFeedMessage.PayloadCase;
import io.mxgateway.proto.v1.AlarmSnapshotComplete;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Puts the alarm feed on the wire. What a message tells is encoded once, by whichever stream comes first, and goes out to
 * all of them, and to those who only ask what is active, as the same bytes. Gateways write the feed and do not read it.
 */
public final class AlarmFeedCodec {
    private AlarmFeedCodec() {}

    /** For messages of the feed. Thread-safe. */
    public static MethodDescriptor.Marshaller<AlarmFeedMessage> feed() {
        return new Writer() {
            @Override
            public InputStream stream(AlarmFeedMessage value) {
                byte[] body = value.encoded(AlarmFeedCodec::body);
                return new MessageStream(head(fieldOf(value.news()), body.length), body);
            }
        };
    }

    /** For the active alarms of the feed, each as a message of its own. Thread-safe. */
    public static MethodDescriptor.Marshaller<AlarmFeedMessage> activeAlarms() {
        return new Writer() {
            @Override
            public InputStream stream(AlarmFeedMessage value) {
                return new MessageStream(NOTHING, value.encoded(AlarmFeedCodec::body));
            }
        };
    }

    private static final byte[] NOTHING = {};

    private abstract static class Writer implements MethodDescriptor.Marshaller<AlarmFeedMessage> {
        @Override
        public AlarmFeedMessage parse(InputStream stream) {
            throw Status.INTERNAL
                    .withDescription("a gateway does not read its own alarm feed")
                    .asRuntimeException();
        }
    }

    private static int fieldOf(AlarmNews news) {
        PayloadCase field;
        if (news instanceof AlarmNews.Active) {
            field = PayloadCase.ACTIVE_ALARM;
        } else if (news instanceof AlarmNews.Transition) {
            field = PayloadCase.TRANSITION;
        } else if (news instanceof AlarmNews.SnapshotComplete) {
            field = PayloadCase.SNAPSHOT_COMPLETE;
        } else {
            field = PayloadCase.PROVIDER_STATUS;
        }
        return field.getNumber();
    }

    private static byte[] body(AlarmNews news) {
        if (news instanceof AlarmNews.Active active) {
            ActiveAlarmSnapshot snapshot = AlarmCodec.encode(active.alarm());
            return snapshot.toByteArray();
        }
        if (news instanceof AlarmNews.Transition told) {
            return AlarmCodec.encode(told.transition()).toByteArray();
        }
        if (news instanceof AlarmNews.SnapshotComplete end) {
            return AlarmSnapshotComplete.newBuilder()
                    .setActiveCount(end.activeCount())
                    .build()
                    .toByteArray();
        }
        return AlarmCodec.encodeStatus(((AlarmNews.ProviderStatus) news).status())
                .toByteArray();
    }

    /** The tag of the field and the length of what is in it. */
    private static byte[] head(int field, int length) {
        byte[] head =
                new byte[CodedOutputStream.computeTagSize(field) + CodedOutputStream.computeUInt32SizeNoTag(length)];
        CodedOutputStream out = CodedOutputStream.newInstance(head);
        try {
            out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return head;
    }
}
