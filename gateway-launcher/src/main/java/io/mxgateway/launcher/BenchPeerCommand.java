package io.mxgateway.launcher;

import io.mxgateway.launcher.bench.BareServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench-peer}: stands where a worker would, behind a {@code bench-server} that relays. */
@Command(name = "bench-peer", hidden = true, description = "Sends back what it is sent; `bench-server` starts it.")
final class BenchPeerCommand implements Callable<Integer> {
    @Option(names = "--bytes", description = "Make as many bytes as it is told to, instead.")
    private boolean bytes;

    @Parameters(paramLabel = "SOCKET", description = "Where it is awaited.")
    private Path socket;

    @Override
    public Integer call() throws IOException {
        if (bytes) {
            BareServer.makeBytes(socket);
        } else {
            BareServer.sendBack(socket);
        }
        return ExitCode.DONE;
    }
}
