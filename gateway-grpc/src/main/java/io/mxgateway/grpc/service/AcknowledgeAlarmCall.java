package io.mxgateway.grpc.service;

import io.mxgateway.core.alarm.AlarmAcknowledgementResult;
import io.mxgateway.core.alarm.AlarmService;
import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.grpc.codec.StatusCodec;
import io.mxgateway.proto.v1.AcknowledgeAlarmReply;
import io.mxgateway.proto.v1.AcknowledgeAlarmRequest;
import java.util.concurrent.CompletionStage;

/** AcknowledgeAlarm. What the alarm provider makes of it is a reply, whatever it is. */
final class AcknowledgeAlarmCall
        implements UnaryCall<AcknowledgeAlarmRequest, AlarmAcknowledgementResult, AcknowledgeAlarmReply> {
    private final AlarmService alarms;

    AcknowledgeAlarmCall(AlarmService alarms) {
        this.alarms = alarms;
    }

    @Override
    public CompletionStage<AlarmAcknowledgementResult> begin(AcknowledgeAlarmRequest request, CallFacts call) {
        return alarms.acknowledge(
                request.getAlarmFullReference(),
                new AlarmAcknowledgement(
                        request.getComment(),
                        request.getOperatorUser(),
                        request.getOperatorNode(),
                        request.getOperatorDomain(),
                        request.getOperatorFullName()),
                call.remaining());
    }

    @Override
    public AcknowledgeAlarmReply reply(AcknowledgeAlarmRequest request, AlarmAcknowledgementResult result) {
        AcknowledgeAlarmReply.Builder reply = AcknowledgeAlarmReply.newBuilder()
                .setCorrelationId(request.getClientCorrelationId())
                .setProtocolStatus(StatusCodec.encode(result.protocolStatus()))
                .setDiagnosticMessage(result.diagnosticMessage());
        result.nativeStatus().ifPresent(reply::setHresult);
        if (result.status() != null) {
            reply.setStatus(StatusCodec.encode(result.status()));
        }
        return reply.build();
    }

    @Override
    public String sessionOf(AcknowledgeAlarmRequest request) {
        return "";
    }

    @Override
    public String clientCorrelationOf(AcknowledgeAlarmRequest request) {
        return request.getClientCorrelationId();
    }

    @Override
    public void abandon(CompletionStage<AlarmAcknowledgementResult> begun, CallFacts call) {
        begun.toCompletableFuture().cancel(false);
    }
}
