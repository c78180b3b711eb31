package io.mxgateway.grpc.service;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mxgateway.core.testing.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A call as its client sees it; takes messages only when it is told to. */
final class Recorder<Q, R> extends ClientCall.Listener<R> {
    final ClientCall<Q, R> call;
    final List<R> messages = Collections.synchronizedList(new ArrayList<>());
    // What came; null before it.
    private volatile Metadata headers;
    private volatile Status status;
    private volatile Metadata trailers;

    private Recorder(ClientCall<Q, R> call) {
        this.call = call;
    }

    static <Q, R> Recorder<Q, R> begin(ClientCall<Q, R> call, Metadata headers, List<Q> messages) {
        Recorder<Q, R> recorder = new Recorder<>(call);
        call.start(recorder, headers);
        messages.forEach(call::sendMessage);
        call.halfClose();
        return recorder;
    }

    @Override
    public void onHeaders(Metadata came) {
        headers = came;
    }

    @Override
    public void onMessage(R message) {
        messages.add(message);
    }

    @Override
    public void onClose(Status came, Metadata withTrailers) {
        trailers = withTrailers;
        status = came;
    }

    void awaitHeaders() {
        Await.until("headers", () -> headers != null);
    }

    Status awaitEnd() {
        Await.until("the call to end", () -> status != null);
        return status;
    }

    boolean isOver() {
        return status != null;
    }

    Metadata trailers() {
        awaitEnd();
        return trailers;
    }

    StatusRuntimeException failure() {
        return new StatusRuntimeException(awaitEnd(), trailers);
    }

    List<R> awaitMessages(int count) {
        Await.until(count + " messages", () -> messages.size() >= count || isOver());
        synchronized (messages) {
            return new ArrayList<>(messages);
        }
    }
}
