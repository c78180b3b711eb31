package io.mxgateway.launcher.bench;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;

/** What is called, on the bare server and on the gateway; all messages are bytes. */
final class Methods {
    static final String BARE_SERVICE = "mxgateway.bench.Bare";

    /** Where a request of {@link #ECHO} says which process it is for, behind a server that has several. */
    static final int LANE_AT = Integer.BYTES;

    /** Answers with its request, cut or filled up to as many bytes as the request's first four say. */
    static final MethodDescriptor<byte[], byte[]> ECHO = method(MethodType.UNARY, BARE_SERVICE + "/Echo");

    /** Streams the request's bytes from the ninth on, as often as its first eight say. */
    static final MethodDescriptor<byte[], byte[]> REPEAT =
            method(MethodType.SERVER_STREAMING, BARE_SERVICE + "/Repeat");

    /** Any command of a session. */
    static final MethodDescriptor<byte[], byte[]> INVOKE =
            method(MethodType.UNARY, MxAccessGatewayGrpc.getInvokeMethod().getFullMethodName());

    /** The events of a session. */
    static final MethodDescriptor<byte[], byte[]> EVENTS = method(
            MethodType.SERVER_STREAMING,
            MxAccessGatewayGrpc.getStreamEventsMethod().getFullMethodName());

    private Methods() {}

    private static MethodDescriptor<byte[], byte[]> method(MethodType type, String name) {
        BytesMarshaller bytes = new BytesMarshaller();
        return MethodDescriptor.newBuilder(bytes, bytes)
                .setType(type)
                .setFullMethodName(name)
                .build();
    }
}
