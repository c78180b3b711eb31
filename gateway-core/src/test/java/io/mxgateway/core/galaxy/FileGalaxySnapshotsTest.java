package io.mxgateway.core.galaxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileGalaxySnapshotsTest {
    @TempDir
    Path directory;

    private Path file;
    private FileGalaxySnapshots snapshots;

    @BeforeEach
    void place() {
        file = directory.resolve("below").resolve("galaxy.snapshot");
        snapshots = new FileGalaxySnapshots(file);
    }

    private static void same(GalaxyModel restored, GalaxyModel saved) {
        assertThat(restored.deployedAt()).isEqualTo(saved.deployedAt());
        assertThat(restored.objectCount()).isEqualTo(saved.objectCount());
        for (int i = 0; i < saved.objectCount(); i++) {
            assertThat(restored.object(i)).isEqualTo(saved.object(i));
        }
    }

    @Test
    void whatWasSavedIsRestored() {
        GalaxyModel saved = Galaxies.small(Galaxies.MONDAY);
        snapshots.save("source", saved);

        same(snapshots.restore("source").orElseThrow(), saved);
        assertThat(directory.resolve("below")).isDirectoryContaining("glob:**galaxy.snapshot");
        assertThat(file.resolveSibling("galaxy.snapshot.tmp")).doesNotExist();
    }

    @Test
    void aNewSnapshotTakesThePlaceOfTheOldOneAndIsNotWrittenOverIt() throws IOException {
        snapshots.save("source", Galaxies.small(Galaxies.MONDAY));
        byte[] old = Files.readAllBytes(file);
        // Another name of the old file, which sees whatever happens to its content.
        Path link = Files.createLink(directory.resolve("link"), file);
        snapshots.save("source", Galaxies.small(Galaxies.TUESDAY));

        assertThat(link).hasBinaryContent(old);
        assertThat(snapshots.restore("source").orElseThrow().deployedAt()).contains(Galaxies.TUESDAY);
    }

    @Test
    void anyGalaxyComesBackAsItWas() {
        Random random = Seed.random("FileGalaxySnapshotsTest");
        for (int i = 0; i < 30; i++) {
            GalaxyModel saved =
                    GalaxyModel.of(Optional.of(Galaxies.MONDAY), Galaxies.random(random, random.nextInt(200)));
            snapshots.save("source", saved);
            same(snapshots.restore("source").orElseThrow(), saved);
        }
    }

    @Test
    void objectsStillShareTheirAttributesAfterwards() {
        List<GalaxyAttribute> attributes = GalaxyAttributes.of(List.of(Galaxies.attribute("A")));
        GalaxyEntry one = new GalaxyEntry(1, "One", "", 0, 0, 0, 10, false, List.of(), attributes);
        GalaxyEntry two = new GalaxyEntry(2, "Two", "", 0, 0, 0, 10, false, List.of(), attributes);
        snapshots.save("source", Galaxies.model(one, two));

        GalaxyModel restored = snapshots.restore("source").orElseThrow();
        assertThat(restored.object(0).attributes()).isSameAs(restored.object(1).attributes());
    }

    @Test
    void nothingIsRestoredWhereNothingWasSaved() {
        assertThat(snapshots.restore("source")).isEmpty();
    }

    @Test
    void theSnapshotOfAnotherSourceIsNotUsedAndNotThrownAway() {
        snapshots.save("source", Galaxies.small(Galaxies.MONDAY));

        assertThat(snapshots.restore("another source")).isEmpty();
        assertThat(file).exists();
    }

    @Test
    void aCorruptFileIsSetAside() throws IOException {
        snapshots.save("source", Galaxies.model(Galaxies.object(1, "One", 0, Galaxies.attribute("A"))));
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i += 23) {
            byte[] bad = good.clone();
            bad[i] ^= 0x41;
            Files.write(file, bad);

            assertThat(snapshots.restore("source")).as("byte %s", i).isEmpty();
            assertThat(file).doesNotExist();
            assertThat(file.resolveSibling("galaxy.snapshot.corrupt")).hasBinaryContent(bad);
        }
        for (int length = 0; length < good.length; length += 29) {
            Files.write(file, java.util.Arrays.copyOf(good, length));
            assertThat(snapshots.restore("source")).as("length %s", length).isEmpty();
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNoFailure() throws IOException {
        Files.writeString(directory.resolve("below"), "a file where the directory should be");

        snapshots.save("source", Galaxies.small(Galaxies.MONDAY));

        assertThat(snapshots.restore("source")).isEmpty();
    }
}
