package io.mxgateway.grpc.endtoend;

import com.google.rpc.ErrorInfo;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;

/** One unary call: counts its outcomes, of which there must be one, and checks its truth. */
final class ChaosCall<Q, R> extends ClientCall.Listener<R> {
    private final ChaosFate fate; // null for a call about no session yet
    private final ChaosLine line;
    private final ChaosTally tally;
    private final String kind;
    private final boolean slow;
    private final ClientCall<Q, R> call;
    private final CompletableFuture<R> outcome = new CompletableFuture<>();
    private volatile boolean cancelled;
    // Touched by the call's listener only.
    private R reply;
    private boolean ended;

    /**
     * A call.
     *
     * @param slow whether it may run out of time
     */
    ChaosCall(
            ChaosFate fate,
            ChaosLine line,
            ChaosTally tally,
            Channel channel,
            MethodDescriptor<Q, R> method,
            CallOptions options,
            boolean slow) {
        this.fate = fate;
        this.line = line;
        this.tally = tally;
        this.kind = method.getBareMethodName();
        this.slow = slow;
        this.call = channel.newCall(method, options);
    }

    ChaosCall<Q, R> start(Q message) {
        line.began(this);
        call.start(this, new Metadata());
        call.sendMessage(message);
        call.halfClose();
        call.request(2);
        return this;
    }

    void cancel() {
        cancelled = true;
        call.cancel("not wanted any more", null);
    }

    /** The reply; null when there was a failure. Never exceptional. */
    CompletableFuture<R> outcome() {
        return outcome;
    }

    @Override
    public void onMessage(R message) {
        if (reply != null) {
            tally.complain("two replies to one " + kind + ": " + fate);
        }
        reply = message;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (ended || (status.isOk() && reply == null)) {
            tally.complain("not exactly one outcome of " + kind + ": " + status + " " + fate);
        }
        ended = true;
        ErrorInfo info = ChaosFate.info(status, trailers);
        String untruth = fate == null
                ? openingUntruth(status, info)
                : fate.untruth(status, trailers, line.mayBeCut(), cancelled, slow);
        if (!untruth.isEmpty()) {
            tally.complain("the outcome of " + kind + " is " + untruth);
        }
        tally.count(kind + " " + (info == null ? status.getCode().toString() : info.getReason()));
        outcome.complete(status.isOk() ? reply : null);
        line.over(this);
    }

    private String openingUntruth(Status status, ErrorInfo info) {
        boolean killed = tally.anyKilled();
        boolean told = info == null
                ? status.isOk()
                        || (cancelled && status.getCode() == Status.Code.CANCELLED)
                        || (line.mayBeCut() && status.getCode() != Status.Code.DEADLINE_EXCEEDED)
                : info.getReason().equals("CANCELLED")
                        ? cancelled || line.mayBeCut()
                        : info.getReason().equals("OPEN_FAILED") && killed;
        return told ? "" : "untrue: " + status;
    }

    @Override
    public String toString() {
        return kind + (cancelled ? " cancelled" : "") + " of " + fate;
    }
}
