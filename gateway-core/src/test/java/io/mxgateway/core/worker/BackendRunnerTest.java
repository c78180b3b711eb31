package io.mxgateway.core.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.ProtocolStatusCode;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.worker.ScriptedBackend.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendRunnerTest {
    private final FakeTime time = new FakeTime();
    private final List<String> said = new ArrayList<>();
    private final List<MxReply> replies = new ArrayList<>();
    private final List<MxEvent> events = new ArrayList<>();
    private final RunnerSink sink = new RunnerSink() {
        @Override
        public void reply(String correlationId, MxReply reply) {
            said.add("reply " + correlationId);
            replies.add(reply);
        }

        @Override
        public void events(List<MxEvent> batch) {
            said.add("events " + batch.size());
            events.addAll(batch);
        }

        @Override
        public void fault(WorkerFaultCategory category, String message) {
            said.add("fault " + category + ": " + message);
        }

        @Override
        public void crashed(int exitCode) {
            said.add("crashed " + exitCode);
        }
    };
    private final ScriptedBackend backend = new ScriptedBackend(Start.WORKS);
    private final BackendRunner runner =
            new BackendRunner("session-r", 4711, backend, time, new BackendRunner.Limits(3, 100), sink);

    private static MxCommand script(String text) {
        return new MxCommand.Register(text);
    }

    @Test
    void itsStateFollowsItsLife() {
        assertThat(runner.state()).isEqualTo(WorkerState.STARTING);
        runner.start();
        assertThat(runner.state()).isEqualTo(WorkerState.READY);
        time.advance(Duration.ofSeconds(1));
        runner.submit("7", script("hold"));

        assertThat(runner.state()).isEqualTo(WorkerState.EXECUTING_COMMAND);
        assertThat(runner.currentCorrelationId()).isEqualTo("7");
        assertThat(runner.pendingCommands()).isEqualTo(1);
        assertThat(runner.lastActivity()).isEqualTo(FakeTime.START.plusSeconds(1));
        runner.cancel("7");
        assertThat(runner.state()).isEqualTo(WorkerState.READY);
        assertThat(runner.currentCorrelationId()).isEmpty();
        assertThat(runner.stop().toCompletableFuture()).isCompleted();
        assertThat(runner.state()).isEqualTo(WorkerState.STOPPED);
        assertThat(backend.closed()).isTrue();
    }

    @Test
    void commandsThatComeBeforeTheStartWaitForIt() {
        runner.submit("1", script("x"));
        assertThat(said).isEmpty();

        runner.start();

        assertThat(said).containsExactly("reply 1");
    }

    @Test
    void aStartThatFailsIsAFaultAndAFailure() {
        BackendRunner failing = new BackendRunner(
                "session-f", 1, new ScriptedBackend(Start.FAILS), time, BackendRunner.Limits.DEFAULT, sink);

        assertThat(failing.start().toCompletableFuture()).isCompletedExceptionally();

        assertThat(said).singleElement().asString().contains("INITIALIZATION_FAILED", "no license");
        assertThat(failing.state()).isEqualTo(WorkerState.FAULTED);
    }

    @Test
    void oneCommandAtATimeTheOthersWait() {
        runner.start();
        runner.submit("1", script("hold"));
        runner.submit("2", script("x"));

        assertThat(backend.executed()).isEqualTo(1);
        runner.cancel("1");

        assertThat(said).containsExactly("reply 1", "reply 2");
        assertThat(backend.executed()).isEqualTo(2);
    }

    @Test
    void aCancelledCommandThatWaitsIsAnsweredAndNeverBegun() {
        runner.start();
        runner.submit("1", script("hold"));
        runner.submit("2", script("x"));

        runner.cancel("2");

        assertThat(said).containsExactly("reply 2");
        assertThat(replies.get(0).status().code()).isEqualTo(ProtocolStatusCode.CANCELED);
        runner.cancel("1");
        assertThat(backend.executed()).isEqualTo(1);
    }

    @Test
    void cancellingWhatIsNotThereDoesNothing() {
        runner.start();
        runner.submit("1", script("hold"));

        runner.cancel("99");

        assertThat(said).isEmpty();
        assertThat(runner.state()).isEqualTo(WorkerState.EXECUTING_COMMAND);
    }

    @Test
    void aFullQueueRefusesAndAnIdInUseIsAFault() {
        runner.start();
        runner.submit("1", script("hold"));
        runner.submit("2", script("x"));
        runner.submit("3", script("x"));
        runner.submit("4", script("x"));

        runner.submit("5", script("x"));
        assertThat(replies.get(0).status().code()).isEqualTo(ProtocolStatusCode.WORKER_UNAVAILABLE);
        assertThat(replies.get(0).correlationId()).isEqualTo("5");

        runner.submit("1", script("x"));
        assertThat(said).last().asString().contains("PROTOCOL_VIOLATION", "correlation=1");
    }

    @Test
    void repliesAndEventsKeepTheOrderOfTheBackend() {
        runner.start();
        runner.submit("1", script("events:2"));
        backend.events().event(ScriptedBackend.event(9));
        runner.submit("2", script("x"));

        assertThat(said).containsExactly("events 2", "reply 1", "events 1", "reply 2");
        assertThat(events).extracting(MxEvent::sequence).containsExactly(1L, 2L, 3L);
        assertThat(events).allMatch(event -> event.sessionId().equals("session-r"));
        assertThat(events).allMatch(event -> event.workerTimestamp().equals(FakeTime.START));
    }

    @Test
    void pausedEventsLetRepliesPassAndComeBackAsOneBatch() {
        runner.start();
        runner.pauseEvents();
        runner.submit("1", script("events:2"));
        runner.submit("2", script("events:1"));

        assertThat(said).containsExactly("reply 1", "reply 2");
        assertThat(runner.eventQueueDepth()).isEqualTo(3);
        assertThat(runner.eventSequence()).isEqualTo(3);
        runner.resumeEvents();
        assertThat(said).containsExactly("reply 1", "reply 2", "events 3");
    }

    @Test
    void moreEventsThanFitAreAFaultAfterThoseThatFitted() {
        runner.start();
        runner.pauseEvents();

        runner.submit("1", script("events:101"));

        assertThat(said).hasSize(2);
        assertThat(said.get(0)).isEqualTo("events 100");
        assertThat(said.get(1)).contains("QUEUE_OVERFLOW", "held=100");
        assertThat(runner.state()).isEqualTo(WorkerState.FAULTED);
    }

    @Test
    void aLongRunOfEventsComesInSeveralBatches() {
        BackendRunner wide =
                new BackendRunner("session-w", 1, backend, time, new BackendRunner.Limits(3, 10_000), sink);
        wide.start();

        wide.submit("1", script("events:1100"));

        assertThat(said).containsExactly("events 512", "events 512", "events 76", "reply 1");
    }

    @Test
    void aCrashIsTheLastWord() {
        runner.start();
        runner.submit("1", script("events:1"));
        runner.submit("2", script("crash:5"));
        backend.events().event(ScriptedBackend.event(9));
        backend.events().lost("too late");
        runner.submit("3", script("x"));

        assertThat(said).containsExactly("events 1", "reply 1", "crashed 5");
    }

    @Test
    void stoppingHandsOverWhatIsHeldAndAbortingDoesNot() {
        runner.start();
        runner.pauseEvents();
        runner.submit("1", script("events:2"));
        runner.stop();
        assertThat(said).containsExactly("reply 1", "events 2");

        said.clear();
        ScriptedBackend other = new ScriptedBackend(Start.WORKS);
        BackendRunner aborted = new BackendRunner("session-a", 1, other, time, BackendRunner.Limits.DEFAULT, sink);
        aborted.start();
        aborted.pauseEvents();
        other.events().event(ScriptedBackend.event(1));

        assertThat(aborted.abort().toCompletableFuture()).isCompleted();
        assertThat(said).isEmpty();
        assertThat(other.closed()).isTrue();
    }

    @Test
    void stoppingDropsWhatWaitsAndDoesNotWaitForWhatRuns() {
        runner.start();
        runner.submit("1", script("hold"));
        runner.submit("2", script("x"));

        assertThat(runner.stop().toCompletableFuture()).isCompleted();

        assertThat(said).isEmpty();
        assertThat(backend.executed()).isEqualTo(1);
    }

    @Test
    void whatIsTheGatewaysIsRefusedHere() {
        runner.start();
        runner.submit("1", new MxCommand.GetSessionState());
        runner.submit("2", new MxCommand.ShutdownWorker());
        runner.submit("3", new MxCommand.DrainEvents(0));

        assertThat(replies)
                .allMatch(reply -> reply.status().code() == ProtocolStatusCode.INVALID_REQUEST)
                .hasSize(3);
        assertThat(backend.executed()).isZero();
    }

    @Test
    void aBrokenSecretCommandDoesNotQuoteTheBackend() {
        assertThat(OwnReplies.problemOf(MxCommandKind.AUTHENTICATE_USER, new IllegalStateException("hunter2")))
                .isEqualTo("java.lang.IllegalStateException");
        assertThat(OwnReplies.problemOf(MxCommandKind.WRITE, new IllegalStateException("why")))
                .isEqualTo("why");
    }
}
