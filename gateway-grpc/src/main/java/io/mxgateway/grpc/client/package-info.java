/**
 * A Java client for the gateway: sessions, one method per MXAccess call, and subscriptions that resume by themselves.
 *
 * <p>Speaks to a gateway through gRPC only, so it works against any gateway of the same protocol version. May use the
 * core's vocabulary ({@code mx}) and {@code codec}; knows nothing of the gateway's own sessions or workers. Start at
 * {@link io.mxgateway.grpc.client.MxGatewayClient}.
 */
package io.mxgateway.grpc.client;
