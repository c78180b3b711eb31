package io.mxgateway.launcher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All that can be measured. Used by one thread. */
public final class Bench {
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final List<String> program;

    /**
     * Nothing is measured yet.
     *
     * @param program how this program is started once more, to which a command and its arguments are added
     */
    public Bench(List<String> program) {
        this.program = List.copyOf(program);
        List.of(
                        CallPart.ping(),
                        CallPart.write(),
                        CallPart.readBulk(),
                        new StreamPart(),
                        new PacedPart(),
                        new FanOutPart(),
                        new SubscribePart(),
                        new OpenPart(),
                        new MemoryPart())
                .forEach(part -> parts.put(part.id(), part));
    }

    /** The parts by the names under which they can be asked for, each with what it measures. */
    public Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        parts.forEach((id, part) -> titles.put(id, part.title()));
        return titles;
    }

    /**
     * Measures; leaves neither processes nor files behind, however it ends.
     *
     * @param wanted the names of the parts to measure
     * @param settings what is set of the gateway, as {@code key=value}
     * @param progress hears what is going on
     * @throws BenchFailure when something cannot be measured
     */
    public Report run(Set<String> wanted, BenchOptions options, List<String> settings, Consumer<String> progress)
            throws InterruptedException {
        Path directory = newDirectory();
        try {
            Setting setting = new Setting(options, program, settings, directory, progress);
            List<Row> rows = new ArrayList<>();
            for (Part part : wanted(wanted)) {
                progress.accept(part.id());
                rows.addAll(part.measure(setting));
            }
            return new Report(rows);
        } finally {
            delete(directory);
        }
    }

    private Collection<Part> wanted(Set<String> wanted) {
        return parts.values().stream()
                .filter(part -> wanted.contains(part.id()))
                .toList();
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("mxgateway-bench-");
        } catch (IOException e) {
            throw new BenchFailure("there is no place for the files of a run: " + e.getMessage(), e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the files of the run cannot be removed from " + directory, e);
        }
    }
}
