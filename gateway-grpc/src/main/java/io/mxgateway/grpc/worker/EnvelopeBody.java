package io.mxgateway.grpc.worker;

import io.mxgateway.proto.worker.v1.WorkerEnvelope;

/** What an envelope can carry, with the number of its field. */
enum EnvelopeBody {
    GATEWAY_HELLO(WorkerEnvelope.GATEWAY_HELLO_FIELD_NUMBER),
    WORKER_HELLO(WorkerEnvelope.WORKER_HELLO_FIELD_NUMBER),
    WORKER_READY(WorkerEnvelope.WORKER_READY_FIELD_NUMBER),
    WORKER_COMMAND(WorkerEnvelope.WORKER_COMMAND_FIELD_NUMBER),
    WORKER_COMMAND_REPLY(WorkerEnvelope.WORKER_COMMAND_REPLY_FIELD_NUMBER),
    WORKER_CANCEL(WorkerEnvelope.WORKER_CANCEL_FIELD_NUMBER),
    WORKER_SHUTDOWN(WorkerEnvelope.WORKER_SHUTDOWN_FIELD_NUMBER),
    WORKER_SHUTDOWN_ACK(WorkerEnvelope.WORKER_SHUTDOWN_ACK_FIELD_NUMBER),
    WORKER_EVENT(WorkerEnvelope.WORKER_EVENT_FIELD_NUMBER),
    WORKER_HEARTBEAT(WorkerEnvelope.WORKER_HEARTBEAT_FIELD_NUMBER),
    WORKER_FAULT(WorkerEnvelope.WORKER_FAULT_FIELD_NUMBER),
    WORKER_EVENT_BATCH(WorkerEnvelope.WORKER_EVENT_BATCH_FIELD_NUMBER);

    private static final EnvelopeBody[] ALL = values();

    private final int field;

    EnvelopeBody(int field) {
        this.field = field;
    }

    /** The number of the field that carries it. */
    int field() {
        return field;
    }

    /** The body carried by a field, or null when the field carries none. */
    static EnvelopeBody ofField(int field) {
        int index = field - ALL[0].field;
        return index >= 0 && index < ALL.length ? ALL[index] : null;
    }
}
