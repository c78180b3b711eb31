package io.mxgateway.grpc.service;

import com.google.protobuf.MessageLite;
import io.mxgateway.grpc.codec.CodecException;
import java.util.concurrent.CompletionStage;

/**
 * What a unary method does.
 *
 * @param <Q> the request
 * @param <T> what comes of it
 * @param <R> the reply
 */
interface UnaryCall<Q extends MessageLite, T, R> {
    /**
     * Begins; must not block.
     *
     * @return what comes of it, later
     * @throws CodecException when the request is malformed
     */
    CompletionStage<T> begin(Q request, CallFacts call) throws CodecException;

    /** The reply that tells what came of it. */
    R reply(Q request, T outcome);

    /** The session that the call names, as far as the request tells. */
    String sessionOf(Q request);

    /** The client's own id for the call. */
    String clientCorrelationOf(Q request);

    /** The client is gone and waits no longer; {@code begun} may be over already. */
    void abandon(CompletionStage<T> begun, CallFacts call);
}
