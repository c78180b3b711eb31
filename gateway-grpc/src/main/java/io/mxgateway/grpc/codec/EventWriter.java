package io.mxgateway.grpc.codec;

import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Writes events one behind the other, each as field 1 of the message around them, which is where both a single event and
 * a batch have theirs. The bytes are those that {@link EventCodec} would make; but no message, builder or array is made
 * for an event with a plain value, which is what a plant reports all the time. Other events go through the codec.
 *
 * <p>For one thread.
 */
public final class EventWriter {
    private static final int SMALLEST = 1 << 10;
    private static final int KEPT = 256 << 10;
    // More than any fixed part takes: an event's numbers, the numbers of one status, those of a value.
    private static final int NUMBERS = 192;
    private static final int EVENTS = 1;

    private byte[] bytes = new byte[SMALLEST];
    private int end;
    // What all events of a session have in common: made once.
    private String session = "";
    private byte[] sessionBytes = {};
    // Most events carry the very statuses of the one before.
    private List<MxStatus> statuses = List.of();
    private byte[] statusBytes = {};

    /** Nothing written. */
    public EventWriter() {}

    /** How many bytes there are. */
    public int size() {
        return end;
    }

    /** The bytes from 0 to {@link #size}; not a copy, and valid until the next event is added. */
    public byte[] array() {
        return bytes;
    }

    /** Goes back to a smaller size; at 0, memory beyond what ordinary events take is given back. */
    public void truncate(int size) {
        end = Math.min(end, size);
        if (end == 0 && bytes.length > KEPT) {
            bytes = new byte[SMALLEST];
        }
    }

    /**
     * Adds an event.
     *
     * @throws IllegalArgumentException when it has a time that the wire cannot express; part of it may be there then, so
     *     the caller {@linkplain #truncate goes back}
     */
    public void add(MxEvent event) {
        room(NUMBERS);
        int begin = begin(EVENTS, 2);
        if (isPlain(event)) {
            plain(event);
        } else {
            raw(EventCodec.toBytes(event));
        }
        end(begin, 2);
    }

    private static boolean isPlain(MxEvent event) {
        MxEventBody body = event.body();
        return !(event instanceof WireEvent)
                && event.replayGap() == null
                && (body instanceof MxEventBody.DataChange
                        || body instanceof MxEventBody.WriteComplete
                        || body instanceof MxEventBody.OperationComplete);
    }

    private void plain(MxEvent event) {
        number(io.mxgateway.proto.v1.MxEvent.FAMILY_FIELD_NUMBER, event.family().number());
        session(event.sessionId());
        number(io.mxgateway.proto.v1.MxEvent.SERVER_HANDLE_FIELD_NUMBER, event.serverHandle());
        number(io.mxgateway.proto.v1.MxEvent.ITEM_HANDLE_FIELD_NUMBER, event.itemHandle());
        if (event.value() != null) {
            value(io.mxgateway.proto.v1.MxEvent.VALUE_FIELD_NUMBER, event.value());
        }
        room(NUMBERS);
        number(io.mxgateway.proto.v1.MxEvent.QUALITY_FIELD_NUMBER, event.quality());
        time(io.mxgateway.proto.v1.MxEvent.SOURCE_TIMESTAMP_FIELD_NUMBER, event.sourceTimestamp());
        statuses(event.statuses());
        room(NUMBERS);
        number(io.mxgateway.proto.v1.MxEvent.WORKER_SEQUENCE_FIELD_NUMBER, event.sequence());
        time(io.mxgateway.proto.v1.MxEvent.WORKER_TIMESTAMP_FIELD_NUMBER, event.workerTimestamp());
        time(io.mxgateway.proto.v1.MxEvent.GATEWAY_RECEIVE_TIMESTAMP_FIELD_NUMBER, event.gatewayReceiveTimestamp());
        if (event.hresult().isPresent()) {
            present(
                    io.mxgateway.proto.v1.MxEvent.HRESULT_FIELD_NUMBER,
                    event.hresult().getAsInt());
        }
        text(io.mxgateway.proto.v1.MxEvent.RAW_STATUS_FIELD_NUMBER, event.rawStatus());
        body(event.body());
    }

    private void session(String id) {
        if (!id.equals(session)) {
            session = id;
            sessionBytes = WireWriter.utf8(id);
        }
        if (sessionBytes.length > 0) {
            tag(io.mxgateway.proto.v1.MxEvent.SESSION_ID_FIELD_NUMBER, WireReader.BYTES);
            end = WireWriter.put(bytes, end, sessionBytes.length);
            raw(sessionBytes);
        }
        room(NUMBERS);
    }

    private void value(int field, MxValue value) {
        MxValue.Content content = value.content();
        if (content instanceof MxValue.Array || content instanceof MxValue.Raw || content instanceof MxValue.Sparse) {
            byte[] encoded = ValueCodec.encode(value).toByteArray();
            tag(field, WireReader.BYTES);
            end = WireWriter.put(bytes, end, encoded.length);
            raw(encoded);
            return;
        }
        int begin = begin(field, 1);
        number(
                io.mxgateway.proto.v1.MxValue.DATA_TYPE_FIELD_NUMBER,
                value.dataType().number());
        text(io.mxgateway.proto.v1.MxValue.VARIANT_TYPE_FIELD_NUMBER, value.variantType());
        number(io.mxgateway.proto.v1.MxValue.IS_NULL_FIELD_NUMBER, value.isNull() ? 1 : 0);
        text(io.mxgateway.proto.v1.MxValue.RAW_DIAGNOSTIC_FIELD_NUMBER, value.rawDiagnostic());
        number(io.mxgateway.proto.v1.MxValue.RAW_DATA_TYPE_FIELD_NUMBER, value.rawDataType());
        if (content instanceof MxValue.Bool bool) {
            present(io.mxgateway.proto.v1.MxValue.BOOL_VALUE_FIELD_NUMBER, bool.value() ? 1 : 0);
        } else if (content instanceof MxValue.Int32 number) {
            present(io.mxgateway.proto.v1.MxValue.INT32_VALUE_FIELD_NUMBER, number.value());
        } else if (content instanceof MxValue.Int64 number) {
            present(io.mxgateway.proto.v1.MxValue.INT64_VALUE_FIELD_NUMBER, number.value());
        } else if (content instanceof MxValue.Float32 number) {
            tag(io.mxgateway.proto.v1.MxValue.FLOAT_VALUE_FIELD_NUMBER, WireReader.FIXED32);
            fixed(Float.floatToRawIntBits(number.value()), Integer.BYTES);
        } else if (content instanceof MxValue.Float64 number) {
            tag(io.mxgateway.proto.v1.MxValue.DOUBLE_VALUE_FIELD_NUMBER, WireReader.FIXED64);
            fixed(Double.doubleToRawLongBits(number.value()), Long.BYTES);
        } else if (content instanceof MxValue.Text text) {
            presentText(io.mxgateway.proto.v1.MxValue.STRING_VALUE_FIELD_NUMBER, text.value());
        } else if (content instanceof MxValue.Time time) {
            time(io.mxgateway.proto.v1.MxValue.TIMESTAMP_VALUE_FIELD_NUMBER, time.value());
        }
        end(begin, 1);
    }

    private void statuses(List<MxStatus> list) {
        // The same list, not an equal one: to find out whether it is equal would cost as much as writing it.
        if (list != statuses) {
            int begin = end;
            list.forEach(this::status);
            statuses = list;
            statusBytes = Arrays.copyOfRange(bytes, begin, end);
        } else {
            raw(statusBytes);
        }
    }

    private void status(MxStatus status) {
        room(NUMBERS);
        int begin = begin(io.mxgateway.proto.v1.MxEvent.STATUSES_FIELD_NUMBER, 1);
        number(io.mxgateway.proto.v1.MxStatusProxy.SUCCESS_FIELD_NUMBER, status.success());
        number(
                io.mxgateway.proto.v1.MxStatusProxy.CATEGORY_FIELD_NUMBER,
                status.category().number());
        number(
                io.mxgateway.proto.v1.MxStatusProxy.DETECTED_BY_FIELD_NUMBER,
                status.detectedBy().number());
        number(io.mxgateway.proto.v1.MxStatusProxy.DETAIL_FIELD_NUMBER, status.detail());
        number(io.mxgateway.proto.v1.MxStatusProxy.RAW_CATEGORY_FIELD_NUMBER, status.rawCategory());
        number(io.mxgateway.proto.v1.MxStatusProxy.RAW_DETECTED_BY_FIELD_NUMBER, status.rawDetectedBy());
        text(io.mxgateway.proto.v1.MxStatusProxy.DIAGNOSTIC_TEXT_FIELD_NUMBER, status.diagnosticText());
        end(begin, 1);
    }

    private void time(int field, Instant instant) {
        if (instant == null) {
            return;
        }
        TimeCodec.requireExpressible(instant);
        int begin = begin(field, 1);
        number(com.google.protobuf.Timestamp.SECONDS_FIELD_NUMBER, instant.getEpochSecond());
        number(com.google.protobuf.Timestamp.NANOS_FIELD_NUMBER, instant.getNano());
        end(begin, 1);
    }

    private void body(MxEventBody body) {
        int field = body instanceof MxEventBody.DataChange
                ? io.mxgateway.proto.v1.MxEvent.ON_DATA_CHANGE_FIELD_NUMBER
                : body instanceof MxEventBody.WriteComplete
                        ? io.mxgateway.proto.v1.MxEvent.ON_WRITE_COMPLETE_FIELD_NUMBER
                        : io.mxgateway.proto.v1.MxEvent.OPERATION_COMPLETE_FIELD_NUMBER;
        tag(field, WireReader.BYTES);
        bytes[end++] = 0;
    }

    private void room(int count) {
        if (bytes.length - end < count) {
            bytes = Arrays.copyOf(
                    bytes, Math.max(Math.addExact(end, count), (int) Math.min(1 << 30, 2L * bytes.length)));
        }
    }

    /** Begins a nested message whose length will probably take so many bytes; returns where its content begins. */
    private int begin(int field, int lengthBytes) {
        tag(field, WireReader.BYTES);
        end += lengthBytes;
        return end;
    }

    /** Ends a nested message: puts its length before it, and moves it where that takes more or less than was thought. */
    private void end(int begin, int lengthBytes) {
        int length = end - begin;
        int needed = WireWriter.sizeOf(length);
        if (needed != lengthBytes) {
            room(needed);
            System.arraycopy(bytes, begin, bytes, begin - lengthBytes + needed, length);
            end += needed - lengthBytes;
        }
        WireWriter.put(bytes, begin - lengthBytes, length);
    }

    private void tag(int field, int wireType) {
        end = WireWriter.put(bytes, end, (long) field << 3 | wireType);
    }

    /** A number that is left out when it is 0. */
    private void number(int field, long value) {
        if (value != 0) {
            present(field, value);
        }
    }

    /** A number that is there even when it is 0. */
    private void present(int field, long value) {
        tag(field, WireReader.VARINT);
        end = WireWriter.put(bytes, end, value);
    }

    private void fixed(long bits, int count) {
        for (int i = 0; i < count; i++) {
            bytes[end++] = (byte) (bits >>> (8 * i));
        }
    }

    /** A text that is left out when it is empty. */
    private void text(int field, String text) {
        if (!text.isEmpty()) {
            presentText(field, text);
        }
    }

    private void presentText(int field, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        tag(field, WireReader.BYTES);
        end = WireWriter.put(bytes, end, utf8.length);
        raw(utf8);
        room(NUMBERS);
    }

    private void raw(byte[] content) {
        room(content.length);
        System.arraycopy(content, 0, bytes, end, content.length);
        end += content.length;
    }
}
