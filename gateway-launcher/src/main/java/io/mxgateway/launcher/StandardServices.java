package io.mxgateway.launcher;

import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What tools expect of every gRPC server: whether it serves, and what. Health is told to anybody, of the server as a whole
 * (the empty name) and of each service; it goes back to not serving for good when the gateway begins to end. Thread-safe.
 */
final class StandardServices {
    private final HealthStatusManager health = new HealthStatusManager();
    private final List<ServerServiceDefinition> served;
    private final AtomicBoolean ending = new AtomicBoolean();

    /** @param served what is served beside these */
    StandardServices(List<ServerServiceDefinition> served) {
        this.served = List.copyOf(served);
        set(ServingStatus.NOT_SERVING);
    }

    /** All that is to be served. */
    List<ServerServiceDefinition> definitions() {
        List<ServerServiceDefinition> all = new ArrayList<>(served);
        all.add(health.getHealthService().bindService());
        all.add(ProtoReflectionServiceV1.newInstance().bindService());
        return all;
    }

    /** From now on calls are served. */
    void serving() {
        set(ServingStatus.SERVING);
    }

    /** From now on it ends, and nothing changes that; who watches is told before connections end. Idempotent. */
    void ending() {
        // Told twice, the library complains with a stack trace: drained first, ended later.
        if (ending.compareAndSet(false, true)) {
            health.enterTerminalState();
        }
    }

    private void set(ServingStatus status) {
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        served.forEach(
                service -> health.setStatus(service.getServiceDescriptor().getName(), status));
    }
}
