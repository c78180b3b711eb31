package io.mxgateway.launcher;

import io.mxgateway.grpc.codec.ProtocolVersions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code version}. */
@Command(name = "version", description = "Shows the version of the gateway, of its protocols and of Java.")
final class VersionCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    VersionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.out().println(line());
        return ExitCode.DONE;
    }

    static String line() {
        return "mxgateway " + Version.text() + " (gateway protocol " + ProtocolVersions.GATEWAY + ", worker protocol "
                + ProtocolVersions.WORKER + ", Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ")";
    }
}
