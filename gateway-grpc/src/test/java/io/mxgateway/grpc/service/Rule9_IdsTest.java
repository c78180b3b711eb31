package io.mxgateway.grpc.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeWorkers;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.grpc.codec.CommandCodec;
import io.mxgateway.proto.v1.MxCommandRequest;
import io.mxgateway.proto.v1.OpenSessionRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("9 Ids in logs")
@ExtendWith(NothingLeftBehind.class)
class Rule9_IdsTest {
    @Test
    void aCallIsLoggedUnderTheClientsIdAndTheTraceAndTheIdIsEchoed() {
        RecordingLogger log = new RecordingLogger();
        DefaultSessionManager sessions = new DefaultSessionManager(
                new DefaultSessionRegistry(), new FakeWorkers(), GatewayOptions.DEFAULT, GatewayMetrics.NONE);
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), trace);
        try (TestServer server = new TestServer(sessions, GrpcServerOptions.DEFAULT, CallIdentity.ANONYMOUS, log)) {
            var stub = server.blocking().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
            String session = stub.openSession(OpenSessionRequest.newBuilder()
                            .setClientCorrelationId("open\n1")
                            .build())
                    .getSessionId();
            var reply = stub.invoke(MxCommandRequest.newBuilder()
                    .setSessionId(session)
                    .setClientCorrelationId("mine-7")
                    .setCommand(CommandCodec.encode(new MxCommand.Ping("")))
                    .build());
            assertThat(reply.getClientCorrelationId()).isEqualTo("mine-7");
            Await.until("two lines", () -> log.lines().size() == 2);
            assertThat(log.lines().get(0))
                    .contains("method=OpenSession", "status=OK", "correlation=open?1", "traceparent=" + trace);
            assertThat(log.lines().get(1))
                    .contains("method=Invoke", "session=" + session, "correlation=mine-7", "traceparent=" + trace);
            Await.result(sessions.shutdown());
        }
    }
}
