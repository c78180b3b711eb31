package io.mxgateway.core.session;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.worker.WorkerClient;
import io.mxgateway.core.worker.WorkerClientState;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Has sessions execute commands: answers what is the gateway's to answer, and sends the rest to the worker. */
final class SessionCommands {
    /** Room for what surrounds drained events in a message. */
    private static final int MESSAGE_HEADROOM = 64 << 10;

    private final GatewayTime time;
    private final GatewayMetrics metrics;
    private final SessionEndings endings;
    private final ArrayNames names;
    private final int maxPending;
    private final long maxDrainBytes;

    SessionCommands(
            GatewayOptions options,
            GatewayTime time,
            GatewayMetrics metrics,
            SessionEndings endings,
            ArrayNames names) {
        this.time = time;
        this.metrics = metrics;
        this.endings = endings;
        this.names = names;
        this.maxPending = options.sessions().maxPendingCommands();
        this.maxDrainBytes = Math.max(1, options.workers().maxFrameBytes() - MESSAGE_HEADROOM);
    }

    /** Executes a command of a client that may use this session. */
    CompletableFuture<MxReply> invoke(GatewaySession session, ClientIdentity caller, CommandRequest request) {
        MxCommand command;
        try {
            command = CommandRules.prepared(request.command());
        } catch (SessionException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return switch (command.kind()) {
            case GET_SESSION_STATE -> answered(session, command.kind(), stateOf(session));
            case DRAIN_EVENTS -> drained(session, ((MxCommand.DrainEvents) command).maxEvents());
            case SHUTDOWN_WORKER -> closed(session);
            default -> send(session, caller, request.with(command), timeoutOf(session, request));
        };
    }

    /** Executes a command of the gateway's own; it does not count as the client's use of the session. */
    CompletableFuture<MxReply> internal(GatewaySession session, MxCommand command) {
        return internal(session, command, session.commandTimeout());
    }

    /** The same with a time of its own, at most the session's. */
    CompletableFuture<MxReply> internal(GatewaySession session, MxCommand command, Duration timeout) {
        Duration limit = session.commandTimeout();
        return send(session, null, CommandRequest.of(command), timeout.compareTo(limit) > 0 ? limit : timeout);
    }

    private static Duration timeoutOf(GatewaySession session, CommandRequest request) {
        Duration limit = session.commandTimeout();
        Duration wanted = request.timeout();
        return wanted == null || wanted.compareTo(limit) > 0 ? limit : wanted;
    }

    /** @param caller which client sends it; null for the gateway itself */
    private CompletableFuture<MxReply> send(
            GatewaySession session, ClientIdentity caller, CommandRequest request, Duration timeout) {
        SessionErrorCode refusal = session.admit(caller != null);
        if (refusal != null) {
            return CompletableFuture.failedFuture(
                    refusal == SessionErrorCode.PENDING_LIMIT_EXCEEDED
                            ? Failures.tooManyPending(session, maxPending)
                            : Failures.notReady(session));
        }
        String method = request.command().kind().method();
        metrics.count(GatewayMetric.COMMANDS_STARTED, method);
        Call call = new Call(session, method, time.nanoTime());
        call.follow(call.begin(caller, request, timeout));
        return call;
    }

    private static CompletableFuture<MxReply> begin(WorkerClient client, MxCommand command, Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            return CompletableFuture.failedFuture(new WorkerException(
                    WorkerErrorCode.COMMAND_TIMEOUT,
                    "the caller's deadline had passed before " + command.kind().method() + " could be sent"));
        }
        try {
            return client.invoke(command, timeout);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** One command on its way. It is the caller's future; cancelling it ends the wait at the worker client. */
    private final class Call extends CompletableFuture<MxReply> {
        private final GatewaySession session;
        private final String method;
        private final long begun;
        // What the worker client promised. Written once, before anybody outside has this object.
        private CompletableFuture<MxReply> sent;
        // How it passed the gate. Written once, before anything is sent.
        private Passage passage = Passage.FREE;

        Call(GatewaySession session, String method, long begun) {
            this.session = session;
            this.method = method;
            this.begun = begun;
        }

        /** Through the gate and on to the worker, as far as the gate leaves it anything. */
        CompletableFuture<MxReply> begin(ClientIdentity caller, CommandRequest request, Duration timeout) {
            MxCommand left = request.command();
            try {
                if (caller != null) {
                    Passage passing = session.gate().pass(caller, request);
                    left = passing.command(left);
                    if (left == null) {
                        return CompletableFuture.completedFuture(passing.reply(null));
                    }
                    passage = passing;
                }
            } catch (RuntimeException refused) {
                return CompletableFuture.failedFuture(refused);
            }
            // Behind the gate, which judges names as the client wrote them.
            return SessionCommands.begin(session.link().client(), names.corrected(left), timeout);
        }

        void follow(CompletableFuture<MxReply> promised) {
            sent = promised;
            promised.whenComplete(this::finish);
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            // The promise decides between a reply and this; what wins there is what this becomes.
            sent.cancel(mayInterruptIfRunning);
            return isCancelled();
        }

        private void finish(MxReply answered, Throwable error) {
            if (error != null) {
                fail(Failures.unwrapped(error));
                return;
            }
            if (answered == null || answered.status() == null) {
                fail(new IllegalStateException("the worker client gave a reply without a status to " + method));
                return;
            }
            MxReply reply;
            try {
                reply = passage.reply(answered);
            } catch (RuntimeException e) {
                fail(e);
                return;
            }
            boolean success = reply.status().isOk();
            session.commandEnds(success);
            metrics.observe(GatewayMetric.COMMANDS_DURATION, time.nanoTime() - begun, method);
            if (success) {
                metrics.count(GatewayMetric.COMMANDS_SUCCEEDED, method);
            } else {
                metrics.count(
                        GatewayMetric.COMMANDS_FAILED,
                        method,
                        reply.status().code().name());
            }
            complete(reply);
        }

        private void fail(Throwable error) {
            SessionException failure = Failures.ofCommand(session, error);
            WorkerClient client = session.link().client();
            if (client.state() == WorkerClientState.FAULTED) {
                endings.workerFaulted(session, error);
            }
            session.commandEnds(false);
            metrics.observe(GatewayMetric.COMMANDS_DURATION, time.nanoTime() - begun, method);
            metrics.count(GatewayMetric.COMMANDS_FAILED, method, failure.code().name());
            if (error instanceof CancellationException) {
                super.cancel(false);
            } else {
                completeExceptionally(failure);
            }
        }
    }

    private static MxReplyPayload stateOf(GatewaySession session) {
        return new MxReplyPayload.SessionStateInfo(
                session.state().number(),
                session.workerState(),
                session.pendingCommands(),
                session.lastEventSequence(),
                session.subscribers());
    }

    private CompletableFuture<MxReply> drained(GatewaySession session, int maxEvents) {
        session.used();
        if (session.state() != SessionState.READY) {
            return CompletableFuture.failedFuture(Failures.notReady(session));
        }
        List<MxEvent> events = session.log().drain(maxEvents, maxDrainBytes);
        return answered(session, MxCommandKind.DRAIN_EVENTS, new MxReplyPayload.DrainedEvents(events));
    }

    /** What the gateway answered itself. */
    private CompletableFuture<MxReply> answered(GatewaySession session, MxCommandKind kind, MxReplyPayload payload) {
        session.used();
        metrics.count(GatewayMetric.COMMANDS_STARTED, kind.method());
        metrics.count(GatewayMetric.COMMANDS_SUCCEEDED, kind.method());
        return CompletableFuture.completedFuture(MxReplyData.ok(kind, payload));
    }

    private CompletableFuture<MxReply> closed(GatewaySession session) {
        String method = MxCommandKind.SHUTDOWN_WORKER.method();
        long begun = time.nanoTime();
        metrics.count(GatewayMetric.COMMANDS_STARTED, method);
        return endings.close(session, CloseReason.CLIENT_CLOSE).handle((result, error) -> {
            metrics.observe(GatewayMetric.COMMANDS_DURATION, time.nanoTime() - begun, method);
            if (error != null) {
                SessionException failure = Failures.ofCommand(session, error);
                metrics.count(
                        GatewayMetric.COMMANDS_FAILED, method, failure.code().name());
                throw new CompletionException(failure);
            }
            metrics.count(GatewayMetric.COMMANDS_SUCCEEDED, method);
            return MxReplyData.ok(MxCommandKind.SHUTDOWN_WORKER);
        });
    }
}
