package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import io.mxgateway.core.security.Scope;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.grpc.client.MxClientException;
import io.mxgateway.grpc.client.MxGatewayClient;
import io.mxgateway.grpc.client.MxSession;
import io.mxgateway.launcher.text.JsonReader;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxCommandRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway with keys writes for machines while it is used, misused and hurt. */
@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs({OS.LINUX, OS.MAC})
class LogFieldsTest {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    @TempDir
    private Path directory;

    @Test
    void everyLineIsAnObjectWithTheFieldsOfWhatItConcerns() throws Exception {
        try (SecuredProgram gateway = new SecuredProgram(directory)) {
            String key = gateway.issue("reader", Scope.SESSION_OPEN, Scope.SESSION_CLOSE, Scope.INVOKE_READ);
            gateway.start("--set", "log.format=json", "--set", "log.level=debug");
            String session;
            try (MxGatewayClient client = new MxGatewayClient(gateway.reach().withApiKey(key))) {
                MxSession opened = client.openSession("log \"fields\" session=evil");
                session = opened.id();
                failingCommand(gateway, key, session);
                RunningProgram.signal("KILL", opened.workerProcessId());
                Await.until("the end of the session", () -> has(gateway, "session faulted:"));
            }
            refusedKey(gateway);
            gateway.end();

            List<Map<String, Object>> lines = lines(gateway);
            Map<String, Object> opening = only(lines, "session opened:");
            assertThat(opening).containsEntry("session", session).containsEntry("key", "reader");
            String worker = (String) opening.get("worker");
            assertThat(Long.parseLong(worker)).isPositive();
            assertThat(only(lines, "session faulted:"))
                    .containsEntry("session", session)
                    .containsEntry("key", "reader")
                    .containsEntry("worker", worker)
                    .containsEntry("level", "WARN");
            assertThat(only(lines, "call ended: method=Invoke"))
                    .containsEntry("session", session)
                    .containsEntry("key", "reader")
                    .containsEntry("method", "Invoke")
                    .containsEntry("peer", "127.0.0.1")
                    .containsEntry("correlation", "mine-7 key=root");
            assertThat(only(lines, "call refused:"))
                    .containsEntry("method", "OpenSession")
                    .containsEntry("peer", "127.0.0.1")
                    .containsEntry("status", "UNAUTHENTICATED")
                    .containsEntry("key", "");
        }
    }

    private static void failingCommand(SecuredProgram gateway, String key, String session) throws IOException {
        ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1",
                        gateway.port(),
                        TlsChannelCredentials.newBuilder()
                                .trustManager(gateway.certificate().toFile())
                                .build())
                .build();
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + key);
        try {
            assertThatThrownBy(() -> MxAccessGatewayGrpc.newBlockingStub(channel)
                            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                            .invoke(MxCommandRequest.newBuilder()
                                    .setSessionId(session)
                                    .setClientCorrelationId("mine-7 key=root")
                                    .build()))
                    .isInstanceOf(StatusRuntimeException.class);
        } finally {
            channel.shutdownNow();
            Await.until("the channel to end", channel::isTerminated);
        }
    }

    private static void refusedKey(SecuredProgram gateway) throws IOException {
        try (MxGatewayClient client =
                new MxGatewayClient(gateway.reach().withApiKey("mxgw_reader_" + "A".repeat(43)))) {
            assertThatThrownBy(() -> client.openSession("nobody")).isInstanceOf(MxClientException.class);
        }
    }

    private static boolean has(SecuredProgram gateway, String text) {
        try {
            return gateway.program().err().contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // That every line is one object is what is tested.
    private static List<Map<String, Object>> lines(SecuredProgram gateway) throws IOException {
        return gateway.program()
                .err()
                .lines()
                .map(line -> (Map<String, Object>) JsonReader.read(line))
                .toList();
    }

    private static Map<String, Object> only(List<Map<String, Object>> lines, String beginning) {
        List<Map<String, Object>> found = lines.stream()
                .filter(line -> line.get("message").toString().startsWith(beginning))
                .toList();
        assertThat(found).as(beginning).hasSize(1);
        return found.get(0);
    }
}
