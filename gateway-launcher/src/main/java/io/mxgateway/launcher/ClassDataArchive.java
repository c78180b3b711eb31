package io.mxgateway.launcher;

import io.mxgateway.grpc.worker.LaunchSpec;
import io.mxgateway.grpc.worker.ProcessLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The archive of classes that workers of this program start from: found or made by a thread of its own, in the background,
 * and given to every worker that is launched once it is there. Without one they start all the same, only later.
 *
 * <p>Thread-safe. Start it once and close it.
 */
final class ClassDataArchive implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ClassDataFiles files;
    private final Maker maker;
    private final Consumer<String> trouble;
    private final Thread thread = new Thread(this::findOrMake, "mxgateway-class-data");
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    // Null until there is an archive to start from; written by the thread alone.
    private volatile ClassDataFiles.Checked archive;

    /** Makes archives. */
    @FunctionalInterface
    interface Maker {
        /**
         * Writes an archive and sees that a JVM takes it; ends when interrupted.
         *
         * @param file where; not there yet
         * @throws IOException when nothing came of it; what is there then is of no use
         */
        void make(Path file) throws IOException, InterruptedException;
    }

    /**
     * An archive that nobody has looked for yet.
     *
     * @param trouble is told, in one line, why there is none
     */
    ClassDataArchive(ClassDataFiles files, Maker maker, Consumer<String> trouble) {
        this.files = files;
        this.maker = maker;
        this.trouble = trouble;
    }

    /** Begins to look for the archive; returns at once. */
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Completes when it is known whether there is an archive, on the thread that looked; never exceptionally. */
    CompletionStage<Void> settled() {
        return settled.copy();
    }

    /** The archive, as long as it is there and nobody has touched it. */
    Optional<Path> current() {
        ClassDataFiles.Checked now = archive;
        return now != null && now.isUnchanged() ? Optional.of(now.path()) : Optional.empty();
    }

    /** The same launcher, but processes of this command, whatever its arguments, start from the archive. */
    ProcessLauncher in(ProcessLauncher launcher, List<String> command) {
        return spec -> {
            Optional<Path> from = begins(spec.command(), command) ? current() : Optional.empty();
            return launcher.launch(
                    from.isEmpty()
                            ? spec
                            : new LaunchSpec(
                                    WorkerLaunch.startingFrom(from.get(), spec.command()),
                                    spec.workingDirectory(),
                                    spec.environment()));
        };
    }

    private static boolean begins(List<String> whole, List<String> beginning) {
        return whole.size() >= beginning.size()
                && whole.subList(0, beginning.size()).equals(beginning);
    }

    private void findOrMake() {
        Path unfinished = null;
        try {
            files.prepare();
            Optional<ClassDataFiles.Checked> found = files.find();
            if (found.isEmpty()) {
                unfinished = files.unfinished();
                maker.make(unfinished);
                archive = files.keep(unfinished);
            } else {
                archive = found.get();
            }
        } catch (IOException | RuntimeException e) {
            // Closed in the midst of a read or a write, that is how it ends.
            if (!thread.isInterrupted()) {
                trouble.accept("workers start without an archive of classes, which takes them longer: " + e);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            remove(unfinished);
            settled.complete(null);
        }
    }

    private void remove(Path unfinished) {
        try {
            if (unfinished != null) {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            trouble.accept("an archive of classes that came to nothing cannot be removed: " + e);
        }
    }

    /** Ends what is being made, and waits for that; workers that run are not touched. Idempotent. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
            if (thread.isAlive()) {
                trouble.accept("the archive of classes is still being made and is left alone");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
