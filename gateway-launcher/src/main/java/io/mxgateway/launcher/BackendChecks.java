package io.mxgateway.launcher;

import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.EndedSession;
import io.mxgateway.core.session.GatewaySession;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.session.SessionListener;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.worker.WorkerClientFactory;
import io.mxgateway.launcher.admin.HealthCheck;
import io.mxgateway.launcher.admin.HealthCheck.Finding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Whether the workers of each backend can be started. Without those of the default one the gateway is of no use; without
 * others it serves all the same. Thread-safe.
 */
final class BackendChecks implements SessionListener {
    private final Map<String, SpawnSelfTest> tests = new TreeMap<>();
    // Of these a session may get a worker that was started long ago.
    private final Map<String, BackendOptions> backends;

    /**
     * Checks; nothing is started before somebody looks.
     *
     * @param standard the backend of sessions that ask for none
     * @param workers makes them, without turns or a pool
     * @param ids makes the ids that they carry
     */
    BackendChecks(
            Map<String, BackendOptions> backends,
            String standard,
            WorkerClientFactory workers,
            Supplier<String> ids,
            SpawnSelfTest.Times times,
            GatewayTime time) {
        this.backends = Map.copyOf(backends);
        for (String backend : backends.keySet()) {
            tests.put(
                    backend,
                    new SpawnSelfTest(
                            backend,
                            workers,
                            ids,
                            backend.equals(standard) ? Finding::down : Finding::degraded,
                            times,
                            time));
        }
    }

    /** One for each backend, by its name. */
    List<HealthCheck> checks() {
        return tests.entrySet().stream()
                .map(test -> new HealthCheck("backend." + test.getKey(), test.getValue()::look))
                .toList();
    }

    @Override
    public void opened(GatewaySession session) {
        SpawnSelfTest test = tests.get(session.backend());
        if (test != null && backends.get(session.backend()).warm() == 0) {
            test.proved();
        }
    }

    @Override
    public void notOpened(GatewaySession session, SessionException failure) {}

    @Override
    public void endWanted(GatewaySession session, ClientIdentity by, boolean kill) {}

    @Override
    public void ended(EndedSession session) {}

    /** Breaks off what is under way. Idempotent; completes when all of it is gone, never exceptionally. */
    CompletionStage<Void> close() {
        return CompletableFuture.allOf(tests.values().stream()
                .map(test -> test.close().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }
}
