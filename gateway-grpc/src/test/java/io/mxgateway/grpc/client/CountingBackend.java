package io.mxgateway.grpc.client;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxReplyPayload.SubscribeResult;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.worker.BackendEvents;
import io.mxgateway.core.worker.WorkerBackend;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A backend with one item, {@code Counter}: a test has it count as far as it likes. */
final class CountingBackend implements WorkerBackend {
    private static final List<MxStatus> GOOD = List.of(MxStatus.good());

    private volatile BackendEvents events;
    private int counted; // only the counting thread uses it

    @Override
    public String name() {
        return "counting";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public CompletionStage<Void> start(BackendEvents sink) {
        events = sink;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<MxReply> execute(MxCommand command) {
        MxReply reply;
        if (command instanceof MxCommand.Register) {
            reply = MxReplyData.ok(command.kind(), new MxReplyPayload.ServerHandle(1));
        } else if (command instanceof MxCommand.SubscribeBulk) {
            SubscribeResult counter = new SubscribeResult(1, "Counter", 1, true, "");
            reply = MxReplyData.ok(command.kind(), new MxReplyPayload.SubscribeResults(List.of(counter)));
        } else {
            reply = MxReplyData.ok(command.kind());
        }
        return CompletableFuture.completedFuture(reply);
    }

    /** Counts on, one event each; one thread at a time. */
    void count(int events) {
        for (int i = 0; i < events; i++) {
            counted++;
            this.events.event(MxEventData.ofItem(
                    MxEventFamily.ON_DATA_CHANGE,
                    MxEventBody.DATA_CHANGE,
                    1,
                    1,
                    MxValue.of(counted),
                    192,
                    Instant.EPOCH,
                    GOOD));
        }
    }

    /** Whether its host can take more without piling it up. */
    boolean hasRoom() {
        return events.isReady();
    }

    /** The worker loses MXAccess. */
    void lose(String reason) {
        events.lost(reason);
    }

    @Override
    public void interrupt() {
        // Nothing takes long here.
    }

    @Override
    public CompletionStage<Void> close() {
        return CompletableFuture.completedFuture(null);
    }
}
