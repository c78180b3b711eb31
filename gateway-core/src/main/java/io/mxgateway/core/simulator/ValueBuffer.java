package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxArray;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The values of a buffered item since its last delivery. Guarded by the backend's queue. */
final class ValueBuffer {
    private final int capacity;
    private final List<MxValue.Content> values = new ArrayList<>();
    private final List<Integer> qualities = new ArrayList<>();
    private final List<Instant> timestamps = new ArrayList<>();
    private MxDataType type = MxDataType.NO_DATA;
    private List<MxStatus> statuses = List.of();

    ValueBuffer(int capacity) {
        this.capacity = capacity;
    }

    boolean isEmpty() {
        return timestamps.isEmpty();
    }

    boolean isFull() {
        return timestamps.size() >= capacity;
    }

    void add(MxValue value, int quality, Instant timestamp, List<MxStatus> itsStatuses) {
        type = value.dataType();
        values.add(value.content());
        qualities.add(quality);
        timestamps.add(timestamp);
        statuses = itsStatuses;
    }

    void clear() {
        values.clear();
        qualities.clear();
        timestamps.clear();
    }

    /** Everything collected as one event, after which the buffer is empty. */
    MxEventData drain(int serverHandle, int itemHandle) {
        MxValue collected = Carrier.of(type).array(type, values);
        MxEventBody body = new MxEventBody.BufferedDataChange(
                type, type.nativeNumber(), MxArray.ofInts(qualities), MxArray.ofTimes(timestamps));
        int newest = timestamps.size() - 1;
        MxEventData event = MxEventData.ofItem(
                MxEventFamily.ON_BUFFERED_DATA_CHANGE,
                body,
                serverHandle,
                itemHandle,
                collected,
                qualities.get(newest),
                timestamps.get(newest),
                statuses);
        clear();
        return event;
    }
}
