package io.mxgateway.grpc.worker.orphan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a running process was started with, as far as the platform tells.
 *
 * @param words the command line, executable first; an empty list for a process that has ended and only waits for its
 *     parent to notice
 * @param executable the program
 */
record ProcessCommand(Optional<List<String>> words, Optional<String> executable) {
    private static final Path PROCESSES = Path.of("/proc");
    // Above what Linux lets one process have by default, and bounded all the same.
    private static final int LONGEST = 4 << 20;

    static ProcessCommand of(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        // The JDK tells no arguments when they are longer than a page of memory, so Linux is asked itself.
        Optional<List<String>> words = fromProc(process.pid())
                .or(() -> info.arguments()
                        .map(List::of)
                        .filter(arguments -> info.command().isPresent())
                        .map(arguments -> {
                            List<String> all =
                                    new ArrayList<>(List.of(info.command().get()));
                            all.addAll(arguments);
                            return all;
                        }));
        return new ProcessCommand(words, info.command());
    }

    private static Optional<List<String>> fromProc(long pid) {
        Path file = PROCESSES.resolve(Long.toString(pid)).resolve("cmdline");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            String line = new String(in.readNBytes(LONGEST), UTF_8);
            return Optional.of(line.isEmpty() ? List.of() : List.of(line.split("\0", -1)));
        } catch (IOException goneMeanwhile) {
            return Optional.of(List.of());
        }
    }
}
