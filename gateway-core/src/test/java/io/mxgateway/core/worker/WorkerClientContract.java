package io.mxgateway.core.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.LeavesNothing;
import io.mxgateway.core.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every transport of workers owes: the same tests, run over {@link ScriptedBackend} wherever it is hosted. A
 * subclass says how to make the factory; tests that only one transport can have are its own.
 */
@ExtendWith(NothingLeftBehind.class)
public abstract class WorkerClientContract implements LeavesNothing {
    /** A backend whose start works. */
    protected static final String WORKS = "works";
    /** A backend whose start fails with the text "no license". */
    protected static final String FAILS = "fails";
    /** A backend whose start never ends. */
    protected static final String HANGS = "hangs";
    /** How many commands of a worker may be in flight. */
    protected static final int MAX_PENDING = 4;

    private static final Duration LONG = Await.NET;
    private static final MxCommand ECHO = new MxCommand.Register("echo");

    private final CountingMetrics metrics = new CountingMetrics();
    private final RecordingListener listener = new RecordingListener();
    private final List<WorkerClient> clients = new ArrayList<>();
    private WorkerClientFactory factory;

    /**
     * The transport under test.
     *
     * @param counts takes its counts
     * @return a factory with the backends {@link #WORKS}, {@link #FAILS} and {@link #HANGS}, and a pending limit of
     *     {@link #MAX_PENDING}
     */
    protected abstract WorkerClientFactory open(CountingMetrics counts) throws Exception;

    /** Ends what {@link #open} started beyond the factory itself, which is closed already. */
    protected void closed() throws Exception {}

    @BeforeEach
    final void openFactory() throws Exception {
        factory = open(metrics);
    }

    @AfterEach
    final void endEverything() throws Exception {
        clients.forEach(client -> Await.result(client.kill("end of the test")));
        Await.result(factory.close());
        closed();
        assertThat(listener.breaches()).as("the listener's contract").isEmpty();
    }

    @Override
    public List<String> leftovers() {
        List<String> left = new ArrayList<>();
        for (GatewayMetric gauge : List.of(GatewayMetric.WORKERS_RUNNING, GatewayMetric.COMMANDS_PENDING)) {
            if (metrics.of(gauge) != 0) {
                left.add(gauge + " is " + metrics.of(gauge));
            }
        }
        return left;
    }

    private WorkerClient ready() {
        WorkerClient client = Await.result(factory.prepare(WORKS, "session-c").start(listener));
        clients.add(client);
        return client;
    }

    private static MxCommand script(String text) {
        return new MxCommand.Register(text);
    }

    private static int number(MxReply reply) {
        return ((MxReplyPayload.ServerHandle) reply.payload()).serverHandle();
    }

    private static WorkerErrorCode codeOf(CompletableFuture<?> future) {
        return ((WorkerException) Await.failure(future)).code();
    }

    private WorkerException theEnd() {
        Await.until("the end is told", () -> !listener.ends().isEmpty());
        assertThat(listener.ends()).hasSize(1);
        return listener.ends().get(0);
    }

    @Test
    void aReadyWorkerHasPassedItsStagesAndTellsWhoItIs() {
        WorkerTicket ticket = factory.prepare(WORKS, "session-c");
        assertThat(ticket.sessionId()).isEqualTo("session-c");

        WorkerClient client = Await.result(ticket.start(listener));
        clients.add(client);

        assertThat(client.state()).isEqualTo(WorkerClientState.READY);
        assertThat(listener.stages()).endsWith(WorkerStartStage.INITIALIZING_WORKER);
        assertThat(client.description().backendName()).isEqualTo("scripted");
        assertThat(client.description().protocolVersion()).isEqualTo(1);
        assertThat(ProcessHandle.of(client.description().processId())).isPresent();
        assertThat(metrics.of(GatewayMetric.WORKERS_RUNNING)).isEqualTo(1);
        assertThat(metrics.of(GatewayMetric.WORKERS_STARTUP_DURATION)).isEqualTo(1);
    }

    @Test
    void commandsAreExecutedInOrderAndAnsweredUnderDifferentIds() {
        WorkerClient client = ready();
        List<CompletableFuture<MxReply>> replies = new ArrayList<>();
        for (int i = 0; i < MAX_PENDING; i++) {
            replies.add(client.invoke(ECHO, LONG));
        }

        assertThat(replies).extracting(reply -> number(Await.result(reply))).containsExactly(1, 2, 3, 4);
        assertThat(replies).extracting(reply -> reply.join().correlationId()).doesNotHaveDuplicates();
        assertThat(client.pendingCommands()).isZero();
    }

    @Test
    void pingAndWorkerInfoAreTheWorkersOwnAnswers() {
        WorkerClient client = ready();

        assertThat(Await.result(client.invoke(new MxCommand.Ping("are you there"), LONG))
                        .diagnosticMessage())
                .isEqualTo("are you there");
        MxReply reply = Await.result(client.invoke(new MxCommand.GetWorkerInfo(), LONG));

        MxReplyPayload.WorkerInfo info = (MxReplyPayload.WorkerInfo) reply.payload();
        assertThat(info.backendName()).isEqualTo("scripted");
        assertThat((long) info.processId()).isEqualTo(client.description().processId());
        assertThat(info.protocolVersion()).isEqualTo(1);
    }

    @Test
    void eventsComeInOrderWithContiguousSequencesAndBeforeTheReplyThatFollowsThem() {
        WorkerClient client = ready();

        CompletableFuture<Integer> heard = client.invoke(script("events:1000"), LONG)
                .thenApply(reply -> listener.events().size());

        assertThat(Await.result(heard)).isEqualTo(1000);
        Await.result(client.invoke(script("events:500"), LONG));
        assertThat(listener.events())
                .extracting(MxEvent::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1500).boxed().toList());
        assertThat(listener.events())
                .extracting(event -> (long) event.itemHandle())
                .isSorted();
        assertThat(listener.events())
                .allMatch(event -> event.sessionId().equals("session-c") && event.workerTimestamp() != null);
    }

    @Test
    void aTimeoutEndsTheWaitAndNotTheWorker() {
        WorkerClient client = ready();

        CompletableFuture<MxReply> held = client.invoke(script("hold"), Duration.ofMillis(30));

        assertThat(codeOf(held)).isEqualTo(WorkerErrorCode.COMMAND_TIMEOUT);
        assertThat(Await.result(client.invoke(ECHO, LONG)).status().isOk()).isTrue();
        assertThat(metrics.of(GatewayMetric.COMMANDS_LATE_REPLIES)).isEqualTo(1);
        assertThat(client.state()).isEqualTo(WorkerClientState.READY);
    }

    @Test
    void aCommandCancelledWhileItWaitsIsNeverExecuted() {
        WorkerClient client = ready();
        CompletableFuture<MxReply> held = client.invoke(script("hold"), LONG);
        CompletableFuture<MxReply> waiting = client.invoke(script("events:1"), LONG);

        assertThat(waiting.cancel(false)).isTrue();
        assertThat(held.cancel(false)).isTrue();

        assertThat(number(Await.result(client.invoke(ECHO, LONG))))
                .as("hold was the first, this the second")
                .isEqualTo(2);
        assertThat(listener.events()).isEmpty();
        assertThat(client.pendingCommands()).isZero();
    }

    @Test
    void moreCommandsThanTheLimitFailFast() {
        WorkerClient client = ready();
        CompletableFuture<MxReply> held = client.invoke(script("hold"), LONG);
        for (int i = 1; i < MAX_PENDING; i++) {
            client.invoke(ECHO, LONG);
        }

        assertThat(codeOf(client.invoke(ECHO, LONG))).isEqualTo(WorkerErrorCode.PENDING_LIMIT_EXCEEDED);
        assertThat(client.pendingCommands()).isEqualTo(MAX_PENDING);
        held.cancel(false);
        Await.until("there is room again", () -> client.pendingCommands() == 0);
        assertThat(Await.result(client.invoke(ECHO, LONG)).status().isOk()).isTrue();
    }

    @Test
    void pausedEventsAreKeptWhileRepliesGoOn() {
        WorkerClient client = ready();
        client.pauseEvents();
        client.pauseEvents();

        Await.result(client.invoke(script("events:300"), LONG));
        Await.result(client.invoke(new MxCommand.Ping(""), LONG));
        client.resumeEvents();

        Await.until("all have come", () -> listener.events().size() == 300);
        assertThat(listener.events())
                .extracting(MxEvent::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 300).boxed().toList());
    }

    @Test
    void aWorkerThatIsAskedGoesAndEverybodyIsTold() {
        WorkerClient client = ready();
        CompletableFuture<MxReply> held = client.invoke(script("hold"), LONG);

        Await.result(client.shutdown(LONG));

        assertThat(client.state()).isEqualTo(WorkerClientState.CLOSED);
        assertThat(theEnd().code()).isEqualTo(WorkerErrorCode.CLOSED);
        assertThat(codeOf(held)).isEqualTo(WorkerErrorCode.CLOSED);
        assertThat(codeOf(client.invoke(ECHO, LONG))).isEqualTo(WorkerErrorCode.CLOSED);
        Await.result(client.shutdown(LONG));
        Await.result(client.kill("again"));
        assertThat(listener.ends()).hasSize(1);
        assertThat(metrics.of(GatewayMetric.WORKERS_EXITED)).isEqualTo(1);
        assertThat(metrics.of(GatewayMetric.WORKERS_KILLED)).isZero();
    }

    @Test
    void aWorkerThatIsAskedTakesNoMoreCommands() {
        WorkerClient client = ready();
        Await.result(client.invoke(script("stubborn"), LONG));

        client.shutdown(LONG);

        assertThat(client.state()).isEqualTo(WorkerClientState.CLOSING);
        assertThat(codeOf(client.invoke(ECHO, LONG))).isEqualTo(WorkerErrorCode.NOT_READY);
    }

    @Test
    void aWorkerThatDoesNotGoInTimeIsStillThereToBeKilled() {
        WorkerClient client = ready();
        Await.result(client.invoke(script("stubborn"), LONG));

        CompletableFuture<Void> asked = client.shutdown(Duration.ofMillis(50)).toCompletableFuture();

        assertThat(codeOf(asked)).isEqualTo(WorkerErrorCode.SHUTDOWN_FAILED);
        assertThat(listener.ends()).isEmpty();
        Await.result(client.kill("it did not go"));
        assertThat(theEnd().code()).isEqualTo(WorkerErrorCode.KILLED);
        assertThat(client.state()).isEqualTo(WorkerClientState.CLOSED);
    }

    @Test
    void aKilledWorkerFailsWhatIsPendingWithTheReason() {
        WorkerClient client = ready();
        CompletableFuture<MxReply> held = client.invoke(script("hold"), LONG);
        CompletableFuture<WorkerClientState> seen = held.handle((reply, problem) -> client.state());

        Await.result(client.kill("admin"));

        assertThat(codeOf(held)).isEqualTo(WorkerErrorCode.KILLED);
        assertThat(Await.failure(held)).hasMessageContaining("admin");
        assertThat(Await.result(seen)).isEqualTo(WorkerClientState.CLOSED);
        assertThat(theEnd().code()).isEqualTo(WorkerErrorCode.KILLED);
        assertThat(metrics.of(GatewayMetric.WORKERS_KILLED)).isEqualTo(1);
    }

    @Test
    void aWorkerThatDiesFailsWhatIsPendingAtOnceAndIsFaultedBeforeAnybodySeesThat() {
        WorkerClient client = ready();
        CompletableFuture<MxReply> dying = client.invoke(script("crash:3"), LONG);
        CompletableFuture<WorkerClientState> seen = dying.handle((reply, problem) -> client.state());

        assertThat(codeOf(dying)).isEqualTo(WorkerErrorCode.LOST);
        assertThat(Await.failure(dying)).hasMessageContaining("the worker is lost");
        assertThat(Await.result(seen)).isEqualTo(WorkerClientState.FAULTED);
        assertThat(theEnd().code()).isEqualTo(WorkerErrorCode.LOST);
        assertThat(codeOf(client.invoke(ECHO, LONG))).isEqualTo(WorkerErrorCode.LOST);
        Await.result(client.kill("clean up"));
        assertThat(listener.ends()).hasSize(1);
    }

    @Test
    void aBackendThatLosesMxAccessEndsTheWorkerWithItsText() {
        WorkerClient client = ready();

        CompletableFuture<MxReply> pending = client.invoke(script("lost:galaxy went away"), LONG);

        assertThat(codeOf(pending)).isEqualTo(WorkerErrorCode.WORKER_FAULT);
        assertThat(theEnd()).hasMessageContaining("galaxy went away").hasMessageContaining("BACKEND_LOST");
        assertThat(client.state()).isEqualTo(WorkerClientState.FAULTED);
    }

    @Test
    void aBackendThatBreaksInACommandEndsTheWorker() {
        WorkerClient client = ready();

        CompletableFuture<MxReply> pending = client.invoke(script("break"), LONG);

        assertThat(codeOf(pending)).isEqualTo(WorkerErrorCode.WORKER_FAULT);
        assertThat(theEnd()).hasMessageContaining("broken on purpose").hasMessageContaining("COMMAND_FAILED");
    }

    @Test
    void eventsBeforeAFaultAreDeliveredBeforeTheEnd() {
        WorkerClient client = ready();
        client.invoke(script("events:200"), LONG);
        client.invoke(script("lost:gone"), LONG);

        theEnd();

        assertThat(listener.events()).hasSize(200);
    }

    @Test
    void aStartThatFailsSaysWhyAndLeavesNothing() {
        CompletableFuture<WorkerClient> start =
                factory.prepare(FAILS, "session-f").start(listener);

        assertThat(codeOf(start)).isEqualTo(WorkerErrorCode.START_FAILED);
        assertThat(Await.failure(start)).hasMessageContaining("no license");
        assertThat(metrics.of(GatewayMetric.WORKERS_RUNNING))
                .as("gone before it is told")
                .isZero();
        assertThat(listener.ends()).isEmpty();
    }

    @Test
    void cancellingAStartTakesDownWhatWasStarted() {
        CompletableFuture<WorkerClient> start =
                factory.prepare(HANGS, "session-h").start(listener);
        Await.until("it has begun", () -> listener.stages().contains(WorkerStartStage.INITIALIZING_WORKER));

        assertThat(start.cancel(false)).isTrue();

        Await.until("nothing runs", () -> metrics.of(GatewayMetric.WORKERS_RUNNING) == 0);
        assertThat(listener.ends()).isEmpty();
    }

    @Test
    void aTicketIsGoodForOneUse() {
        WorkerTicket used = factory.prepare(WORKS, "session-c");
        clients.add(Await.result(used.start(listener)));
        WorkerTicket returned = factory.prepare(WORKS, "session-d");
        returned.giveBack();
        returned.giveBack();

        assertThat(codeOf(used.start(new RecordingListener()))).isEqualTo(WorkerErrorCode.START_FAILED);
        assertThat(codeOf(returned.start(new RecordingListener()))).isEqualTo(WorkerErrorCode.START_FAILED);
        used.giveBack();
        assertThat(clients.get(0).state()).isEqualTo(WorkerClientState.READY);
    }

    @Test
    void anUnknownBackendIsRefusedByNameWithThoseThatExist() {
        assertThat(factory.backends()).contains(WORKS, FAILS, HANGS);
        assertThatThrownBy(() -> factory.prepare("nope", "session-x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nope")
                .hasMessageContaining(WORKS);
    }
}
