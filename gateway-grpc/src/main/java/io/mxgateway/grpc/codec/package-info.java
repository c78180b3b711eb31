/**
 * Translates between the core's vocabulary and the protobuf messages of the wire, in both directions.
 *
 * <p>What clients send is checked and refused with a {@link io.mxgateway.grpc.codec.CodecException} that says what came
 * and what would be right. What workers send is kept as bytes: {@link io.mxgateway.grpc.codec.WireEvent} and {@link
 * io.mxgateway.grpc.codec.WireReply} check the whole message once, without building it, and so can hand it on as it is
 * and decode it whenever somebody asks, without a chance of failing then.
 *
 * <p>Uses protobuf and the marshaller interfaces of gRPC; knows no channel, server, session or process. The worker
 * protocol, the public service and the client build on it.
 */
package io.mxgateway.grpc.codec;
