package io.mxgateway.grpc.worker;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.grpc.codec.CodecException;
import io.mxgateway.grpc.codec.EventBytes;
import io.mxgateway.grpc.codec.WireEvent;
import io.mxgateway.proto.worker.v1.WorkerEventBatch;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Events that have come and were not handed over yet: those of one read, or all since the events were paused. They are
 * never decoded here; each is checked and carries on as the bytes it came in, in the frame they came in.
 *
 * <p>Not thread-safe: used on the worker's loop only.
 */
final class EventInbox {
    // WorkerEvent.event has the same number, so a single event is read like a batch of one.
    private static final int EVENT_TAG =
            WorkerEventBatch.EVENTS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

    // What is handed over at a time: all that a receiver still gets which wants no more.
    private static final int PORTION = 512;

    /** What is handed over at once; not changed any more once it is. */
    private static final class Portion {
        final List<MxEvent> events;
        // What they take in memory.
        long bytes;

        Portion(int expected) {
            this.events = new ArrayList<>(expected);
        }
    }

    private final Consumer<List<MxEvent>> receiver;
    // In portions, so that what was not taken stays where it is while the rest goes.
    private final ArrayDeque<Portion> waiting = new ArrayDeque<>();
    private long bytes;
    // How many events were handed over last.
    private int lastPortion;
    // The sequence of the last event that came; 0 before the first.
    private long lastSequence;

    EventInbox(Consumer<List<MxEvent>> receiver) {
        this.receiver = receiver;
    }

    /**
     * Takes the events of one envelope.
     *
     * @throws WorkerException with {@link WorkerErrorCode#PROTOCOL_VIOLATION}; the events before the bad one are kept
     */
    void add(Envelope envelope, Instant now) {
        EventBytes bytes = EventBytes.received(envelope.frame(), now);
        WireEvent.Scan scan = new WireEvent.Scan(bytes);
        boolean worthKeeping = eventBytes(envelope) >= envelope.frame().length / 2;
        CodedInputStream in = body(envelope);
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag == EVENT_TAG) {
                    int length = in.readRawVarint32();
                    int offset = envelope.bodyOffset() + in.getTotalBytesRead();
                    in.skipRawBytes(length);
                    add(worthKeeping ? scan.at(offset, length) : WireEvent.copiedFrom(bytes, offset, length));
                } else if (!in.skipField(tag)) {
                    throw violation("a " + envelope.body() + " ends a group that it never began", null);
                }
            }
        } catch (CodecException | IOException e) {
            throw violation("a " + envelope.body() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * How much of a frame is events. A frame that is mostly something else must not stay in memory for their sake; what
     * cannot be read is found again, and told, when they are taken out.
     */
    private static long eventBytes(Envelope envelope) {
        CodedInputStream in = body(envelope);
        long bytes = 0;
        try {
            while (in.readTag() == EVENT_TAG) {
                int length = in.readRawVarint32();
                in.skipRawBytes(length);
                bytes += length;
            }
        } catch (IOException unreadable) {
            return 0;
        }
        return bytes;
    }

    private static CodedInputStream body(Envelope envelope) {
        return CodedInputStream.newInstance(envelope.frame(), envelope.bodyOffset(), envelope.bodyLength());
    }

    private void add(WireEvent event) {
        if (event.sequence() != lastSequence + 1) {
            throw violation(
                    "event sequence " + Long.toUnsignedString(event.sequence()) + " where " + (lastSequence + 1)
                            + " was due",
                    null);
        }
        lastSequence++;
        keep(event);
    }

    /** What the events that wait here take in memory. */
    long bytes() {
        return bytes;
    }

    /** Hands over all that is here. */
    void deliver() {
        deliverUnless(() -> false);
    }

    /**
     * Hands over what is here, in portions, until the receiver wants no more for now. All at once could be more than it
     * puts up with: its readers have no say before it has taken what it is given.
     */
    void deliverUnless(BooleanSupplier paused) {
        while (!waiting.isEmpty() && !paused.getAsBoolean()) {
            Portion next = waiting.remove();
            bytes -= next.bytes;
            lastPortion = next.events.size();
            receiver.accept(next.events);
        }
    }

    private void keep(MxEvent event) {
        Portion last = waiting.peekLast();
        if (last == null || last.events.size() == PORTION) {
            // As many as the last had: growing would cost twice what they take.
            last = new Portion(lastPortion);
            waiting.add(last);
        }
        int size = event.approximateBytes();
        last.events.add(event);
        last.bytes += size;
        bytes += size;
    }

    private static WorkerException violation(String facts, Throwable cause) {
        return new WorkerException(WorkerErrorCode.PROTOCOL_VIOLATION, facts, cause);
    }
}
