package io.mxgateway.grpc.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.mx.ReplayGap;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * An event held as the bytes that the worker sent, where they arrived: the events of one batch share its memory, which
 * stays as long as any of them. What routes it (family, sequence, handles) is read out once; the rest
 * is decoded when somebody asks, and forgotten again when memory is needed.
 *
 * <p>The bytes are checked to the last nested field when the event is made, so that decoding cannot fail afterwards and
 * no client can be handed a message that its parser refuses. Unknown fields go through unchanged.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class WireEvent implements MxEvent {
    private static final MessageShape SHAPE = MessageShape.of(io.mxgateway.proto.v1.MxEvent.getDescriptor());

    private static final int FAMILY = tag(io.mxgateway.proto.v1.MxEvent.FAMILY_FIELD_NUMBER);
    private static final int SERVER_HANDLE = tag(io.mxgateway.proto.v1.MxEvent.SERVER_HANDLE_FIELD_NUMBER);
    private static final int ITEM_HANDLE = tag(io.mxgateway.proto.v1.MxEvent.ITEM_HANDLE_FIELD_NUMBER);
    private static final int SEQUENCE = tag(io.mxgateway.proto.v1.MxEvent.WORKER_SEQUENCE_FIELD_NUMBER);

    /** What an event takes in memory beside its bytes: this object, its share of the batch and what may remember decoding. */
    private static final int OVERHEAD = 112;

    private final EventBytes bytes;
    // Where it lies there: the first byte, and how many without the stamp.
    private final int offset;
    private final int length;
    private final MxEventFamily family;
    private final long sequence;
    private final int serverHandle;
    private final int itemHandle;
    // The decoded event while somebody still holds on to it; null until asked for. A lost race decodes twice, no more.
    private volatile WeakReference<MxEvent> decoded;

    private WireEvent(
            EventBytes bytes,
            int offset,
            int length,
            MxEventFamily family,
            long sequence,
            int serverHandle,
            int itemHandle) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.family = family;
        this.sequence = sequence;
        this.serverHandle = serverHandle;
        this.itemHandle = itemHandle;
    }

    private static int tag(int field) {
        return field << 3 | WireReader.VARINT;
    }

    /**
     * An event as it is.
     *
     * @param bytes the serialized event; taken over, not copied, so it must not be changed afterwards
     * @throws CodecException when the bytes are no event
     */
    public static WireEvent of(byte[] bytes) throws CodecException {
        return at(EventBytes.unstamped(bytes), 0, bytes.length);
    }

    /**
     * An event that stays where it lies.
     *
     * @param bytes where it lies
     * @param offset its first byte
     * @param length how many bytes it has, without the stamp
     * @throws CodecException when the bytes are no event
     */
    public static WireEvent at(EventBytes bytes, int offset, int length) throws CodecException {
        return new Scan(bytes).at(offset, length);
    }

    /** Takes in the events of one batch; for one thread. */
    public static final class Scan {
        private final EventBytes bytes;
        private final WireReader reader;

        /** Of the events in this memory. */
        public Scan(EventBytes bytes) {
            this.bytes = bytes;
            this.reader = new WireReader(bytes.buffer(), 0, 0);
        }

        /** As {@link WireEvent#at}. */
        public WireEvent at(int offset, int length) throws CodecException {
            reader.moveTo(offset, offset + length);
            return read(bytes, offset, length, reader);
        }
    }

    private static WireEvent read(EventBytes bytes, int offset, int length, WireReader reader) throws CodecException {
        int family = 0;
        long sequence = 0;
        int serverHandle = 0;
        int itemHandle = 0;
        while (reader.next()) {
            int tag = reader.tag();
            if (tag == FAMILY) {
                family = (int) reader.varint();
            } else if (tag == SEQUENCE) {
                sequence = reader.varint();
            } else if (tag == SERVER_HANDLE) {
                serverHandle = (int) reader.varint();
            } else if (tag == ITEM_HANDLE) {
                itemHandle = (int) reader.varint();
            } else {
                SHAPE.checkField(reader);
            }
        }
        return new WireEvent(bytes, offset, length, MxEventFamily.ofNumber(family), sequence, serverHandle, itemHandle);
    }

    /** The same, copied out of memory that would be too much to keep for it. */
    public static WireEvent copiedFrom(EventBytes bytes, int offset, int length) throws CodecException {
        return at(bytes.with(Arrays.copyOfRange(bytes.buffer(), offset, offset + length)), 0, length);
    }

    /** A copy of the serialized event, stamp and all. */
    byte[] bytes() {
        byte[] stamp = bytes.stamp();
        byte[] all = Arrays.copyOfRange(bytes.buffer(), offset, offset + length + stamp.length);
        System.arraycopy(stamp, 0, all, length, stamp.length);
        return all;
    }

    /** The serialized event as gRPC takes it. */
    MessageStream stream() {
        return new MessageStream(bytes.buffer(), offset, length, bytes.stamp());
    }

    /** The event as a message of its own. */
    io.mxgateway.proto.v1.MxEvent message() {
        try {
            return io.mxgateway.proto.v1.MxEvent.parseFrom(bytes());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an event that was checked does not parse: " + this, e);
        }
    }

    private MxEvent decoded() {
        WeakReference<MxEvent> held = decoded;
        MxEvent event = held == null ? null : held.get();
        if (event == null) {
            event = EventCodec.decodeTrusted(message());
            decoded = new WeakReference<>(event);
        }
        return event;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public MxEventFamily family() {
        return family;
    }

    @Override
    public String sessionId() {
        return decoded().sessionId();
    }

    @Override
    public int serverHandle() {
        return serverHandle;
    }

    @Override
    public int itemHandle() {
        return itemHandle;
    }

    @Override
    public MxValue value() {
        return decoded().value();
    }

    @Override
    public int quality() {
        return decoded().quality();
    }

    @Override
    public Instant sourceTimestamp() {
        return decoded().sourceTimestamp();
    }

    @Override
    public List<MxStatus> statuses() {
        return decoded().statuses();
    }

    @Override
    public Instant workerTimestamp() {
        return decoded().workerTimestamp();
    }

    @Override
    public Instant gatewayReceiveTimestamp() {
        return decoded().gatewayReceiveTimestamp();
    }

    @Override
    public OptionalInt hresult() {
        return decoded().hresult();
    }

    @Override
    public String rawStatus() {
        return decoded().rawStatus();
    }

    @Override
    public MxEventBody body() {
        return decoded().body();
    }

    @Override
    public ReplayGap replayGap() {
        return decoded().replayGap();
    }

    @Override
    public int approximateBytes() {
        return OVERHEAD + length + bytes.stamp().length;
    }

    @Override
    public WireEvent receivedAt(Instant instant) {
        byte[] whole = bytes();
        EventBytes stamped = EventBytes.received(whole, instant);
        return new WireEvent(stamped, 0, whole.length, family, sequence, serverHandle, itemHandle);
    }

    /** Two are equal when their bytes are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof WireEvent that && Arrays.equals(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }

    /** What routes it; never the value. */
    @Override
    public String toString() {
        return "WireEvent[sequence=" + Long.toUnsignedString(sequence) + ", family=" + family + ", serverHandle="
                + serverHandle + ", itemHandle=" + itemHandle + ", size=" + length + "]";
    }
}
