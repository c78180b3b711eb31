package io.mxgateway.grpc.client;

import java.util.Objects;

/**
 * A call or a subscription failed. What kind of failure it is, is its class: the gateway refused ({@link
 * GatewayException}), the session is over ({@link SessionLostException}), or MXAccess refused ({@link
 * MxAccessException}).
 */
public abstract sealed class MxClientException extends RuntimeException
        permits GatewayException, SessionLostException, MxAccessException {
    private static final long serialVersionUID = 1L;

    MxClientException(String message, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
    }
}
