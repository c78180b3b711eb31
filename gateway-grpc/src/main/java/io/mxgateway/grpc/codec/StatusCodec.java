package io.mxgateway.grpc.codec;

import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxStatusCategory;
import io.mxgateway.core.mx.MxStatusSource;
import io.mxgateway.core.mx.ProtocolStatus;
import io.mxgateway.core.mx.ProtocolStatusCode;
import io.mxgateway.proto.v1.MxStatusProxy;
import java.util.List;

/** The statuses of MXAccess and the gateway's own. Pure functions. */
public final class StatusCodec {
    private StatusCodec() {}

    /** A status of MXAccess for the wire. */
    public static MxStatusProxy encode(MxStatus status) {
        return MxStatusProxy.newBuilder()
                .setSuccess(status.success())
                .setCategoryValue(status.category().number())
                .setDetectedByValue(status.detectedBy().number())
                .setDetail(status.detail())
                .setRawCategory(status.rawCategory())
                .setRawDetectedBy(status.rawDetectedBy())
                .setDiagnosticText(status.diagnosticText())
                .build();
    }

    static List<MxStatusProxy> encodeAll(List<MxStatus> statuses) {
        return statuses.isEmpty()
                ? List.of()
                : statuses.stream().map(StatusCodec::encode).toList();
    }

    /** A status of MXAccess; categories and sources that this gateway does not know become UNKNOWN. */
    public static MxStatus decode(MxStatusProxy status) {
        return new MxStatus(
                status.getSuccess(),
                MxStatusCategory.ofNumber(status.getCategoryValue()),
                MxStatusSource.ofNumber(status.getDetectedByValue()),
                status.getDetail(),
                status.getRawCategory(),
                status.getRawDetectedBy(),
                status.getDiagnosticText());
    }

    static List<MxStatus> decodeAll(List<MxStatusProxy> statuses) {
        return statuses.isEmpty()
                ? List.of()
                : statuses.stream().map(StatusCodec::decode).toList();
    }

    /** The gateway's verdict for the wire. */
    public static io.mxgateway.proto.v1.ProtocolStatus encode(ProtocolStatus status) {
        return io.mxgateway.proto.v1.ProtocolStatus.newBuilder()
                .setCodeValue(status.code().number())
                .setMessage(status.message())
                .build();
    }

    /** The gateway's verdict; a code that this gateway does not know becomes UNSPECIFIED. */
    public static ProtocolStatus decode(io.mxgateway.proto.v1.ProtocolStatus status) {
        return new ProtocolStatus(ProtocolStatusCode.ofNumber(status.getCodeValue()), status.getMessage());
    }
}
