/**
 * Sessions: who opened what, in which state it is, and how it ends.
 *
 * <p>{@link io.mxgateway.core.session.SessionManager} is the front door for embedders and for the grpc module. May use
 * every package of the core except {@code simulator}; knows no process, socket or wire.
 */
package io.mxgateway.core.session;
