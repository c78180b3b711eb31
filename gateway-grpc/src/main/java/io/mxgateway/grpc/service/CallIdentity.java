package io.mxgateway.grpc.service;

import io.grpc.Metadata;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.grpc.auth.CallAuthority;

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

    /** Whoever an {@link io.mxgateway.grpc.auth.AuthInterceptor} has found out; the anonymous owner where there is none. */
    CallIdentity AUTHENTICATED = headers -> CallAuthority.current().caller().identity();

    /**
     * The caller.
     *
     * @param headers the metadata of the call
     * @throws io.mxgateway.core.session.SessionException to refuse the call
     */
    ClientIdentity of(Metadata headers);
}
