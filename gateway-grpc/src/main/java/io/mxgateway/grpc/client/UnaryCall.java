package io.mxgateway.grpc.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One unary call as a future that fails with a {@link MxClientException} and cancels the call when it is cancelled. */
final class UnaryCall {
    private UnaryCall() {}

    static <Q, R> CompletableFuture<R> send(
            Channel channel, MethodDescriptor<Q, R> method, Q request, Duration timeout, String sessionId) {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS);
        ClientCall<Q, R> call = channel.newCall(method, options);
        CompletableFuture<R> future = new CompletableFuture<>();
        future.whenComplete((reply, failure) -> {
            if (future.isCancelled()) {
                call.cancel("the caller has lost interest", null);
            }
        });
        ClientCalls.asyncUnaryCall(call, request, new StreamObserver<>() {
            private R answer; // null until it comes; gRPC calls one at a time

            @Override
            public void onNext(R reply) {
                answer = reply;
            }

            @Override
            public void onError(Throwable failure) {
                future.completeExceptionally(Failures.of(failure, sessionId));
            }

            @Override
            public void onCompleted() {
                future.complete(answer);
            }
        });
        return future;
    }
}
