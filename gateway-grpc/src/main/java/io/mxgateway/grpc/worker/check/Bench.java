package io.mxgateway.grpc.worker.check;

import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.grpc.worker.LaunchSpec;
import io.mxgateway.grpc.worker.ProcessLauncher;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * What every scenario needs. Thread-safe.
 *
 * @param worker what is checked
 * @param options how
 * @param launcher starts it
 * @param time the clock
 * @param random makes session ids and nonces
 * @param temporary where sockets are made
 */
record Bench(
        LaunchSpec worker,
        CheckOptions options,
        ProcessLauncher launcher,
        GatewayTime time,
        SecureRandom random,
        Path temporary) {
    /** The end of a step that begins now. */
    long stepDeadline() {
        return time.nanoTime() + options.stepTimeout().toNanos();
    }

    /** The end of a start that begins now. */
    long startDeadline() {
        return time.nanoTime() + options.startTimeout().toNanos();
    }
}
