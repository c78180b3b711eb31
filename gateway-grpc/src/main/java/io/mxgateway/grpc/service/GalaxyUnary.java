package io.mxgateway.grpc.service;

import com.google.protobuf.MessageLite;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A question about the galaxy with one answer.
 *
 * @param ask asks it; must not block
 * @param encode makes the reply of the answer
 */
record GalaxyUnary<Q extends MessageLite, T, R>(BiFunction<Q, CallFacts, CompletionStage<T>> ask, Function<T, R> encode)
        implements UnaryCall<Q, T, R> {
    @Override
    public CompletionStage<T> begin(Q request, CallFacts call) {
        return ask.apply(request, call);
    }

    @Override
    public R reply(Q request, T outcome) {
        return encode.apply(outcome);
    }

    @Override
    public String sessionOf(Q request) {
        return "";
    }

    @Override
    public String clientCorrelationOf(Q request) {
        return "";
    }

    @Override
    public void abandon(CompletionStage<T> begun, CallFacts call) {
        begun.toCompletableFuture().cancel(false);
    }
}
