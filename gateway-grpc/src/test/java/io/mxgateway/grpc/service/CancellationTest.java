package io.mxgateway.grpc.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeWorker;
import io.mxgateway.core.testing.FakeWorkers;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.testing.Seed;
import io.mxgateway.grpc.codec.CommandCodec;
import io.mxgateway.proto.v1.CloseSessionRequest;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.MxCommandRequest;
import io.mxgateway.proto.v1.OpenSessionReply;
import io.mxgateway.proto.v1.OpenSessionRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that goes, or has no more time, ends what it had asked for. */
@ExtendWith(NothingLeftBehind.class)
class CancellationTest {
    private final Queue<CompletableFuture<Void>> starts = new ConcurrentLinkedQueue<>();
    private final Queue<CompletableFuture<Void>> ends = new ConcurrentLinkedQueue<>();
    private final Queue<CompletableFuture<MxReply>> replies = new ConcurrentLinkedQueue<>();
    // What the workers do by themselves; tests change it before they begin.
    private volatile boolean startAtOnce = true;
    private volatile boolean endAtOnce = true;

    private final FakeWorkers workers = new FakeWorkers(new FakeScript() {
        @Override
        public CompletableFuture<Void> start(FakeWorker worker) {
            return startAtOnce ? CompletableFuture.completedFuture(null) : added(starts);
        }

        @Override
        public CompletableFuture<Void> shutdown(FakeWorker worker) {
            return endAtOnce ? CompletableFuture.completedFuture(null) : added(ends);
        }

        @Override
        public CompletableFuture<MxReply> execute(FakeWorker worker, MxCommand command) {
            return added(replies);
        }
    });
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final DefaultSessionManager sessions =
            new DefaultSessionManager(new DefaultSessionRegistry(), workers, GatewayOptions.DEFAULT, metrics);
    private final RecordingLogger log = new RecordingLogger();
    private final TestServer server = new TestServer(sessions, GrpcServerOptions.DEFAULT, CallIdentity.ANONYMOUS, log);

    private static <T> CompletableFuture<T> added(Queue<CompletableFuture<T>> queue) {
        CompletableFuture<T> step = new CompletableFuture<>();
        queue.add(step);
        return step;
    }

    @AfterEach
    void stop() {
        ends.forEach(end -> end.complete(null));
        Await.result(sessions.shutdown());
        server.close();
    }

    private Recorder<OpenSessionRequest, OpenSessionReply> opening() {
        return Recorder.begin(
                server.channel.newCall(MxAccessGatewayGrpc.getOpenSessionMethod(), CallOptions.DEFAULT),
                new Metadata(),
                List.of(OpenSessionRequest.getDefaultInstance()));
    }

    private String open() {
        return server.blocking()
                .openSession(OpenSessionRequest.getDefaultInstance())
                .getSessionId();
    }

    private Recorder<MxCommandRequest, MxCommandReply> invoking(String session, CallOptions options) {
        var call = Recorder.begin(
                server.channel.newCall(MxAccessGatewayGrpc.getInvokeMethod(), options),
                new Metadata(),
                List.of(MxCommandRequest.newBuilder()
                        .setSessionId(session)
                        .setCommand(CommandCodec.encode(new MxCommand.Advise(1, 1)))
                        .build()));
        call.call.request(2);
        return call;
    }

    @Test
    void aCancelledInvokeEndsTheWaitAndNothingElse() {
        String session = open();
        var call = invoking(session, CallOptions.DEFAULT);
        Await.until("the command at the worker", () -> replies.size() == 1);
        call.call.cancel("enough", null);
        Await.until(
                "the wait to end", () -> metrics.counter(GatewayMetric.COMMANDS_FAILED, "Advise", "CANCELLED") == 1);
        assertThat(sessions.slotsTaken()).isEqualTo(1);
        var next = invoking(session, CallOptions.DEFAULT);
        Await.until("the next command", () -> replies.size() == 2);
        replies.forEach(reply -> reply.complete(MxReplyData.ok(MxCommandKind.ADVISE)));
        assertThat(next.awaitEnd()).isEqualTo(Status.OK);
    }

    @Test
    void theClientsDeadlineBoundsTheCommand() {
        String session = open();
        var call = invoking(session, CallOptions.DEFAULT.withDeadlineAfter(200, TimeUnit.MILLISECONDS));
        assertThat(call.awaitEnd().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(workers.last().timeouts().get(0)).isLessThanOrEqualTo(Duration.ofMillis(200));
        invoking(session, CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.HOURS));
        Await.until("the command at the worker", () -> replies.size() == 2);
        assertThat(workers.last().timeouts().get(1)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aDeadlineInThePastReachesNoWorker() {
        String session = open();
        Metadata headers = new Metadata();
        var call = server.channel.newCall(
                MxAccessGatewayGrpc.getInvokeMethod(), CallOptions.DEFAULT.withDeadlineAfter(-1, TimeUnit.SECONDS));
        var recorder = Recorder.begin(
                call,
                headers,
                List.of(MxCommandRequest.newBuilder()
                        .setSessionId(session)
                        .setCommand(CommandCodec.encode(new MxCommand.Advise(1, 1)))
                        .build()));
        assertThat(recorder.awaitEnd().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(workers.last().commands()).isEmpty();
    }

    @Test
    void anOpeningWhoseClientGoesIsUndone() {
        startAtOnce = false;
        var call = opening();
        Await.until("the worker to start", () -> starts.size() == 1);
        assertThat(sessions.slotsTaken()).isEqualTo(1);
        call.call.cancel("enough", null);
        Await.until("everything to be undone", () -> sessions.slotsTaken() == 0 && workers.running() == 0);
        assertThat(metrics.counter(GatewayMetric.SESSIONS_OPEN_FAILURES, "CANCELLED"))
                .isEqualTo(1);
    }

    @Test
    void aCloseGoesOnWhenItsClientGoes() {
        endAtOnce = false;
        String session = open();
        var call = Recorder.begin(
                server.channel.newCall(MxAccessGatewayGrpc.getCloseSessionMethod(), CallOptions.DEFAULT),
                new Metadata(),
                List.of(CloseSessionRequest.newBuilder().setSessionId(session).build()));
        Await.until("the worker to be asked to go", () -> ends.size() == 1);
        call.call.cancel("enough", null);
        call.awaitEnd();
        ends.forEach(end -> end.complete(null));
        Await.until("the session to be gone", () -> sessions.slotsTaken() == 0);
        assertThat(metrics.counter(GatewayMetric.SESSIONS_CLOSED, "client-close"))
                .isEqualTo(1);
    }

    @Test
    void wheneverTheClientGoesWhileOpeningNoSessionIsLeftThatWasNotHandedOver() {
        Random random = Seed.random("openings cancelled at any moment");
        List<Recorder<OpenSessionRequest, OpenSessionReply>> calls = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            startAtOnce = random.nextBoolean();
            var call = opening();
            call.call.request(2);
            calls.add(call);
            LockSupport.parkNanos(random.nextInt(400_000));
            CompletableFuture<Void> start = starts.poll();
            if (start != null && random.nextBoolean()) {
                start.complete(null);
            }
            call.call.cancel("enough", null);
            if (start != null) {
                start.complete(null);
            }
            call.awaitEnd();
            starts.forEach(late -> late.complete(null));
        }
        // A reply that the connection took is handed over; whether the client still looks at it, nobody here can know.
        Await.until("other sessions to be closed", () -> sessions.slotsTaken() <= handedOver());
        assertThat(handedOver()).isBetween(1L, calls.size() - 1L);
        Await.until(
                "slots and gauge to agree", () -> metrics.gauge(GatewayMetric.SESSIONS_OPEN) == sessions.slotsTaken());
    }

    private long handedOver() {
        return log.lines().stream()
                .filter(line -> line.contains("method=OpenSession status=OK"))
                .count();
    }
}
