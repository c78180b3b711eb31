package io.mxgateway.core.worker;

/** Makes the backend of one session. Thread-safe. */
@FunctionalInterface
public interface WorkerBackendFactory {
    /**
     * Makes a backend that has not been started.
     *
     * @param sessionId the session it will serve
     */
    WorkerBackend create(String sessionId);
}
