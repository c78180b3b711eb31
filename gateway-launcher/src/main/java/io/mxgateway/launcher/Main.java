package io.mxgateway.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxgateway.launcher.logging.StderrLog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;

/** Where the process begins. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the command and its arguments
     */
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        if (WorkerCommand.isMeant(args)) {
            // Before anything else is touched: a session waits for this process to be there.
            StderrLog.install();
            System.exit(WorkerCommand.run(Arrays.copyOfRange(args, 1, args.length), environment, System.in));
        }
        Surroundings surroundings = new Surroundings(
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                environment,
                Terminals.isTerminal(environment));
        System.exit(run(surroundings, args));
    }

    /** In UTF-8 whatever the locale says: a container often has none. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
    }

    /** Runs one command; without any, shows what there is. */
    static int run(Surroundings surroundings, String... args) {
        return args.length == 0 ? CommandTree.execute(surroundings, "--help") : CommandTree.execute(surroundings, args);
    }
}
