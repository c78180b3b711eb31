package io.mxgateway.launcher.client;

import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.grpc.client.EventListener;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the first event of a kind about an item. Thread-safe. */
final class ItemWatch implements EventListener {
    private record Expected(MxEventFamily family, int serverHandle, int itemHandle) {}

    // One for each item that was told of or asked for, which are as many as the command has tags.
    private final Map<Expected, CompletableFuture<MxEvent>> firsts = new ConcurrentHashMap<>();

    @Override
    public void onEvent(MxEvent event) {
        if (event.itemHandle() != 0) {
            first(event.family(), event.serverHandle(), event.itemHandle()).complete(event);
        }
    }

    private CompletableFuture<MxEvent> first(MxEventFamily family, int serverHandle, int itemHandle) {
        return firsts.computeIfAbsent(
                new Expected(family, serverHandle, itemHandle), unused -> new CompletableFuture<>());
    }

    /** The event, when it comes in time; an interrupt ends the wait and stays set. */
    Optional<MxEvent> await(MxEventFamily family, int serverHandle, int itemHandle, Duration patience) {
        try {
            return Optional.of(first(family, serverHandle, itemHandle).get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an event cannot fail", e);
        }
    }
}
