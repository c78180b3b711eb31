package io.mxgateway.grpc.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.security.Audit;
import io.mxgateway.core.security.KeyEnd;
import io.mxgateway.core.security.Scope;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.session.GatewaySession;
import io.mxgateway.core.session.SessionOpenRequest;
import io.mxgateway.core.session.SessionState;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.FakeWorkers;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.StreamEventsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class RevokedKeyTest {
    private static final MethodDescriptor<byte[], byte[]> FOREIGN = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
            .setFullMethodName("somebody.Elses/Feed")
            .setRequestMarshaller(GuardedServer.BYTES)
            .setResponseMarshaller(GuardedServer.BYTES)
            .build();

    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final Keys keys = new Keys();
    private final AtomicBoolean endWhileLooking = new AtomicBoolean();
    private final AtomicBoolean endAnother = new AtomicBoolean();
    private final DefaultSessionManager sessions = new DefaultSessionManager(
            new DefaultSessionRegistry(),
            new FakeWorkers(),
            GatewayOptions.DEFAULT,
            metrics,
            new FakeTime(),
            new Random(1));
    private final CompletableFuture<Void> foreignCancelled = new CompletableFuture<>();
    private final AtomicInteger foreignSent = new AtomicInteger();
    private GuardedServer server;

    @BeforeEach
    void start() {
        server = new GuardedServer(
                sessions,
                (authorization, peer) -> {
                    var caller = keys.authenticate(authorization, peer);
                    if (endWhileLooking.compareAndSet(true, false)) {
                        revoke(caller.keyId());
                    }
                    if (endAnother.compareAndSet(true, false)) {
                        revoke("bob");
                    }
                    return caller;
                },
                Audit.NONE,
                metrics,
                builder -> builder.addService(foreign()));
        keys.add("root", Set.of(Scope.ADMIN));
        keys.add("alice", Set.of(Scope.EVENTS_READ));
        keys.add("bob", Set.of(Scope.EVENTS_READ));
    }

    @AfterEach
    void stop() {
        Await.result(sessions.shutdown());
        server.close();
    }

    private void revoke(String key) {
        keys.remove(key);
        server.interceptor.ended(key, KeyEnd.REVOKED);
        Await.result(sessions.revokeOwner(key));
    }

    /** A service that knows nothing of keys: it sends as long as its client takes. */
    private ServerServiceDefinition foreign() {
        return ServerServiceDefinition.builder("somebody.Elses")
                .addMethod(ServerMethodDefinition.create(FOREIGN, (call, headers) -> {
                    call.request(1);
                    call.sendHeaders(new Metadata());
                    return new ServerCall.Listener<byte[]>() {
                        @Override
                        public void onReady() {
                            while (call.isReady()) {
                                call.sendMessage(new byte[1024]);
                                foreignSent.incrementAndGet();
                            }
                        }

                        @Override
                        public void onCancel() {
                            foreignCancelled.complete(null);
                        }
                    };
                }))
                .build();
    }

    private GatewaySession session(String owner) {
        return Await.result(sessions.open(SessionOpenRequest.named("x"), ClientIdentity.ofKey(owner, false)));
    }

    private GuardedServer.Seen stream(GatewaySession session, String key) {
        GuardedServer.Seen seen = server.call(
                MxAccessGatewayGrpc.getStreamEventsMethod(),
                key,
                StreamEventsRequest.newBuilder()
                        .setSessionId(session.id())
                        .build()
                        .toByteArray(),
                100,
                Await.NET.multipliedBy(4));
        Await.result(seen.begun);
        return seen;
    }

    private static void assertRevoked(GuardedServer.Seen seen) {
        var end = Await.result(seen.end);
        assertThat(end.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(GuardedServer.reason(end)).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void itsStreamsAndSessionsEndAndThoseOfOthersGoOn() {
        GatewaySession alices = session("alice");
        GatewaySession bobs = session("bob");
        GuardedServer.Seen ofAlice = stream(alices, "alice");
        GuardedServer.Seen ofBob = stream(bobs, "bob");
        revoke("alice");
        assertRevoked(ofAlice);
        assertThat(alices.state()).isEqualTo(SessionState.CLOSED);
        assertThat(ofBob.end.isDone()).isFalse();
        assertThat(bobs.state()).isEqualTo(SessionState.READY);
        Await.until("one stream to be left", () -> server.interceptor.openStreams() == 1);
        ofBob.cancel();
        Await.until("no stream to be left", () -> server.interceptor.openStreams() == 0);
        Await.until("the gauge of streams to be 0", () -> metrics.gauge(GatewayMetric.STREAMS_OPEN) == 0);
    }

    @Test
    void anAdminsStreamOfSomebodyElsesSessionEndsAndTheSessionGoesOn() {
        GatewaySession alices = session("alice");
        GuardedServer.Seen ofRoot = stream(alices, "root");
        assertThat(alices.subscribers()).isEqualTo(1);
        revoke("root");
        assertRevoked(ofRoot);
        Await.until("the reader to have left the log", () -> alices.subscribers() == 0);
        assertThat(alices.state()).isEqualTo(SessionState.READY);
    }

    @Test
    void aStreamOfAServiceThatKnowsNoKeysEndsToo() {
        GuardedServer.Seen seen = server.call(FOREIGN, "root", new byte[0], 10, Await.NET.multipliedBy(4));
        Await.until("messages", () -> seen.messages.get() == 10);
        revoke("root");
        seen.take(Integer.MAX_VALUE);
        assertRevoked(seen);
        Await.result(foreignCancelled);
    }

    @Test
    void aServiceWithoutARowNeedsAdmin() {
        var refused = Await.result(server.call(FOREIGN, "alice", new byte[0], 1, Await.NET).end);
        assertThat(GuardedServer.reason(refused)).isEqualTo("PERMISSION_DENIED");
        assertThat(foreignSent).hasValue(0);
    }

    @Test
    void aClientThatTakesNothingIsSentNoMoreThanFits() {
        GuardedServer.Seen seen = server.call(FOREIGN, "root", new byte[0], 0, Await.NET.multipliedBy(4));
        Await.result(seen.begun);
        Await.until("what fits to be sent", () -> foreignSent.get() > 0);
        assertThat(foreignSent.get()).isLessThan(10_000);
        seen.cancel();
        Await.result(foreignCancelled);
    }

    @Test
    void aKeyThatEndsWhileItsStreamIsBeingLetInIsNotMissed() {
        GatewaySession bobs = session("bob");
        endWhileLooking.set(true);
        GuardedServer.Seen seen = server.call(
                MxAccessGatewayGrpc.getStreamEventsMethod(),
                "root",
                StreamEventsRequest.newBuilder().setSessionId(bobs.id()).build().toByteArray(),
                1,
                Await.NET.multipliedBy(4));
        assertRevoked(seen);
        Await.until("no stream to be left", () -> server.interceptor.openStreams() == 0);
        Await.until("the reader to have left the log", () -> bobs.subscribers() == 0);
    }

    @Test
    void aKeyThatEndsWhileItOpensASessionLeavesNone() {
        keys.add("carol", Set.of(Scope.SESSION_OPEN));
        endWhileLooking.set(true);
        var end = Await.result(
                server.call(MxAccessGatewayGrpc.getOpenSessionMethod(), "carol", new byte[0], 1, Await.NET).end);
        assertThat(GuardedServer.reason(end)).isEqualTo("UNAUTHENTICATED");
        Await.until("the session to be gone", () -> sessions.slotsTaken() == 0);
    }

    @Test
    void anotherKeyThatEndsMeanwhileTakesNoSessionAway() {
        keys.add("carol", Set.of(Scope.SESSION_OPEN));
        endAnother.set(true);
        var end = Await.result(
                server.call(MxAccessGatewayGrpc.getOpenSessionMethod(), "carol", new byte[0], 1, Await.NET).end);
        assertThat(end.getStatus().getCode()).isEqualTo(Status.Code.OK);
        assertThat(sessions.slotsTaken()).isEqualTo(1);
    }

    @Test
    void theNextCallWithItIsRefusedLikeOneWithoutAKey() {
        GatewaySession alices = session("alice");
        revoke("alice");
        byte[] request = StreamEventsRequest.newBuilder()
                .setSessionId(alices.id())
                .build()
                .toByteArray();
        List<String> texts = new ArrayList<>();
        for (String key : new String[] {"alice", null}) {
            var end = Await.result(
                    server.call(MxAccessGatewayGrpc.getStreamEventsMethod(), key, request, 1, Await.NET).end);
            assertThat(GuardedServer.reason(end)).isEqualTo("UNAUTHENTICATED");
            texts.add(end.getStatus().getDescription());
        }
        assertThat(texts.get(0)).isEqualTo(texts.get(1));
    }
}
