package io.mxgateway.launcher.bench;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Calls a method again and again, so many calls in flight at a time: as one ends, the next begins. */
final class UnaryLoad {
    private static final long NET_SECONDS = 60;

    /** What is called, and where. */
    static final class Lane {
        private final Channel channel;
        private final MethodDescriptor<byte[], byte[]> method;
        private final byte[] request;

        Lane(Channel channel, MethodDescriptor<byte[], byte[]> method, byte[] request) {
            this.channel = channel;
            this.method = method;
            this.request = request;
        }
    }

    /** What came of it. */
    record Result(Times times, double seconds) {
        double perSecond() {
            return times.count() / seconds;
        }
    }

    private UnaryLoad() {}

    /** Calls for some time on all lanes at once. */
    static Result run(List<Lane> lanes, int inFlight, Duration time) throws InterruptedException {
        List<Slot> slots = new ArrayList<>();
        CountDownLatch over = new CountDownLatch(lanes.size() * inFlight);
        long begin = System.nanoTime();
        for (int i = 0; i < inFlight; i++) {
            lanes.forEach(lane -> slots.add(new Slot(lane, begin + time.toNanos(), over)));
        }
        slots.forEach(Slot::next);
        if (!over.await(time.toSeconds() + NET_SECONDS, TimeUnit.SECONDS)) {
            throw new BenchFailure("calls of " + lanes.get(0).method.getFullMethodName() + " were never answered");
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Times all = new Times();
        for (Slot slot : slots) {
            slot.check();
            all.addAll(slot.times);
        }
        return new Result(all, seconds);
    }

    /** One call after the other. Used by the connection's thread; by others before its first call and after its last. */
    private static final class Slot extends ClientCall.Listener<byte[]> {
        private final Lane lane;
        private final long end;
        private final CountDownLatch over;
        private final Times times = new Times();
        private long begin;
        // Null while all went well.
        private Status failure;

        Slot(Lane lane, long end, CountDownLatch over) {
            this.lane = lane;
            this.end = end;
            this.over = over;
        }

        void next() {
            begin = System.nanoTime();
            ClientCall<byte[], byte[]> call = lane.channel.newCall(lane.method, CallOptions.DEFAULT);
            call.start(this, new Metadata());
            call.request(2);
            call.sendMessage(lane.request);
            call.halfClose();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            long now = System.nanoTime();
            if (!status.isOk()) {
                failure = status;
            } else {
                times.add(now - begin);
                if (now - end < 0) {
                    next();
                    return;
                }
            }
            over.countDown();
        }

        void check() {
            if (failure != null) {
                throw new BenchFailure(lane.method.getFullMethodName() + " failed: " + failure);
            }
        }
    }
}
