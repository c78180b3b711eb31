package io.mxgateway.launcher.admin;

import io.mxgateway.core.session.SessionException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What comes of an act of an operator. Stateless. */
public final class ActOutcome {
    private ActOutcome() {}

    /**
     * Waits for an act.
     *
     * @param patience how long it may take before its sender is told that it goes on
     * @throws AdminRefusal saying what its sender can do, when it went wrong
     */
    public static String await(CompletionStage<String> act, Duration patience) {
        try {
            return act.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return "still on its way after " + patience.toSeconds() + " s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AdminRefusal(503, "the gateway is ending");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SessionException known) {
                throw new AdminRefusal(
                        switch (known.code()) {
                            case SESSION_NOT_FOUND -> 404;
                            case CLOSE_FAILED -> 500;
                            default -> 409;
                        },
                        known.getMessage());
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
