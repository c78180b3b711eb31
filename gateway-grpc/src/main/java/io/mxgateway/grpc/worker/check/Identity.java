package io.mxgateway.grpc.worker.check;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

/**
 * Who a worker is told it is.
 *
 * @param sessionId the session's id
 * @param nonce the secret of this launch
 */
record Identity(String sessionId, String nonce) {
    private static final int ID_BYTES = 16;
    private static final int NONCE_BYTES = 32;

    static Identity create(Random random) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return new Identity(
                "session-" + HexFormat.of().formatHex(id), Base64.getEncoder().encodeToString(nonce));
    }

    /** A text with stars where the nonce was. */
    String redacted(String text) {
        return text.replace(nonce, "***");
    }

    /** Without the nonce. */
    @Override
    public String toString() {
        return "Identity[sessionId=" + sessionId + "]";
    }
}
