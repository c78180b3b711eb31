package io.mxgateway.grpc.client;

import io.grpc.ClientCall;

/** How this client leaves a stream that it does not want any more. */
final class Abandoned {
    private Abandoned() {}

    /**
     * Ends a started call, whatever has become of its connection.
     *
     * <p>gRPC loses a cancel whose connection broke before. If messages had come that nobody had asked for, the call would
     * then keep them and never end. Asking for them lets it hand them over, to a listener that drops them, and end.
     */
    static void call(ClientCall<?, ?> call, String why) {
        call.cancel(why, null);
        call.request(Integer.MAX_VALUE);
    }
}
