package io.mxgateway.core.worker;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A factory whose starts end when and as the test says. Not thread-safe. */
final class FakeWorkers implements WorkerClientFactory {
    final List<FakeStart> starts = new ArrayList<>();
    final List<String> returned = new ArrayList<>();
    boolean closed;

    @Override
    public Set<String> backends() {
        return Set.of("plant");
    }

    @Override
    public WorkerTicket prepare(String backend, String freshSessionId) {
        return new WorkerTicket() {
            @Override
            public String sessionId() {
                return freshSessionId;
            }

            @Override
            public CompletableFuture<WorkerClient> start(WorkerListener listener) {
                FakeStart start = new FakeStart(freshSessionId, listener);
                starts.add(start);
                return start.future;
            }

            @Override
            public void giveBack() {
                returned.add(freshSessionId);
            }
        };
    }

    @Override
    public CompletionStage<Void> close() {
        closed = true;
        return CompletableFuture.completedStage(null);
    }

    FakeStart last() {
        return starts.get(starts.size() - 1);
    }

    /** One start that was begun. */
    static final class FakeStart {
        final String sessionId;
        final WorkerListener listener;
        final CompletableFuture<WorkerClient> future = new CompletableFuture<>();
        final FakeClient client = new FakeClient();

        FakeStart(String sessionId, WorkerListener listener) {
            this.sessionId = sessionId;
            this.listener = listener;
        }

        FakeClient succeed() {
            future.complete(client);
            return client;
        }

        void fail() {
            future.completeExceptionally(new WorkerException(WorkerErrorCode.START_FAILED, "no license"));
        }

        void die() {
            client.state = WorkerClientState.FAULTED;
            listener.onTerminated(new WorkerException(WorkerErrorCode.LOST, "exit code 9"));
        }
    }

    /** A worker that answers when it is told to. */
    static final class FakeClient implements WorkerClient {
        final List<String> kills = new ArrayList<>();
        WorkerClientState state = WorkerClientState.READY;
        boolean answers = true;
        int answered;
        // The probe that waits for its answer; null when none does.
        CompletableFuture<MxReply> unanswered;

        @Override
        public WorkerClientState state() {
            return state;
        }

        @Override
        public WorkerDescription description() {
            return new WorkerDescription("fake", "1", 1, 1, Instant.EPOCH, List.of());
        }

        @Override
        public CompletableFuture<MxReply> invoke(MxCommand command, Duration timeout) {
            if (answers) {
                answered++;
                return CompletableFuture.completedFuture(MxReplyData.ok(command.kind()));
            }
            unanswered = new CompletableFuture<>();
            return unanswered;
        }

        /** Answers the probe that waits. */
        void answer() {
            unanswered.complete(MxReplyData.ok(MxCommandKind.PING));
        }

        @Override
        public int pendingCommands() {
            return 0;
        }

        @Override
        public void pauseEvents() {}

        @Override
        public void resumeEvents() {}

        @Override
        public CompletionStage<Void> shutdown(Duration grace) {
            state = WorkerClientState.CLOSED;
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> kill(String reason) {
            kills.add(reason);
            state = WorkerClientState.CLOSED;
            return CompletableFuture.completedStage(null);
        }

        @Override
        public List<String> lastOutput() {
            return List.of();
        }
    }
}
