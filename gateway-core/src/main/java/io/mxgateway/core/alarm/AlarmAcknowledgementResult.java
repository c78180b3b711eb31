package io.mxgateway.core.alarm;

import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxStatusCategory;
import io.mxgateway.core.mx.MxStatusSource;
import io.mxgateway.core.mx.ProtocolStatus;
import io.mxgateway.core.mx.ProtocolStatusCode;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What came of an acknowledgement.
 *
 * @param protocolStatus the verdict
 * @param nativeStatus what the alarm provider answered, 0 for success; empty when it was not asked or did not say
 * @param status the same as a status; null when the provider was not asked
 * @param diagnosticMessage what else there is to say; empty when nothing
 */
public record AlarmAcknowledgementResult(
        ProtocolStatus protocolStatus, OptionalInt nativeStatus, MxStatus status, String diagnosticMessage) {
    public AlarmAcknowledgementResult {
        Objects.requireNonNull(protocolStatus, "protocolStatus");
        Objects.requireNonNull(nativeStatus, "nativeStatus");
        Objects.requireNonNull(diagnosticMessage, "diagnosticMessage");
    }

    /** The reference was none; nobody was asked. */
    static AlarmAcknowledgementResult invalid(String why) {
        return new AlarmAcknowledgementResult(
                new ProtocolStatus(ProtocolStatusCode.INVALID_REQUEST, why), OptionalInt.empty(), null, why);
    }

    /** What the worker answered. */
    static AlarmAcknowledgementResult of(MxReply reply) {
        OptionalInt answer = reply.payload() instanceof MxReplyPayload.NativeStatus acknowledged
                ? OptionalInt.of(acknowledged.nativeStatus())
                : reply.hresult();
        boolean refused = answer.isPresent() && answer.getAsInt() != 0;
        String why = why(reply, answer);
        ProtocolStatus verdict = reply.status();
        if (verdict.isOk() && refused) {
            verdict = new ProtocolStatus(ProtocolStatusCode.MXACCESS_FAILURE, why);
        }
        MxStatus status = reply.statuses().isEmpty()
                ? statusOf(answer, verdict.isOk(), why)
                : reply.statuses().get(0);
        return new AlarmAcknowledgementResult(verdict, answer, status, why);
    }

    private static String why(MxReply reply, OptionalInt answer) {
        if (!reply.diagnosticMessage().isBlank()) {
            return reply.diagnosticMessage();
        }
        if (!reply.status().message().isBlank()) {
            return reply.status().message();
        }
        return answer.isPresent() && answer.getAsInt() != 0
                ? "the alarm provider refused the acknowledgement: nativeStatus=" + answer.getAsInt()
                : "";
    }

    private static MxStatus statusOf(OptionalInt answer, boolean ok, String why) {
        MxStatusCategory category = ok ? MxStatusCategory.OK : MxStatusCategory.OPERATIONAL_ERROR;
        MxStatusSource source = MxStatusSource.RESPONDING_AUTOMATION_OBJECT;
        return new MxStatus(
                ok ? MxStatus.SUCCESS : MxStatus.FAILURE,
                category,
                source,
                answer.orElse(0),
                category.nativeNumber(),
                source.nativeNumber(),
                why);
    }
}
