package io.mxgateway.launcher.client;

import io.mxgateway.grpc.client.MxClientException;
import io.mxgateway.grpc.client.MxGatewayClient;
import io.mxgateway.grpc.client.MxSession;
import io.mxgateway.grpc.client.SessionRequest;
import io.mxgateway.launcher.client.ClientFailure.Kind;
import io.mxgateway.launcher.text.Json;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all {@code client} commands have: the connection, the ways to write results, and an orderly end. */
abstract class ClientCommand implements Callable<Integer> {
    static final int DONE = 0;
    static final int FAILED = 1;

    private static final String NAME = "mxgateway client";

    private final Console console;

    @Mixin
    private ConnectionArguments connection;

    @Option(names = "--json", description = "One JSON object per line.")
    private boolean json;

    // The rest is set and used by the one thread that runs the command.
    private Optional<String> token = Optional.empty();
    private MxGatewayClient client; // null until one was asked for
    private Interruption interruption; // null until the command runs

    ClientCommand(Console console) {
        this.console = console;
    }

    @Override
    public final Integer call() {
        console.quiet().run();
        check();
        token = connection.token(console);
        interruption = new Interruption(Thread.currentThread());
        Runnable deaf = console.endings().apply(interruption::ask);
        try {
            return run();
        } catch (MxClientException e) {
            throw interruption.isAsked()
                    ? new ClientFailure(Kind.FAILED, "interrupted before it was done", e)
                    : explained(e);
        } finally {
            interruption.over();
            disconnect();
            deaf.run();
        }
    }

    /**
     * Looks at the arguments before anything is connected.
     *
     * @throws ClientFailure when they are wrong
     */
    void check() {}

    /** Does it; the result is the exit code. What fails between here and the gateway is explained to the user. */
    abstract int run();

    /** The client; the first call makes it. */
    final MxGatewayClient client() {
        if (client == null) {
            client = connection.client(console, token);
        }
        return client;
    }

    /** Ends the client and with it all its sessions; the next call of {@link #client} makes another. */
    final void disconnect() {
        MxGatewayClient old = client;
        client = null;
        if (old != null) {
            old.close();
        }
    }

    /** A session of the client's; it ends with the command at the latest. */
    final MxSession openSession() {
        return client().openSession(new SessionRequest(NAME, "", Optional.empty(), connection.timeout()));
    }

    /** The result of something under way; fails as that does. */
    final <T> T await(CompletableFuture<T> future) {
        return awaitOrAsked(future).orElseThrow(() -> new ClientFailure(Kind.FAILED, "interrupted before it was done"));
    }

    /** The same; empty when the user wants the command to end before. */
    final <T> Optional<T> awaitOrAsked(CompletableFuture<T> future) {
        try {
            return Optional.of(future.get());
        } catch (InterruptedException e) {
            future.cancel(false);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a call failed in a way that no call should", e.getCause());
        }
    }

    final ClientFailure explained(MxClientException failure) {
        return Explanations.of(failure, connection.endpoint(console), token.isPresent());
    }

    /** Whether an API key is sent. */
    final boolean hasKey() {
        return token.isPresent();
    }

    final Duration timeout() {
        return connection.timeout();
    }

    final Endpoint endpoint() {
        return connection.endpoint(console);
    }

    final Interruption interruption() {
        return interruption;
    }

    final Console console() {
        return console;
    }

    final PrintStream out() {
        return console.out();
    }

    final boolean json() {
        return json;
    }

    final void print(Map<String, Object> object) {
        out().println(Json.of(object));
    }
}
