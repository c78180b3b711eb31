package io.mxgateway.grpc.worker.check;

/** The rules of the worker protocol that are checked, in the order in which a session meets them. */
public enum CheckRule {
    CONNECTS("connects", "connects to the socket it was given within the start-up time"),
    HELLO_FIRST("hello-first", "says hello in its first envelope, and only there"),
    HELLO("hello", "its hello carries the nonce, protocol version 1 and its own process id"),
    READY("ready", "becomes ready once, after the hello, with its process id and its backend's name"),
    ENVELOPE("envelope", "every frame is one envelope with exactly one body, one that a worker may send"),
    SESSION("session", "every envelope carries protocol version 1 and the session id it was given"),
    SEQUENCE("sequence", "its envelopes are numbered from 1 without holes"),
    HEARTBEAT_FIRST("heartbeat-first", "sends its first heartbeat at once"),
    HEARTBEAT_INTERVAL("heartbeat-interval", "sends heartbeats as often as the gateway asked for"),
    HEARTBEAT_FACTS("heartbeat-facts", "its heartbeats tell its process id, its state and what is pending truly"),
    PING("ping", "answers Ping with its message as diagnostic_message"),
    WORKER_INFO("worker-info", "answers GetWorkerInfo with process id, backend name and protocol version"),
    UNKNOWN_HANDLE("unknown-handle", "answers a call with an unknown handle with MXACCESS_FAILURE and an hresult"),
    REPLIES("replies", "every reply carries the session, the correlation id and the kind of a command it was sent"),
    IN_ORDER("in-order", "answers commands in the order in which they came"),
    ONCE("once", "answers each command exactly once"),
    UNKNOWN_CANCEL("unknown-cancel", "ignores the cancellation of a command it does not know"),
    FRAME_LIMIT("frame-limit", "never sends a longer frame than the gateway takes, and still answers"),
    EVENTS("events", "its events are numbered from 1 without holes, with session, handles, family, body and statuses"),
    SINGLE_EVENTS("single-events", "sends no event batch to a gateway that has not announced it takes them"),
    BATCHED_EVENTS("batched-events", "its events keep all rules towards a gateway that takes batches too"),
    SHUTDOWN_ACK("shutdown-ack", "acknowledges the shutdown with OK"),
    SHUTDOWN_EXIT("shutdown-exit", "exits with code 0 within the grace period of a shutdown"),
    NO_CHILDREN("no-children", "leaves no process behind"),
    NONCE_SECRET("nonce-secret", "shows its nonce nowhere but in its hello, not in its output either"),
    WRONG_SESSION("wrong-session", "exits, and not with 0, after an envelope of another session"),
    WRONG_VERSION("wrong-version", "exits, and not with 0, after an envelope of another protocol version"),
    WRONG_SEQUENCE("wrong-sequence", "exits, and not with 0, after an envelope whose sequence has a hole before it"),
    NO_BODY("no-body", "exits, and not with 0, after an envelope without a body"),
    GARBAGE("garbage", "exits, and not with 0, after a frame that is no envelope"),
    ZERO_LENGTH("zero-length", "exits, and not with 0, after a frame of length 0"),
    OVERSIZED("oversized", "exits, and not with 0, after the length of a frame that is too long"),
    HELLO_VERSION("hello-version", "exits with code 3 when the gateway's hello names another protocol version"),
    ARGUMENT_VERSION("argument-version", "exits with code 3 when --protocol-version is not 1"),
    ARGUMENTS_MISSING("arguments-missing", "exits with code 2 when its arguments are missing"),
    NONCE_MISSING("nonce-missing", "exits with code 4 when its environment holds no nonce"),
    GATEWAY_GONE("gateway-gone", "exits by itself with code 5 when its connection breaks"),
    STDIN_END("stdin-end", "exits by itself when its standard input ends");

    private final String id;
    private final String sentence;

    CheckRule(String id, String sentence) {
        this.id = id;
        this.sentence = sentence;
    }

    /** Its short name, which does not change. */
    public String id() {
        return id;
    }

    /** What a worker that keeps it does. */
    public String sentence() {
        return sentence;
    }
}
