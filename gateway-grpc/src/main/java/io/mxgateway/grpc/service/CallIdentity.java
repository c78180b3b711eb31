package io.mxgateway.grpc.service;

import io.grpc.Metadata;
import io.mxgateway.core.session.ClientIdentity;

/**
 * Tells who makes a call. Asked once for each call, before its message is read, on the connection's thread and within the
 * call's {@link io.grpc.Context}: what an interceptor has put there can be used. Must not block.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface CallIdentity {
    /** Everybody is the anonymous owner. */
    CallIdentity ANONYMOUS = headers -> ClientIdentity.anonymous();

    /**
     * The caller.
     *
     * @param headers the metadata of the call
     * @throws io.mxgateway.core.session.SessionException to refuse the call
     */
    ClientIdentity of(Metadata headers);
}
