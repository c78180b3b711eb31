package io.mxgateway.core.session;

import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import io.mxgateway.core.worker.WorkerListener;
import io.mxgateway.core.worker.WorkerStartStage;
import java.util.List;

/** What a worker tells by itself, from its start to its end, passed on to its session. */
final class SessionEars implements WorkerListener {
    private final GatewaySession session;
    private final SessionEndings endings;

    SessionEars(GatewaySession session, SessionEndings endings) {
        this.session = session;
        this.endings = endings;
    }

    @Override
    public void onStage(WorkerStartStage stage) {
        session.advance(
                switch (stage) {
                    case STARTING_WORKER -> SessionState.STARTING_WORKER;
                    case WAITING_FOR_PIPE -> SessionState.WAITING_FOR_PIPE;
                    case HANDSHAKING -> SessionState.HANDSHAKING;
                    case INITIALIZING_WORKER -> SessionState.INITIALIZING_WORKER;
                });
    }

    @Override
    public void onEvents(List<MxEvent> events) {
        try {
            session.log().append(events);
        } catch (IllegalArgumentException outOfSequence) {
            endings.workerTerminated(
                    session,
                    new WorkerException(
                            WorkerErrorCode.PROTOCOL_VIOLATION, Failures.textOf(outOfSequence), outOfSequence));
        }
    }

    @Override
    public boolean wantsEvents() {
        return !session.log().holdsUp();
    }

    @Override
    public void onTerminated(WorkerException cause) {
        endings.workerTerminated(session, cause);
    }
}
