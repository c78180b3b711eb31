package io.mxgateway.grpc.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.ProtocolStatusCode;
import io.mxgateway.grpc.codec.AlarmCodec;
import io.mxgateway.grpc.codec.StatusCodec;
import io.mxgateway.proto.v1.AcknowledgeAlarmReply;
import io.mxgateway.proto.v1.AcknowledgeAlarmRequest;
import io.mxgateway.proto.v1.ActiveAlarmSnapshot;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.QueryActiveAlarmsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The two calls about alarms that have an end. Thread-safe. */
final class AlarmCalls {
    private final ManagedChannel channel;
    private final ClientOptions options;

    AlarmCalls(ManagedChannel channel, ClientOptions options) {
        this.channel = channel;
        this.options = options;
    }

    CompletableFuture<AlarmAcknowledged> acknowledge(String reference, AlarmAcknowledgement said) {
        AcknowledgeAlarmRequest request = AcknowledgeAlarmRequest.newBuilder()
                .setAlarmFullReference(reference)
                .setComment(said.comment())
                .setOperatorUser(said.operatorUser())
                .setOperatorNode(said.operatorNode())
                .setOperatorDomain(said.operatorDomain())
                .setOperatorFullName(said.operatorFullName())
                .build();
        CompletableFuture<AcknowledgeAlarmReply> reply = UnaryCall.send(
                channel, MxAccessGatewayGrpc.getAcknowledgeAlarmMethod(), request, options.callTimeout(), "");
        return Waiting.map(reply, AlarmCalls::acknowledged);
    }

    private static AlarmAcknowledged acknowledged(AcknowledgeAlarmReply reply) {
        return new AlarmAcknowledged(
                ProtocolStatusCode.ofNumber(reply.getProtocolStatus().getCodeValue()),
                reply.hasHresult() ? OptionalInt.of(reply.getHresult()) : OptionalInt.empty(),
                reply.hasStatus() ? Optional.of(StatusCodec.decode(reply.getStatus())) : Optional.empty(),
                reply.getDiagnosticMessage());
    }

    CompletableFuture<List<MxActiveAlarm>> active(String prefix) {
        CallOptions withDeadline =
                CallOptions.DEFAULT.withDeadlineAfter(options.callTimeout().toNanos(), TimeUnit.NANOSECONDS);
        ClientCall<QueryActiveAlarmsRequest, ActiveAlarmSnapshot> call =
                channel.newCall(MxAccessGatewayGrpc.getQueryActiveAlarmsMethod(), withDeadline);
        CompletableFuture<List<MxActiveAlarm>> future = new CompletableFuture<>();
        future.whenComplete((alarms, failure) -> {
            if (future.isCancelled()) {
                call.cancel("the caller has lost interest", null);
            }
        });
        QueryActiveAlarmsRequest request = QueryActiveAlarmsRequest.newBuilder()
                .setAlarmFilterPrefix(prefix)
                .build();
        ClientCalls.asyncServerStreamingCall(call, request, new StreamObserver<>() {
            // gRPC calls one at a time.
            private final List<MxActiveAlarm> alarms = new ArrayList<>();

            @Override
            public void onNext(ActiveAlarmSnapshot alarm) {
                alarms.add(AlarmCodec.decode(alarm));
            }

            @Override
            public void onError(Throwable failure) {
                future.completeExceptionally(Failures.of(failure, ""));
            }

            @Override
            public void onCompleted() {
                future.complete(List.copyOf(alarms));
            }
        });
        return future;
    }
}
