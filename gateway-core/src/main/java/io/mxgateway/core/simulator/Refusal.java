package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReplyData;
import java.util.List;

/** A call that MXAccess refuses, or that means nothing: the COM result and the reason. Thrown and caught within one command. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int hresult;
    // Whether the request itself is wrong, so that MXAccess is not even asked.
    private final boolean invalid;

    Refusal(int hresult, String message) {
        this(hresult, message, false);
    }

    private Refusal(int hresult, String message, boolean invalid) {
        super(message, null, false, false);
        this.hresult = hresult;
        this.invalid = invalid;
    }

    /** A request that means nothing. */
    static Refusal invalidRequest(String message) {
        return new Refusal(0, message, true);
    }

    int hresult() {
        return hresult;
    }

    MxReplyData reply(MxCommandKind kind) {
        return invalid
                ? MxReplyData.invalid(kind, getMessage())
                : MxReplyData.refused(kind, hresult, List.of(), getMessage());
    }
}
