package io.mxgateway.grpc.worker;

import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at executables before anything is started, so that a mistake is named instead of guessed from an exit code. */
final class Executables {
    private Executables() {}

    /** The program of this name on the search path. */
    static Optional<Path> onPath(String name) {
        String path = System.getenv("PATH");
        if (path == null) {
            return Optional.empty();
        }
        for (String directory : path.split(File.pathSeparator, -1)) {
            try {
                Path candidate = Path.of(directory.isEmpty() ? "." : directory, name);
                if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                    return Optional.of(candidate.toAbsolutePath());
                }
            } catch (InvalidPathException e) {
                // A nonsense entry names no directory: nothing can be found there.
            }
        }
        return Optional.empty();
    }

    /**
     * Checks that a command can be started.
     *
     * @throws WorkerException with {@link WorkerErrorCode#START_FAILED}, naming the path and what is wrong with it
     */
    static void check(LaunchSpec spec) {
        Path directory = workingDirectory(spec);
        String executable = spec.command().get(0);
        if (!executable.contains("/") && !executable.contains(File.separator)) {
            if (onPath(executable).isEmpty()) {
                throw failure(executable, "is not on the search path; give its full path");
            }
            return;
        }
        Path path = directory.resolve(executable);
        if (!Files.exists(path)) {
            throw failure(path.toString(), "does not exist");
        }
        if (!Files.isRegularFile(path)) {
            throw failure(path.toString(), "is not a file");
        }
        if (!Files.isExecutable(path)) {
            throw failure(path.toString(), "is not executable by the gateway's user");
        }
    }

    private static Path workingDirectory(LaunchSpec spec) {
        Path directory = Path.of(spec.workingDirectory());
        if (!spec.workingDirectory().isEmpty() && !Files.isDirectory(directory)) {
            throw new WorkerException(
                    WorkerErrorCode.START_FAILED,
                    "the working directory " + spec.workingDirectory() + " of the worker is not a directory");
        }
        return directory;
    }

    private static WorkerException failure(String path, String problem) {
        return new WorkerException(WorkerErrorCode.START_FAILED, "the worker's executable " + path + " " + problem);
    }
}
