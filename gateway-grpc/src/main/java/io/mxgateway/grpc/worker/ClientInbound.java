package io.mxgateway.grpc.worker;

import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.worker.PendingCommands.ReplyFate;
import io.mxgateway.core.worker.SilenceClock;
import io.mxgateway.core.worker.WorkerClientState;
import io.mxgateway.core.worker.WorkerDescription;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.core.worker.WorkerFaultCategory;
import io.mxgateway.core.worker.WorkerListener;
import io.mxgateway.grpc.codec.CodecException;
import io.mxgateway.grpc.codec.ProtocolVersions;
import io.mxgateway.grpc.codec.WireReply;
import io.mxgateway.proto.worker.v1.WorkerCommandReply;
import io.mxgateway.proto.worker.v1.WorkerFault;
import io.mxgateway.proto.worker.v1.WorkerHeartbeat;
import io.mxgateway.proto.worker.v1.WorkerReady;
import io.mxgateway.proto.worker.v1.WorkerShutdownAck;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Serves what an accepted worker sends, watches for its silence, and says what its end means.
 *
 * <p>Everything but {@link #pause} and {@link #drained} runs on the worker's loop.
 */
final class ClientInbound implements WireConnection.Handler {
    // Events kept in the gateway while they are paused; beyond that the worker's connection is no longer read.
    private static final long HELD_BYTES = 1 << 20;
    // How long a broken connection waits for the exit code that explains it.
    private static final Duration EXIT_PATIENCE = Duration.ofMillis(25);

    private final ProcessWorkerClient client;
    private final EnvelopeChecker checker;
    private final WireConnection connection;
    private final WorkerMachinery machinery;
    private final String workerVersion;
    private final WorkerListener listener;
    private final EventInbox events;
    private final SilenceClock silence;
    // Set by any thread: no events are delivered for now.
    private volatile boolean paused;
    // Written on the loop: the worker has confirmed that it goes.
    private volatile boolean shutdownAcknowledged;
    // Loop only: the time of arrival of what is being read; null between reads.
    private Instant readAt;
    // Loop only: nothing is served any more.
    private boolean terminated;
    // Loop only: how the connection ended; null while it stands.
    private WorkerException connectionEnd;

    ClientInbound(
            ProcessWorkerClient client,
            EnvelopeChecker checker,
            WireConnection connection,
            WorkerListener listener,
            WorkerMachinery machinery,
            String workerVersion) {
        this.client = client;
        this.checker = checker;
        this.connection = connection;
        this.machinery = machinery;
        this.workerVersion = workerVersion;
        this.listener = listener;
        this.events = new EventInbox(listener::onEvents);
        WorkerOptions options = machinery.options();
        this.silence = new SilenceClock(
                machinery.time(),
                machinery.metrics(),
                options.heartbeatInterval(),
                options.heartbeatGrace(),
                options.heartbeatCeiling(),
                client.pending()::inFlight,
                facts -> client.end(new WorkerException(
                        WorkerErrorCode.HUNG,
                        facts + " session=" + client.sessionId() + " pid="
                                + client.process().pid() + " oldestInFlightMs="
                                + TimeUnit.NANOSECONDS.toMillis(
                                        Math.max(0, client.pending().oldestInFlightNanos())))));
    }

    /** Stops or continues the delivery of events; any thread. */
    void pause(boolean wanted) {
        paused = wanted;
        if (wanted) {
            silence.pause();
        } else {
            silence.resume();
            client.loop().execute(this::flowAgain);
        }
    }

    private void flowAgain() {
        if (!terminated) {
            deliverUnlessPaused();
            connection.read(events.bytes() <= HELD_BYTES);
        }
    }

    boolean acknowledgedShutdown() {
        return shutdownAcknowledged;
    }

    /** Delivers what has come, paused or not, and stops serving. */
    void terminate() {
        if (!terminated) {
            terminated = true;
            silence.stop();
            events.deliver();
        }
    }

    @Override
    public void frame(byte[] frame) {
        if (terminated) {
            return;
        }
        serve(checker.check(frame));
    }

    private void serve(Envelope envelope) {
        switch (envelope.body()) {
            case WORKER_EVENT, WORKER_EVENT_BATCH -> {
                if (readAt == null) {
                    readAt = machinery.time().now();
                }
                events.add(envelope, readAt);
            }
            case WORKER_COMMAND_REPLY -> reply(envelope);
            // That it came at all is what counts; decoded, so that nonsense is not taken for life.
            case WORKER_HEARTBEAT -> envelope.decode(WorkerHeartbeat.parser());
            case WORKER_READY -> ready(envelope.decode(WorkerReady.parser()));
            case WORKER_SHUTDOWN_ACK -> {
                envelope.decode(WorkerShutdownAck.parser());
                shutdownAcknowledged = true;
            }
            case WORKER_FAULT -> fault(envelope.decode(WorkerFault.parser()));
            default ->
                throw new WorkerException(
                        WorkerErrorCode.PROTOCOL_VIOLATION, "a worker never sends a " + envelope.body());
        }
    }

    private void reply(Envelope envelope) {
        // What happened before the reply is heard before it.
        deliverUnlessPaused();
        MessageSlice slice = MessageSlice.field(envelope, WorkerCommandReply.REPLY_FIELD_NUMBER);
        ReplyFate fate;
        try {
            fate = client.pending()
                    .reply(
                            envelope.correlationId(),
                            WireReply.receive(envelope.frame(), slice.offset(), slice.length()));
        } catch (CodecException e) {
            throw new WorkerException(
                    WorkerErrorCode.PROTOCOL_VIOLATION,
                    "a reply that cannot be read: " + e.getMessage() + " correlation=" + envelope.correlationId(),
                    e);
        }
        if (fate == ReplyFate.UNKNOWN) {
            throw new WorkerException(
                    WorkerErrorCode.PROTOCOL_VIOLATION,
                    "a reply to a command that was never sent: correlation=" + envelope.correlationId());
        }
    }

    private void ready(WorkerReady ready) {
        client.becameReady(new WorkerDescription(
                ready.getBackendName(),
                workerVersion,
                ProtocolVersions.WORKER,
                client.process().pid(),
                machinery.time().now(),
                ready.getCapabilitiesList()));
        // Not before: while its MXAccess comes up, the start has a deadline of its own.
        silence.start();
    }

    private void fault(WorkerFault fault) {
        client.end(new WorkerException(
                WorkerErrorCode.WORKER_FAULT,
                "the worker cannot go on: session=" + client.sessionId() + " category="
                        + WorkerFaultCategory.ofNumber(fault.getCategoryValue()) + " message="
                        + client.process().redacted(fault.getMessage())));
    }

    @Override
    public void endOfRead() {
        readAt = null;
        silence.heard();
        deliverUnlessPaused();
        if (events.bytes() > HELD_BYTES) {
            connection.read(false);
        }
    }

    private void deliverUnlessPaused() {
        events.deliverUnless(() -> paused || !listener.wantsEvents());
    }

    @Override
    public void drained() {
        // Commands do not wait for room: there is nothing to continue.
    }

    @Override
    public void ended(WorkerException cause) {
        connectionEnd = cause;
        if (cause.code() != WorkerErrorCode.LOST) {
            client.end(new WorkerException(
                    cause.code(),
                    "the worker broke the protocol: " + cause.getMessage() + " session=" + client.sessionId() + " pid="
                            + client.process().pid(),
                    cause));
        } else if (client.process().hasExited()) {
            processExited();
        } else if (client.state() != WorkerClientState.CLOSING) {
            // A worker that was asked to go may close its end first; its exit, or the end of its grace, decides.
            machinery.time().after(EXIT_PATIENCE, () -> client.loop().execute(this::processExited));
        }
    }

    /** The process has ended, or its connection has and the process was given the time to. */
    void processExited() {
        if (terminated) {
            return;
        }
        boolean asked = client.state() == WorkerClientState.CLOSING;
        if (asked && client.process().hasExited()) {
            client.end(new WorkerException(
                    WorkerErrorCode.CLOSED,
                    "the worker was asked to go: session=" + client.sessionId() + ", "
                            + client.process().ending() + " acknowledged=" + shutdownAcknowledged));
            return;
        }
        client.process().readOutput();
        client.end(new WorkerException(
                WorkerErrorCode.LOST,
                "the worker is lost: " + client.process().ending()
                        + (connectionEnd == null ? "" : ", " + connectionEnd.getMessage()) + " session="
                        + client.sessionId() + " inFlight=" + client.pending().inFlight(),
                connectionEnd));
    }
}
