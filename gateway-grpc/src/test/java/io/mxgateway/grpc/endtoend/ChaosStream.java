package io.mxgateway.grpc.endtoend;

import com.google.rpc.ErrorInfo;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxEvent;
import io.mxgateway.proto.v1.StreamEventsRequest;

/** One stream of events: checks the order of what comes, and the truth of its end. */
final class ChaosStream extends ClientCall.Listener<MxEvent> {
    private static final int ALL = 1_000_000;
    private static final int FEW = 20;

    private final ChaosFate fate;
    private final ChaosLine line;
    private final ChaosTally tally;
    private final ClientCall<StreamEventsRequest, MxEvent> call;
    private final StreamEventsRequest request;
    // Written by the call's listener: the newest event that came or was told to be lost; -1 before any.
    private volatile long last;
    private volatile boolean cancelled;
    private volatile boolean attached;
    private volatile boolean ended;

    ChaosStream(ChaosFate fate, ChaosLine line, ChaosTally tally, Channel channel, StreamEventsRequest request) {
        this.fate = fate;
        this.line = line;
        this.tally = tally;
        this.request = request;
        this.call = channel.newCall(MxAccessGatewayGrpc.getStreamEventsMethod(), CallOptions.DEFAULT);
        boolean fixed = request.getFromOldest() || request.getAfterWorkerSequence() > 0;
        this.last = fixed ? request.getAfterWorkerSequence() : -1;
    }

    void start(boolean slow) {
        line.began(this);
        call.start(this, new Metadata());
        call.sendMessage(request);
        call.halfClose();
        call.request(slow ? FEW : ALL);
    }

    /** Takes some more, or all there will ever be. */
    void read(boolean all) {
        call.request(all ? ALL : FEW);
    }

    void cancel() {
        cancelled = true;
        call.cancel("enough", null);
        // gRPC loses a cancel behind the end of a connection; what came and was not asked for would keep the call open.
        call.request(ALL);
    }

    boolean isAttachedOrOver() {
        return attached || ended;
    }

    boolean isOver() {
        return ended;
    }

    long last() {
        return Math.max(0, last);
    }

    @Override
    public void onHeaders(Metadata headers) {
        attached = true;
    }

    @Override
    public void onMessage(MxEvent event) {
        if (event.hasReplayGap()) {
            long requested = event.getReplayGap().getRequestedAfterSequence();
            long oldest = event.getReplayGap().getOldestAvailableSequence();
            if ((last >= 0 && requested != last) || oldest <= requested + 1) {
                tally.complain("a gap of " + requested + ".." + oldest + " after " + last + ": " + fate);
            }
            tally.count("gaps told");
            last = oldest - 1;
            return;
        }
        long sequence = event.getWorkerSequence();
        if (last >= 0 && sequence != last + 1) {
            tally.complain("event " + sequence + " after " + last + ": " + fate);
        }
        if (fate.isScripted() && event.getValue().getInt32Value() != sequence) {
            tally.complain("event " + sequence + " has another's value: " + event.getValue());
        }
        last = sequence;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (ended) {
            tally.complain("a stream ended twice: " + fate);
        }
        ended = true;
        ErrorInfo info = ChaosFate.info(status, trailers);
        String untruth = fate.untruth(status, trailers, line.mayBeCut(), cancelled, false);
        if (!untruth.isEmpty()) {
            tally.complain("a stream's end is " + untruth);
        }
        if (info != null && info.getReason().equals("EVENT_QUEUE_OVERFLOW")) {
            String told = info.getMetadataOrDefault("last_sequence", "");
            // One that began with what was to come, and got nothing, cannot know where it was when it was ended.
            if (last >= 0 ? !told.equals(Long.toString(last)) : !told.matches("[0-9]+")) {
                tally.complain("an overflow after " + last() + " tells " + told + ": " + fate);
            }
        }
        tally.count("streams ended " + (info == null ? status.getCode().toString() : info.getReason()));
        line.over(this);
    }

    @Override
    public String toString() {
        return "stream after " + last + (attached ? " attached" : "") + (cancelled ? " cancelled" : "") + " of " + fate;
    }
}
