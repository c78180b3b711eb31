package io.mxgateway.grpc.worker;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.worker.BackendEvents;
import io.mxgateway.core.worker.WorkerBackend;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A backend for what only a process can do: print, flood, halt, send what is too long. The item definition of an AddItem
 * is the script, {@code word} or {@code word:number}.
 */
final class UnrulyBackend implements WorkerBackend {
    private volatile BackendEvents events;
    private volatile CompletableFuture<MxReply> running = new CompletableFuture<>();

    @Override
    public String name() {
        return "unruly";
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public CompletionStage<Void> start(BackendEvents sink) {
        events = sink;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<MxReply> execute(MxCommand command) {
        MxReply done = MxReplyData.ok(command.kind()).withDiagnostic("done");
        if (!(command instanceof MxCommand.AddItem add)) {
            return CompletableFuture.completedFuture(done);
        }
        String[] words = add.itemDefinition().split(":", 2);
        int number = words.length == 2 ? Integer.parseInt(words[1]) : 0;
        switch (words[0]) {
            case "events" -> {
                for (int i = 1; i <= number; i++) {
                    events.event(event(i, MxValue.of(i)));
                }
            }
            case "bigevents" -> {
                for (int i = 1; i <= number; i++) {
                    events.event(event(i, MxValue.of("x".repeat(50_000))));
                }
            }
            case "hugeevent" -> events.event(event(1, MxValue.of("x".repeat(number))));
            case "hugereply" -> done = MxReplyData.ok(command.kind()).withDiagnostic("x".repeat(number));
            case "print" -> System.out.println("x".repeat(number));
            case "flood" -> {
                for (int i = 0; i < number; i++) {
                    System.err.println("flooding line " + i);
                }
            }
            case "secret" ->
                System.err.println("nonce=" + System.getenv(LaunchArguments.NONCE) + " password="
                        + System.getenv("TEST_PASSWORD"));
            case "hang" -> {
                running = new CompletableFuture<>();
                return running;
            }
            case "halt" -> Runtime.getRuntime().halt(number);
            default -> {}
        }
        return CompletableFuture.completedFuture(done);
    }

    private static MxEventData event(int handle, MxValue value) {
        return MxEventData.ofItem(
                MxEventFamily.ON_DATA_CHANGE, MxEventBody.DATA_CHANGE, 1, handle, value, 192, Instant.EPOCH, List.of());
    }

    @Override
    public void interrupt() {
        running.complete(
                MxReplyData.ok(io.mxgateway.core.mx.MxCommandKind.ADD_ITEM).withDiagnostic("interrupted"));
    }

    @Override
    public CompletionStage<Void> close() {
        return CompletableFuture.completedFuture(null);
    }
}
