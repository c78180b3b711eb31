package io.mxgateway.grpc.codec;

import io.mxgateway.core.mx.MxReply;
import java.util.Objects;

/**
 * A reply on its way to the client.
 *
 * @param reply what came of the command, under the gateway's correlation id
 * @param sessionId the session that answers
 * @param clientCorrelationId the client's own id, echoed; empty for none
 */
public record GatewayReply(MxReply reply, String sessionId, String clientCorrelationId) {
    public GatewayReply {
        Objects.requireNonNull(reply, "reply");
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(clientCorrelationId, "clientCorrelationId");
    }
}
