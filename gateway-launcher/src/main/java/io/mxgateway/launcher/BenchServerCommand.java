package io.mxgateway.launcher;

import io.mxgateway.launcher.bench.BareServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench-server}: what {@code bench} starts to compare the gateway with; nobody else's business. */
@Command(name = "bench-server", hidden = true, description = "A bare gRPC server; `bench` starts it.")
final class BenchServerCommand implements Callable<Integer> {
    @Option(names = "--ready-file", paramLabel = "FILE", required = true, description = "As for `serve`.")
    private Path readyFile;

    @Option(
            names = "--relay",
            paramLabel = "COUNT",
            description = "Hand calls on to so many processes, which send them back, and streams to one more.")
    private int relays;

    @Override
    public Integer call() throws IOException {
        try (Ending ending = new Ending(() -> {});
                BareServer server = server()) {
            ReadyFile ready = ReadyFile.write(readyFile, server.start(), Optional.empty());
            try {
                ending.await();
            } finally {
                ready.close();
            }
        }
        return ExitCode.DONE;
    }

    private BareServer server() throws IOException {
        if (relays == 0) {
            return BareServer.alone();
        }
        return BareServer.relaying(peer(), relays, peer("--bytes"));
    }

    private static List<String> peer(String... arguments) {
        List<String> command = new ArrayList<>(WorkerLaunch.small(
                System.getProperty("java.home"), System.getProperty("java.class.path"), "bench-peer"));
        command.addAll(List.of(arguments));
        return command;
    }
}
