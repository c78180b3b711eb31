package io.mxgateway.grpc.client;

import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxResult;
import io.mxgateway.core.mx.MxStatus;
import java.util.List;
import java.util.OptionalInt;

/** MXAccess itself refused a call; the reply is kept. */
public final class MxAccessException extends MxClientException {
    private static final long serialVersionUID = 1L;

    private final transient MxReply reply;

    MxAccessException(MxReply reply) {
        super(textOf(reply), null);
        this.reply = reply;
    }

    private static String textOf(MxReply reply) {
        String why = reply.diagnosticMessage().isBlank() ? reply.status().message() : reply.diagnosticMessage();
        String result = reply.hresult().isPresent()
                ? " (" + MxResult.hex(reply.hresult().getAsInt()) + ")"
                : "";
        return reply.kind().method() + " was refused by MXAccess" + result + ": " + why;
    }

    /** The whole reply; null after deserialization. */
    public MxReply reply() {
        return reply;
    }

    /** The COM result, where there was one. */
    public OptionalInt hresult() {
        return reply == null ? OptionalInt.empty() : reply.hresult();
    }

    /** The statuses that came with it. */
    public List<MxStatus> statuses() {
        return reply == null ? List.of() : reply.statuses();
    }
}
