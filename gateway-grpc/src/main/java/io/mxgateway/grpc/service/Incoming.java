package io.mxgateway.grpc.service;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.grpc.MethodDescriptor;
import io.mxgateway.grpc.codec.CodecException;
import io.mxgateway.grpc.codec.MessageBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A request as it came: gRPC answers a marshaller that throws with a status that says nothing, so what cannot be parsed is
 * carried along and refused where every other bad request is.
 *
 * @param message the request; null when it cannot be parsed
 * @param problem what is wrong with it; null when nothing is
 */
record Incoming<Q extends MessageLite>(Q message, CodecException problem) {
    Q orThrow() throws CodecException {
        if (problem != null) {
            throw problem;
        }
        return message;
    }

    /** Reads requests of one type. */
    static <Q extends MessageLite> MethodDescriptor.Marshaller<Incoming<Q>> marshaller(String name, Parser<Q> parser) {
        return new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(Incoming<Q> value) {
                return new ByteArrayInputStream(value.message().toByteArray());
            }

            @Override
            public Incoming<Q> parse(InputStream stream) {
                try {
                    return new Incoming<>(parser.parseFrom(MessageBytes.readAll(stream)), null);
                } catch (InvalidProtocolBufferException e) {
                    return new Incoming<>(
                            null, new CodecException("the message is no " + name + ": " + e.getMessage(), e));
                } catch (IOException e) {
                    return new Incoming<>(null, new CodecException("the message cannot be read: " + e.getMessage(), e));
                }
            }
        };
    }
}
