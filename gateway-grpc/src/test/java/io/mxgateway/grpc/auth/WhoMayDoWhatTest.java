package io.mxgateway.grpc.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.security.Access;
import io.mxgateway.core.security.AccessTable;
import io.mxgateway.core.security.AuditAction;
import io.mxgateway.core.security.AuditRecord;
import io.mxgateway.core.security.Scope;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.CloseReason;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.session.SessionOpenRequest;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.FakeWorkers;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.proto.galaxy.v1.GalaxyRepositoryGrpc;
import io.mxgateway.proto.v1.CloseSessionRequest;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxCommand;
import io.mxgateway.proto.v1.MxCommandRequest;
import io.mxgateway.proto.v1.StreamEventsRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every method and every command, asked for by everybody, against the table. The cases are made from the contract. */
@ExtendWith(NothingLeftBehind.class)
class WhoMayDoWhatTest {
    private static final Duration QUICK = Duration.ofSeconds(2);
    private static final String OWNER = "owner";
    private static final String OTHER = "other";
    private static final String ADMIN = "root";
    private static final String INVOKE = MxAccessGatewayGrpc.getInvokeMethod().getFullMethodName();

    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final Queue<AuditRecord> audit = new ConcurrentLinkedQueue<>();
    private final Keys keys = new Keys();
    private final FakeWorkers workers = new FakeWorkers();
    private final DefaultSessionManager sessions = new DefaultSessionManager(
            new DefaultSessionRegistry(), workers, GatewayOptions.DEFAULT, metrics, new FakeTime(), new Random(1));
    private final List<String> wrong = new ArrayList<>();
    private GuardedServer server;
    private int cases;

    /** What is asked for. */
    private record Target(MethodDescriptor<?, ?> method, MxCommandKind kind) {
        Access access() {
            return kind == null
                    ? AccessTable.STANDARD.of(method.getFullMethodName())
                    : new Access.Needs(AccessTable.STANDARD.of(kind));
        }

        boolean namesSession() {
            return kind != null || method.getBareMethodName().matches("CloseSession|StreamEvents");
        }

        byte[] request(String session) {
            return switch (method.getBareMethodName()) {
                case "Invoke" ->
                    MxCommandRequest.newBuilder()
                            .setSessionId(session)
                            .setCommand(command(kind))
                            .build()
                            .toByteArray();
                case "CloseSession" ->
                    CloseSessionRequest.newBuilder()
                            .setSessionId(session)
                            .build()
                            .toByteArray();
                case "StreamEvents" ->
                    StreamEventsRequest.newBuilder()
                            .setSessionId(session)
                            .build()
                            .toByteArray();
                default -> new byte[0];
            };
        }

        @Override
        public String toString() {
            return kind == null ? method.getFullMethodName() : kind.method();
        }
    }

    @BeforeEach
    void start() {
        server = new GuardedServer(sessions, keys, audit::add, metrics, builder -> {});
        keys.add(ADMIN, Set.of(Scope.ADMIN));
        List<Scope> all =
                Arrays.stream(Scope.values()).filter(s -> s != Scope.ADMIN).toList();
        keys.add(OWNER, all);
        keys.add(OTHER, all);
    }

    @AfterEach
    void stop() {
        Await.result(sessions.shutdown());
        server.close();
    }

    private static MxCommand command(MxCommandKind kind) {
        MxCommand.Builder command = MxCommand.newBuilder().setKindValue(kind.number());
        int number = kind.number() < 100 ? kind.number() + 9 : kind.number();
        Descriptors.FieldDescriptor payload = MxCommand.getDescriptor().findFieldByNumber(number);
        return command.setField(payload, command.newBuilderForField(payload).build())
                .build();
    }

    private static List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (ServiceDescriptor service :
                List.of(MxAccessGatewayGrpc.getServiceDescriptor(), GalaxyRepositoryGrpc.getServiceDescriptor())) {
            for (MethodDescriptor<?, ?> method : service.getMethods()) {
                if (!method.getFullMethodName().equals(INVOKE)) {
                    targets.add(new Target(method, null));
                }
            }
        }
        for (MxCommandKind kind : MxCommandKind.values()) {
            targets.add(new Target(MxAccessGatewayGrpc.getInvokeMethod(), kind));
        }
        return targets;
    }

    @Test
    void everyMethodOfTheContractHasARow() {
        List<String> methods = new ArrayList<>();
        for (ServiceDescriptor service :
                List.of(MxAccessGatewayGrpc.getServiceDescriptor(), GalaxyRepositoryGrpc.getServiceDescriptor())) {
            service.getMethods().forEach(method -> methods.add(method.getFullMethodName()));
        }
        assertThat(AccessTable.STANDARD.methods()).containsKeys(methods.toArray(String[]::new));
        assertThat(AccessTable.STANDARD.of(INVOKE)).isEqualTo(Access.PER_COMMAND);
    }

    @Test
    void everyCallIsLetInOrRefusedAsTheTableSays() {
        for (Target target : targets()) {
            Scope needed = ((Access.Needs) target.access()).scope();
            expect(target, null, OWNER, "UNAUTHENTICATED");
            expect(target, "nobody", OWNER, "UNAUTHENTICATED");
            for (Scope held : Scope.values()) {
                String key = held.text().replace(':', '-');
                keys.add(key, Set.of(held));
                expect(target, key, key, needed.allowedBy(Set.of(held)) ? "" : "PERMISSION_DENIED");
            }
            boolean adminOnly = needed == Scope.ADMIN;
            expect(target, OWNER, OWNER, adminOnly ? "PERMISSION_DENIED" : "");
            expect(target, OTHER, OWNER, refusalOfOther(target, adminOnly));
            expect(target, ADMIN, OWNER, "");
        }
        assertThat(wrong).isEmpty();
        assertThat(cases).isGreaterThan(500);
        assertThat(metrics.counter(GatewayMetric.AUTH_REJECTED, "scope"))
                .isEqualTo(audit.stream()
                        .filter(record -> record.action() == AuditAction.AUTHORIZE)
                        .count())
                .isPositive();
        Await.until("no stream to be open", () -> server.interceptor.openStreams() == 0);
    }

    private static String refusalOfOther(Target target, boolean adminOnly) {
        if (adminOnly) {
            return "PERMISSION_DENIED";
        }
        return target.namesSession() ? "SESSION_NOT_FOUND" : "";
    }

    /** @param refusal the code that the call must be refused with; empty when it must get past all checks */
    private void expect(Target target, String key, String sessionOwner, String refusal) {
        cases++;
        String session = target.namesSession() ? sessionOf(sessionOwner) : "none";
        int slots = sessions.slotsTaken();
        int commands = target.namesSession() ? workers.of(session).commands().size() : 0;
        boolean streaming = target.method().getType() != MethodDescriptor.MethodType.UNARY;
        GuardedServer.Seen seen = server.call(
                target.method(), key, target.request(session), 1, streaming && refusal.isEmpty() ? QUICK : Await.NET);
        StatusRuntimeException outcome = seen.outcome(streaming);
        String got = outcome == null ? "" : GuardedServer.reason(outcome);
        boolean refused = Set.of("UNAUTHENTICATED", "PERMISSION_DENIED", "SESSION_NOT_FOUND")
                .contains(got);
        if (refusal.isEmpty() ? refused : !got.equals(refusal)) {
            wrong.add(target + " with " + key + ": expected '" + refusal + "', got '" + got + "' "
                    + (outcome == null ? "" : outcome.getStatus()));
        }
        if (!refusal.isEmpty()
                && (sessions.slotsTaken() != slots
                        || (target.namesSession()
                                && workers.of(session).commands().size() != commands))) {
            wrong.add(target + " with " + key + ": refused, but not before something was done");
        }
        seen.cancel();
        if (target.namesSession()) {
            Await.result(sessions.kill(session, ClientIdentity.anonymous(), CloseReason.ADMIN_KILL));
        } else {
            Await.until("what was opened to be gone", () -> closeAll() == 0);
        }
    }

    private int closeAll() {
        int count = sessions.slotsTaken();
        if (count > 0) {
            for (String key : List.of(OWNER, OTHER, ADMIN, "session-open", "admin")) {
                Await.result(sessions.revokeOwner(key));
            }
        }
        return count;
    }

    private String sessionOf(String owner) {
        return Await.result(sessions.open(SessionOpenRequest.named("walk"), ClientIdentity.ofKey(owner, false)))
                .id();
    }

    @Test
    void anotherOwnersSessionIsToldApartInNothingFromOneThatDoesNotExist() {
        String theirs = sessionOf(OWNER);
        String none = "session-" + "0".repeat(32);
        for (Target target : targets()) {
            if (!target.namesSession() || ((Access.Needs) target.access()).scope() == Scope.ADMIN) {
                continue;
            }
            Status exists = status(target, theirs);
            Status doesNot = status(target, none);
            assertThat(exists.getCode()).as("%s", target).isEqualTo(doesNot.getCode());
            assertThat(exists.getDescription().replace(theirs, "X"))
                    .as("%s", target)
                    .isEqualTo(doesNot.getDescription().replace(none, "X"));
        }
    }

    private Status status(Target target, String session) {
        return Await.result(server.call(target.method(), OTHER, target.request(session), 1, Await.NET).end)
                .getStatus();
    }

    @Test
    void whatIsWrongWithACommandIsNotToldToAKeyThatMayNotSendIt() {
        keys.add("reader", Set.of(Scope.INVOKE_READ));
        MxCommandRequest disagreeing = MxCommandRequest.newBuilder()
                .setSessionId("none")
                .setCommand(command(MxCommandKind.REGISTER).toBuilder().setKindValue(MxCommandKind.WRITE.number()))
                .build();
        assertThat(reason("reader", disagreeing)).isEqualTo("PERMISSION_DENIED");
        assertThat(reason(ADMIN, disagreeing)).isEqualTo("SESSION_NOT_FOUND");
    }

    private String reason(String key, MxCommandRequest request) {
        return GuardedServer.reason(Await.result(
                server.call(MxAccessGatewayGrpc.getInvokeMethod(), key, request.toByteArray(), 1, Await.NET).end));
    }
}
