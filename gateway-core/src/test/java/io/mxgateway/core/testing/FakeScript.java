package io.mxgateway.core.testing;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import java.util.concurrent.CompletableFuture;

/**
 * What a {@link FakeWorker} does at each step of its life. Every step is a future: complete it now, later, never, or
 * exceptionally. A step may also throw. Called on the thread that wants the step.
 */
public interface FakeScript {
    /** Everything goes well and at once. */
    FakeScript OBEDIENT = new FakeScript() {};

    /** The id that the worker carries; another than the fresh one makes it a worker that was started ahead of time. */
    default String sessionId(String backend, String freshSessionId) {
        return freshSessionId;
    }

    /** The worker is ready when this completes, and could not be started when it fails. */
    default CompletableFuture<Void> start(FakeWorker worker) {
        return CompletableFuture.completedFuture(null);
    }

    /** The worker's answer to a command. */
    default CompletableFuture<MxReply> execute(FakeWorker worker, MxCommand command) {
        return CompletableFuture.completedFuture(MxReplyData.ok(command.kind()));
    }

    /** The worker has gone as it was asked when this completes, and refuses to go when it fails. */
    default CompletableFuture<Void> shutdown(FakeWorker worker) {
        return CompletableFuture.completedFuture(null);
    }

    /** The killed worker is gone when this completes. */
    default CompletableFuture<Void> kill(FakeWorker worker) {
        return CompletableFuture.completedFuture(null);
    }
}
