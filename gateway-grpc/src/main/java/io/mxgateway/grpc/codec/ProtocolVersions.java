package io.mxgateway.grpc.codec;

/**
 * The versions this build speaks. A version moves only when peers of the old one could no longer understand us;
 * fields that are merely added do not count, as either side skips what it does not know.
 */
public final class ProtocolVersions {
    /** The public contract, told to clients in {@code OpenSessionReply.gateway_protocol_version}. */
    public static final int GATEWAY = 3;

    /** The worker protocol, in every {@code WorkerEnvelope} and on the worker's command line. */
    public static final int WORKER = 1;

    private ProtocolVersions() {}
}
