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
 * An event held as the bytes that the worker sent. What routes it (family, sequence, handles) is read out once; the rest
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

    /** What an event takes in memory beside its bytes: this object, the array's header and what may remember decoding. */
    private static final int OVERHEAD = 112;

    private final byte[] bytes;
    private final MxEventFamily family;
    private final long sequence;
    private final int serverHandle;
    private final int itemHandle;
    // The decoded event while somebody still holds on to it; null until asked for. A lost race decodes twice, no more.
    private volatile WeakReference<MxEvent> decoded;

    private WireEvent(byte[] bytes, MxEventFamily family, long sequence, int serverHandle, int itemHandle) {
        this.bytes = bytes;
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
        return scan(bytes, 0, bytes.length, bytes);
    }

    /**
     * An event that stands in a larger buffer, stamped with the time of its arrival. The bytes are copied once.
     *
     * @param buffer where it stands; may be reused afterwards
     * @param offset its first byte
     * @param length how many bytes it has
     * @param receivedAt when the gateway received it
     * @throws CodecException when the bytes are no event
     */
    public static WireEvent receive(byte[] buffer, int offset, int length, Instant receivedAt) throws CodecException {
        return scan(buffer, offset, length, stamped(buffer, offset, length, receivedAt));
    }

    private static WireEvent scan(byte[] buffer, int offset, int length, byte[] kept) throws CodecException {
        int family = 0;
        long sequence = 0;
        int serverHandle = 0;
        int itemHandle = 0;
        WireReader reader = new WireReader(buffer, offset, offset + length);
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
        return new WireEvent(kept, MxEventFamily.ofNumber(family), sequence, serverHandle, itemHandle);
    }

    /** Appends the receive timestamp. Parsers merge a field that comes twice, so both its parts are written even if 0. */
    private static byte[] stamped(byte[] buffer, int offset, int length, Instant instant) {
        long seconds = instant.getEpochSecond();
        int nanos = instant.getNano();
        int inner = 2 + WireWriter.sizeOf(seconds) + WireWriter.sizeOf(nanos);
        byte[] all = Arrays.copyOfRange(buffer, offset, offset + length + 2 + inner);
        int at = length;
        all[at++] =
                (byte) (io.mxgateway.proto.v1.MxEvent.GATEWAY_RECEIVE_TIMESTAMP_FIELD_NUMBER << 3 | WireReader.BYTES);
        all[at++] = (byte) inner;
        all[at++] = 1 << 3 | WireReader.VARINT;
        at = WireWriter.put(all, at, seconds);
        all[at++] = 2 << 3 | WireReader.VARINT;
        WireWriter.put(all, at, nanos);
        return all;
    }

    /** The serialized event; not a copy, so it must not be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** The event as a message of its own. */
    io.mxgateway.proto.v1.MxEvent message() {
        try {
            return io.mxgateway.proto.v1.MxEvent.parseFrom(bytes);
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
        return OVERHEAD + bytes.length;
    }

    @Override
    public WireEvent receivedAt(Instant instant) {
        return new WireEvent(stamped(bytes, 0, bytes.length, instant), family, sequence, serverHandle, itemHandle);
    }

    /** Two are equal when their bytes are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof WireEvent that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** What routes it; never the value. */
    @Override
    public String toString() {
        return "WireEvent[sequence=" + Long.toUnsignedString(sequence) + ", family=" + family + ", serverHandle="
                + serverHandle + ", itemHandle=" + itemHandle + ", size=" + bytes.length + "]";
    }
}
