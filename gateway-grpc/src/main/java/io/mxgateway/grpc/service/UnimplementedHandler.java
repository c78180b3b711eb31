package io.mxgateway.grpc.service;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;

/** Answers the methods of the contract that this gateway does not serve. Thread-safe. */
final class UnimplementedHandler<Q, R> implements ServerCallHandler<Q, R> {
    @Override
    public ServerCall.Listener<Q> startCall(ServerCall<Q, R> call, Metadata headers) {
        call.close(
                Status.UNIMPLEMENTED.withDescription(
                        call.getMethodDescriptor().getFullMethodName() + " is not served by this gateway"),
                new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
