package io.mxgateway.launcher.bench;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a part needs to measure: the servers, how thorough to be, and where to tell how far it is. Used by one thread.
 *
 * @param options how thorough
 * @param program how this program is started once more
 * @param settings what the user sets of the gateway, as {@code key=value}
 * @param directory for files of this run
 * @param progress hears what is going on
 */
record Setting(
        BenchOptions options, List<String> program, List<String> settings, Path directory, Consumer<String> progress) {
    private static final Duration ARCHIVE = Duration.ofSeconds(60);

    /**
     * The gateway, as {@code serve} runs it.
     *
     * @param own what the part sets of it; the user's settings win
     */
    Served gateway(String... own) throws InterruptedException {
        Path run = directory.resolve("run");
        List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0"));
        List<String> all = new ArrayList<>(List.of(
                "log.level=warn",
                // The bare server knows nobody either.
                "auth.mode=disabled",
                "run.directory=" + run,
                "workers.class-data-archive=" + options.archive(),
                // Sessions wait here for their turn.
                "sessions.unused-grace=0",
                "sessions.detach-grace=0"));
        all.addAll(List.of(own));
        all.addAll(settings);
        all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        Child child = Child.start(program, directory, "gateway", arguments);
        try {
            if (options.archive() && settings.stream().noneMatch(set -> set.startsWith("workers.class-data-archive"))) {
                child.await("the archive of classes", ARCHIVE, () -> hasArchive(run));
            }
        } catch (BenchFailure | InterruptedException e) {
            child.close();
            throw e;
        }
        return new Served(child);
    }

    private static boolean hasArchive(Path run) {
        File[] archives = run.resolve("cds").toFile().listFiles((in, name) -> name.endsWith(".jsa"));
        return archives != null && archives.length > 0;
    }

    /** What the gateway is compared with. */
    Served bare() throws InterruptedException {
        return new Served(Child.start(program, directory, "bench-server", List.of("bench-server")));
    }

    /** What no gateway can be faster than that has a process for each client behind it. */
    Served relay(int clients) throws InterruptedException {
        return new Served(Child.start(
                program, directory, "bench-relay", List.of("bench-server", "--relay", Integer.toString(clients))));
    }

    /** Tells that a round begins. */
    void tell(Part part, int round) {
        progress.accept(part.id() + ", round " + (round + 1) + " of " + options.rounds());
    }
}
