package io.mxgateway.launcher;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.worker.BackendEvents;
import io.mxgateway.core.worker.WorkerBackend;
import io.mxgateway.grpc.worker.WorkerMain;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A worker that tells its environment to whoever listens: on its standard error, when it cannot start, when it loses its
 * connection and when it crashes. Its first argument is {@code starts} or {@code fails}.
 */
final class SpillingWorkerMain {
    private SpillingWorkerMain() {}

    public static void main(String[] arguments) {
        boolean starts = arguments[0].equals("starts");
        System.exit(WorkerMain.run(
                Arrays.copyOfRange(arguments, 1, arguments.length),
                System.getenv(),
                session -> new Spilling(starts),
                System.in));
    }

    private static final class Spilling implements WorkerBackend {
        private final boolean starts;
        private volatile BackendEvents events;

        Spilling(boolean starts) {
            this.starts = starts;
        }

        private static String everything() {
            return "nonce=" + System.getenv("MXGATEWAY_WORKER_NONCE") + " backend=" + System.getenv("BACKEND_SECRET");
        }

        @Override
        public String name() {
            return "spilling";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public CompletionStage<Void> start(BackendEvents sink) {
            events = sink;
            return starts
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(new IllegalStateException("cannot log in: " + everything()));
        }

        @Override
        public CompletionStage<MxReply> execute(MxCommand command) {
            if (command instanceof MxCommand.AuthenticateUser authenticate) {
                throw new IllegalStateException("wrong password " + authenticate.verifyUserPassword());
            }
            if (command instanceof MxCommand.WriteSecured) {
                // Never answered.
                return new CompletableFuture<>();
            }
            if (command instanceof MxCommand.AddItem add) {
                switch (add.itemDefinition()) {
                    case "crash" -> {
                        System.err.println("crashing with " + everything());
                        Runtime.getRuntime().halt(7);
                    }
                    case "lose" -> events.lost("the platform refused " + everything());
                    default -> System.err.println("connecting with " + everything());
                }
            }
            return CompletableFuture.completedFuture(MxReplyData.ok(command.kind()));
        }

        @Override
        public void interrupt() {
            // It is not interested.
        }

        @Override
        public CompletionStage<Void> close() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
