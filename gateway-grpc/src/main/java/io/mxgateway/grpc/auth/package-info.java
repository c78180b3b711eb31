/**
 * Who may make a call: {@link io.mxgateway.grpc.auth.AuthInterceptor} stands before every service of a server, asks for a
 * key, and holds the call against the one table of scopes; what a call may do travels with it as its {@link
 * io.mxgateway.grpc.auth.CallAuthority}.
 *
 * <p>May use {@code security} and {@code session} of the core, and gRPC; knows no service.
 */
package io.mxgateway.grpc.auth;
