package io.mxgateway.core.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Several factories under one roof: each backend name leads to the one that knows it.
 *
 * <p>Thread-safe.
 */
public final class NamedWorkerClientFactory implements WorkerClientFactory {
    private final List<WorkerClientFactory> factories;
    private final Map<String, WorkerClientFactory> byName;

    /**
     * A roof over factories, which belong to it from now on.
     *
     * @param factories at least one
     * @throws IllegalArgumentException when two know the same name, or there is none
     */
    public NamedWorkerClientFactory(List<? extends WorkerClientFactory> factories) {
        this.factories = List.copyOf(factories);
        Map<String, WorkerClientFactory> names = new LinkedHashMap<>();
        for (WorkerClientFactory factory : this.factories) {
            for (String name : factory.backends()) {
                if (names.put(name, factory) != null) {
                    throw new IllegalArgumentException(
                            "two factories have a backend '" + name + "'; give one of them another name");
                }
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no backends; at least one is needed");
        }
        this.byName = Map.copyOf(names);
    }

    @Override
    public Set<String> backends() {
        return byName.keySet();
    }

    @Override
    public WorkerTicket prepare(String backend, String freshSessionId) {
        WorkerClientFactory factory = byName.get(backend);
        if (factory == null) {
            throw new IllegalArgumentException("no backend '" + backend + "'; there are " + byName.keySet());
        }
        return factory.prepare(backend, freshSessionId);
    }

    /** Closes all of them, at the same time. */
    @Override
    public CompletionStage<Void> close() {
        return CompletableFuture.allOf(factories.stream()
                .map(factory -> factory.close().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }
}
