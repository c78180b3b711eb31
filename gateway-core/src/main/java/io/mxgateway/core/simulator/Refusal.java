package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReplyData;
import java.util.List;

/** A call that MXAccess refuses: the COM result and the reason. Thrown and caught within one command. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int hresult;

    Refusal(int hresult, String message) {
        super(message, null, false, false);
        this.hresult = hresult;
    }

    int hresult() {
        return hresult;
    }

    MxReplyData reply(MxCommandKind kind) {
        return MxReplyData.refused(kind, hresult, List.of(), getMessage());
    }
}
