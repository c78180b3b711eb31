package io.mxgateway.core.worker;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Who a worker is.
 *
 * @param backendName what stands behind it, in the worker's own words
 * @param version the version of the worker
 * @param protocolVersion the worker protocol it speaks
 * @param processId its process, or the process that hosts it when it has none of its own
 * @param startedAt when it became ready
 * @param capabilities what it can do beyond the necessary
 */
public record WorkerDescription(
        String backendName,
        String version,
        int protocolVersion,
        long processId,
        Instant startedAt,
        List<String> capabilities) {
    public WorkerDescription {
        Objects.requireNonNull(backendName, "backendName");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(startedAt, "startedAt");
        capabilities = List.copyOf(capabilities);
    }
}
