package io.mxgateway.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds out whether somebody is looking. */
final class Terminals {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    private Terminals() {}

    /** Whether the standard output is a terminal on which the cursor can be moved. */
    @SuppressWarnings("SystemConsoleNull") // true of some newer JDKs, unless told otherwise as below
    static boolean isTerminal(Map<String, String> environment) {
        if ("dumb".equals(environment.get("TERM"))) {
            return false;
        }
        if (Files.exists(STANDARD_OUTPUT)) {
            return isDevice(STANDARD_OUTPUT);
        }
        // Some newer JDKs hand out a console also when there is no terminal; this one does not.
        System.setProperty("jdk.console", "java.base");
        return System.console() != null;
    }

    private static boolean isDevice(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException notTold) {
            return false;
        }
    }
}
