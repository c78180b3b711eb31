package io.mxgateway.core.worker;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxReplyPayload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A backend that does what its commands say, so that the same tests can drive it in this JVM and in a process. The
 * client name of a Register is the script:
 *
 * <ul>
 *   <li>{@code events:N} reports N data changes, whose item handles count on from 1, then answers
 *   <li>{@code hold} answers when it is interrupted
 *   <li>{@code break} fails the way a broken backend does
 *   <li>{@code lost:TEXT} reports that MXAccess is gone, and answers nothing
 *   <li>{@code crash:N} dies with exit code N, and answers nothing
 *   <li>{@code stubborn} answers, and from then on never goes down
 * </ul>
 *
 * Anything else is answered with the number of the command. It has no thread.
 */
public final class ScriptedBackend implements WorkerBackend {
    /** How the start goes. */
    public enum Start {
        /** It comes up at once. */
        WORKS,
        /** It fails with the text "no license". */
        FAILS,
        /** It never ends. */
        HANGS
    }

    private final Start start;
    private final AtomicInteger executed = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    // The held command; one that is complete when none is.
    private volatile CompletableFuture<MxReply> held = CompletableFuture.completedFuture(null);
    private volatile BackendEvents events;
    private volatile boolean stubborn;
    private volatile boolean closed;
    private int handles; // touched by execute() only

    /** A backend whose start goes as told. */
    public ScriptedBackend(Start start) {
        this.start = start;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public CompletionStage<Void> start(BackendEvents sink) {
        events = sink;
        return switch (start) {
            case WORKS -> CompletableFuture.completedFuture(null);
            case FAILS -> CompletableFuture.failedFuture(new IllegalStateException("no license"));
            case HANGS -> new CompletableFuture<>();
        };
    }

    @Override
    public CompletionStage<MxReply> execute(MxCommand command) {
        if (running.incrementAndGet() != 1) {
            throw new IllegalStateException("two commands at a time");
        }
        CompletionStage<MxReply> reply = play(command);
        return reply.whenComplete((done, problem) -> running.decrementAndGet());
    }

    private CompletionStage<MxReply> play(MxCommand command) {
        MxReply counted = MxReplyData.ok(command.kind(), new MxReplyPayload.ServerHandle(executed.incrementAndGet()));
        String[] script = command instanceof MxCommand.Register register
                ? register.clientName().split(":", 2)
                : new String[] {""};
        switch (script[0]) {
            case "events" -> report(Integer.parseInt(script[1]));
            case "stubborn" -> stubborn = true;
            case "break" -> throw new IllegalStateException("broken on purpose");
            case "lost" -> {
                events.lost(script[1]);
                return new CompletableFuture<>();
            }
            case "crash" -> {
                events.crash(Integer.parseInt(script[1]));
                return new CompletableFuture<>();
            }
            case "hold" -> {
                held = new CompletableFuture<>();
                return held;
            }
            default -> {
                // Anything else is only counted.
            }
        }
        return CompletableFuture.completedFuture(counted);
    }

    private void report(int count) {
        List<MxEventData> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(event(++handles));
        }
        events.events(batch);
    }

    /** An event of an item. */
    public static MxEventData event(int itemHandle) {
        return MxEventData.ofItem(
                MxEventFamily.ON_DATA_CHANGE, new MxEventBody.DataChange(), 1, itemHandle, null, 192, null, List.of());
    }

    @Override
    public void interrupt() {
        held.complete(MxReplyData.ok(MxCommandKind.REGISTER));
    }

    @Override
    public CompletionStage<Void> close() {
        closed = true;
        return stubborn ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
    }

    /** Whether it was asked to go down. */
    public boolean closed() {
        return closed;
    }

    /** Commands it has begun. */
    public int executed() {
        return executed.get();
    }

    /** Where its events go; null before the start. */
    public BackendEvents events() {
        return events;
    }
}
