package io.mxgateway.core.testing;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions, with a generous net instead of a guess how long things take. */
public final class Await {
    /** How long anything may take on a busy machine before a test gives up. */
    public static final Duration NET = Duration.ofSeconds(30);

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private Await() {}

    /** Waits until a condition holds; fails with {@code what} when it does not within {@link #NET}. */
    public static void until(String what, BooleanSupplier condition) {
        until(NET, () -> what, condition);
    }

    /** Waits until a condition holds; fails with {@code what} when it does not within {@code net}. */
    public static void until(Duration net, Supplier<String> what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + net.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited " + net.toMillis() + " ms in vain for: " + what.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** The result of a stage; what it failed with is thrown as it is when unchecked, else as the cause of an error. */
    public static <T> T result(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(NET.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (unwrapped(e) instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new AssertionError("failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("no result within " + NET.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a result", e);
        }
    }

    /** What a stage failed with; fails when it succeeds. */
    public static Throwable failure(CompletionStage<?> stage) {
        Object value;
        try {
            value = stage.toCompletableFuture().get(NET.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return unwrapped(e);
        } catch (TimeoutException e) {
            throw new AssertionError("no outcome within " + NET.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for an outcome", e);
        }
        throw new AssertionError("expected a failure, got " + value);
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
