package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.mxgateway.core.security.AccessTable;
import io.mxgateway.core.security.Scope;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.proto.galaxy.v1.GalaxyRepositoryGrpc;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The services that are not ours, at a running gateway, asked for with every kind of key. */
@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs({OS.LINUX, OS.MAC})
class StandardServicesTest {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final HealthCheckRequest WHOLE = HealthCheckRequest.getDefaultInstance();

    @TempDir
    Path directory;

    /** What a stream has told so far, and how it ended. */
    private static final class Told<R> implements StreamObserver<R> {
        private final Queue<R> messages = new ConcurrentLinkedQueue<>();
        private final CompletableFuture<Status.Code> end = new CompletableFuture<>();

        @Override
        public void onNext(R message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable error) {
            end.complete(Status.fromThrowable(error).getCode());
        }

        @Override
        public void onCompleted() {
            end.complete(Status.Code.OK);
        }
    }

    private static ClientInterceptor showing(String token) {
        Metadata headers = new Metadata();
        if (token != null) {
            headers.put(AUTHORIZATION, "Bearer " + token);
        }
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    private static Told<ServerReflectionResponse> reflect(ManagedChannel channel, String token) {
        Told<ServerReflectionResponse> told = new Told<>();
        StreamObserver<ServerReflectionRequest> ask = ServerReflectionGrpc.newStub(channel)
                .withInterceptors(showing(token))
                .withDeadlineAfter(Await.NET.toMillis(), TimeUnit.MILLISECONDS)
                .serverReflectionInfo(told);
        ask.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        ask.onCompleted();
        return told;
    }

    private static HealthGrpc.HealthBlockingStub health(ManagedChannel channel, String token) {
        return HealthGrpc.newBlockingStub(channel)
                .withInterceptors(showing(token))
                .withDeadlineAfter(Await.NET.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void healthIsOpenAndReflectionNeedsMetadataRead() throws Exception {
        try (SecuredProgram gateway = new SecuredProgram(directory)) {
            Map<Scope, String> tokens = new EnumMap<>(Scope.class);
            for (Scope scope : Scope.values()) {
                tokens.put(scope, gateway.issue("k-" + scope.text().replace(':', '-'), scope));
            }
            gateway.start();
            ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                            "127.0.0.1",
                            gateway.port(),
                            TlsChannelCredentials.newBuilder()
                                    .trustManager(gateway.certificate().toFile())
                                    .build())
                    .build();
            try {
                healthIsOpen(channel, null);
                healthIsOpen(channel, "nonsense");
                assertThat(Await.result(reflect(channel, null).end)).isEqualTo(Status.Code.UNAUTHENTICATED);
                for (Scope scope : tokens.keySet()) {
                    healthIsOpen(channel, tokens.get(scope));
                    Told<ServerReflectionResponse> told = reflect(channel, tokens.get(scope));
                    boolean may = scope == Scope.METADATA_READ || scope == Scope.ADMIN;
                    assertThat(Await.result(told.end))
                            .as("%s", scope)
                            .isEqualTo(may ? Status.Code.OK : Status.Code.PERMISSION_DENIED);
                    assertThat(told.messages).as("%s", scope).hasSize(may ? 1 : 0);
                    told.messages.forEach(StandardServicesTest::allIsListed);
                }
                endIsToldToWhoWatches(gateway, channel);
            } finally {
                channel.shutdownNow();
                Await.until("the channel to end", channel::isTerminated);
            }
        }
    }

    private static void healthIsOpen(ManagedChannel channel, String token) {
        HealthGrpc.HealthBlockingStub health = health(channel, token);
        for (String service : List.of("", MxAccessGatewayGrpc.SERVICE_NAME, GalaxyRepositoryGrpc.SERVICE_NAME)) {
            assertThat(health.check(HealthCheckRequest.newBuilder()
                                    .setService(service)
                                    .build())
                            .getStatus())
                    .isEqualTo(ServingStatus.SERVING);
        }
        Iterator<HealthCheckResponse> watch = health.watch(WHOLE);
        assertThat(watch.next().getStatus()).isEqualTo(ServingStatus.SERVING);
    }

    private static void allIsListed(ServerReflectionResponse response) {
        assertThat(response.getListServicesResponse().getServiceList())
                .extracting(io.grpc.reflection.v1.ServiceResponse::getName)
                .contains(MxAccessGatewayGrpc.SERVICE_NAME, GalaxyRepositoryGrpc.SERVICE_NAME, HealthGrpc.SERVICE_NAME);
    }

    private static void endIsToldToWhoWatches(SecuredProgram gateway, ManagedChannel channel) throws Exception {
        Told<HealthCheckResponse> watch = new Told<>();
        HealthGrpc.newStub(channel).watch(WHOLE, watch);
        Await.until("the watch to begin", () -> watch.messages.size() == 1);
        gateway.end();
        Await.result(watch.end);
        assertThat(watch.messages)
                .extracting(HealthCheckResponse::getStatus)
                .containsExactly(ServingStatus.SERVING, ServingStatus.NOT_SERVING);
    }

    @Test
    void everyMethodThatIsServedHasARow() {
        List<String> methods = new ArrayList<>();
        new StandardServices(List.of())
                .definitions()
                .forEach(service -> service.getMethods()
                        .forEach(method ->
                                methods.add(method.getMethodDescriptor().getFullMethodName())));
        assertThat(methods).hasSize(3);
        assertThat(AccessTable.STANDARD.methods()).containsKeys(methods.toArray(String[]::new));
    }
}
