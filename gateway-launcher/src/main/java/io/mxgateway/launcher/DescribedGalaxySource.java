package io.mxgateway.launcher;

import io.mxgateway.core.galaxy.GalaxyModel;
import io.mxgateway.core.galaxy.GalaxySource;
import io.mxgateway.core.galaxy.GalaxySourceException;
import io.mxgateway.core.simulator.SimulatedGalaxy;
import io.mxgateway.core.simulator.SimulatedGalaxySource;
import io.mxgateway.grpc.simulator.GalaxyFile;
import io.mxgateway.grpc.simulator.GalaxyFileException;
import io.mxgateway.grpc.simulator.GalaxyFileProblem;
import io.mxgateway.launcher.config.SimulatorSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The galaxy that a file describes, for as long as the gateway runs: a file that was changed is a deploy. One that
 * cannot be read any more leaves things as they are and says why.
 *
 * <p>Workers do not read the file itself but a copy of what was accepted last, so that those which start while the file
 * is being edited, or is wrong, simulate what the gateway tells of. Used by one thread, but for {@link #test} and {@link
 * #served}.
 */
final class DescribedGalaxySource implements GalaxySource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DescribedGalaxySource.class);
    private static final String PREFIX = "galaxy-";
    private static final String SUFFIX = ".txtpb";

    /** More problems than that help nobody in a message. */
    private static final int PROBLEMS_TOLD = 5;

    private final SimulatorSettings settings;
    private final Path file;
    private final Path served;
    private final SimulatedGalaxySource accepted = new SimulatedGalaxySource(this::deployed);
    // Which state of the file was looked at last; null before the first. Of the reading thread.
    private Stamp seen;
    // What is wrong with that state; null when nothing is. Of the reading thread.
    private GalaxySourceException wrong;
    // What was accepted last; null before the first. Of the reading thread.
    private SimulatedGalaxySource.Deployed last;
    // What its description said of when it was deployed. Of the reading thread.
    private Optional<Instant> said = Optional.empty();

    /** What tells one state of a file from another without reading it. */
    private record Stamp(Instant changed, long size, Object key) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime().toInstant(), attributes.size(), attributes.fileKey());
        }
    }

    /**
     * Nothing is read yet.
     *
     * @param settings name the file, and what holds whatever it says
     * @param runDirectory where the copy for the workers is kept
     * @param random tells its copy from those of other gateways
     */
    DescribedGalaxySource(SimulatorSettings settings, Path runDirectory, Random random) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.file = Path.of(settings.galaxyFile()).toAbsolutePath();
        this.served = runDirectory
                .toAbsolutePath()
                .resolve("galaxy")
                .resolve(PREFIX + ProcessHandle.current().pid() + "-" + Integer.toHexString(random.nextInt()) + SUFFIX);
    }

    /** The copy that workers read. There is none before the first look. */
    Path served() {
        return served;
    }

    @Override
    public String description() {
        return "the simulated galaxy of " + file.getFileName();
    }

    @Override
    public Optional<Instant> lastDeploy() throws GalaxySourceException {
        return accepted.lastDeploy();
    }

    @Override
    public GalaxyModel load() throws GalaxySourceException {
        return accepted.load();
    }

    @Override
    public String test() throws GalaxySourceException {
        try {
            return "the file is in order and describes the galaxy '"
                    + GalaxyFile.read(file).name() + "'";
        } catch (GalaxyFileException e) {
            throw told(e);
        }
    }

    private SimulatedGalaxySource.Deployed deployed() throws GalaxySourceException {
        try {
            // Before the content: what is written meanwhile is noticed the next time.
            Stamp now = Stamp.of(file);
            if (!now.equals(seen)) {
                wrong = null;
                read(now);
                seen = now;
            }
        } catch (NoSuchFileException e) {
            seen = null;
            wrong = new GalaxySourceException(file.getFileName() + ": there is no such file", e);
        } catch (IOException e) {
            seen = null;
            wrong = new GalaxySourceException(file.getFileName() + " cannot be taken over: " + e, e);
        }
        if (wrong != null) {
            throw wrong;
        }
        return last;
    }

    private void read(Stamp now) throws IOException {
        try {
            String text = GalaxyFile.text(file);
            SimulatedGalaxy description = GalaxyFile.parse(text);
            SimulatedGalaxy galaxy = settings.galaxy(description);
            copy(text);
            Optional<Instant> says = description.deployedAt();
            // One that was changed and says the time it said before has forgotten to say another.
            boolean news = last == null || !says.equals(said);
            last = new SimulatedGalaxySource.Deployed(
                    galaxy, says.filter(time -> news).orElse(now.changed()));
            said = says;
        } catch (GalaxyFileException e) {
            wrong = told(e);
        }
    }

    private GalaxySourceException told(GalaxyFileException e) {
        String problems = e.problems().stream()
                .limit(PROBLEMS_TOLD)
                .map(GalaxyFileProblem::toString)
                .collect(Collectors.joining("; "));
        int more = e.problems().size() - PROBLEMS_TOLD;
        return new GalaxySourceException(
                file.getFileName() + ": " + problems + (more > 0 ? "; and " + more + " more" : ""), e);
    }

    /** In one step for whoever reads it. */
    private void copy(String text) throws IOException {
        Files.createDirectories(served.getParent());
        if (last == null) {
            sweep();
        }
        Path temporary = served.resolveSibling(served.getFileName() + ".tmp");
        Files.writeString(temporary, text);
        Files.move(temporary, served, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes what gateways that were killed have left. */
    private void sweep() throws IOException {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(served.getParent(), PREFIX + "*-*")) {
            for (Path copy : copies) {
                if (!lives(copy.getFileName().toString())) {
                    Files.deleteIfExists(copy);
                }
            }
        }
    }

    private static boolean lives(String name) {
        try {
            long pid = Long.parseLong(name.substring(PREFIX.length(), name.indexOf('-', PREFIX.length())));
            return ProcessHandle.of(pid).isPresent();
        } catch (NumberFormatException e) {
            // Nobody's that is known here: it stays.
            return true;
        }
    }

    /** After the last worker has ended. Idempotent. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(served);
        } catch (IOException e) {
            LOG.warn("the copy of the galaxy file stays behind: {}", served, e);
        }
    }
}
