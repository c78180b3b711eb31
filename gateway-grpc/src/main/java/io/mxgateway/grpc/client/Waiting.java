package io.mxgateway.grpc.client;

import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** Waiting for futures, and deriving futures that hand a cancellation on. */
final class Waiting {
    private Waiting() {}

    /** The result; throws what the future failed with as it is. */
    static <T> T result(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(false);
            Thread.currentThread().interrupt();
            throw new GatewayException(
                    Status.Code.CANCELLED, "", "interrupted while waiting for the gateway", Map.of(), e);
        } catch (CancellationException e) {
            throw new GatewayException(Status.Code.CANCELLED, "", "the call was cancelled", Map.of(), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a call failed in a way that no call should", e.getCause());
        }
    }

    /** The future of a result made from another; fails as the other does, and cancels it when it is cancelled itself. */
    static <A, B> CompletableFuture<B> map(CompletableFuture<A> source, Function<A, B> function) {
        CompletableFuture<B> target = new CompletableFuture<>();
        source.whenComplete((value, failure) -> {
            if (failure != null) {
                target.completeExceptionally(failure);
                return;
            }
            try {
                target.complete(function.apply(value));
            } catch (RuntimeException e) {
                target.completeExceptionally(e);
            }
        });
        target.whenComplete((value, failure) -> {
            if (target.isCancelled()) {
                source.cancel(false);
            }
        });
        return target;
    }
}
