/**
 * The public services over gRPC: {@link io.mxgateway.grpc.service.GatewayServer} listens, hands calls to a {@link
 * io.mxgateway.core.session.SessionManager} and puts its answers, its events and its failures on the wire.
 *
 * <p>Calls run on the threads of the connection: nothing on the way may block. What follows later (a worker's reply, an
 * event) runs on the thread that brought it.
 *
 * <p>May use {@code auth}, {@code codec} and every package of the core; knows no worker process and no configuration file. Failures
 * become statuses in {@link io.mxgateway.grpc.service.ErrorMapping} and nowhere else.
 */
package io.mxgateway.grpc.service;
