package io.mxgateway.core.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PepperTest {
    private static final String VALUE = "v".repeat(40);

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("private").resolve("pepper");
    }

    private Pepper load(Map<String, String> environment, boolean mayMake) {
        return Pepper.load(environment, file(), mayMake, new Random(7));
    }

    @Test
    void theFileIsMadeOnceAndItsOwnersAlone() throws IOException {
        SecretHash hash = load(Map.of(), true).hash("s");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
                .isEqualTo("rwx------");
        assertThat(Pepper.load(Map.of(), file(), true, new Random(8)).hash("s")).isEqualTo(hash);
        assertThat(load(Map.of(), false).hash("s")).isEqualTo(hash);
    }

    @Test
    void theEnvironmentWinsAndLeavesNoFile() {
        Pepper pepper = load(Map.of(Pepper.VARIABLE, VALUE), true);

        assertThat(pepper.hash("s")).isEqualTo(Pepper.of(VALUE).hash("s"));
        assertThat(file()).doesNotExist();
        assertThat(pepper.toString()).doesNotContain(VALUE);
    }

    @Test
    void onceThereAreKeysAMissingFileIsAnErrorWithItsPath() {
        assertThatThrownBy(() -> load(Map.of(), false))
                .isInstanceOf(SecurityFileException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("missing");
        assertThat(file()).doesNotExist();
    }

    @Test
    void aFileThatIsOpenToOthersIsRefusedWithItsPath() throws IOException {
        load(Map.of(), true);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> load(Map.of(), true))
                .isInstanceOf(SecurityFileException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("GROUP_READ")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aFileWithTooLittleInItIsRefusedWithoutShowingIt() throws IOException {
        load(Map.of(), true);
        Files.writeString(file(), "swordfish\n");

        assertThatThrownBy(() -> load(Map.of(), true))
                .isInstanceOf(SecurityFileException.class)
                .hasMessageContaining(file().toString())
                .hasMessageNotContaining("swordfish");
    }

    @Test
    void aFileThatCannotBeReadIsRefusedWithItsPath() throws IOException {
        Files.createDirectories(
                file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        assertThatThrownBy(() -> load(Map.of(), true))
                .isInstanceOf(SecurityFileException.class)
                .hasMessageContaining(file().toString());
    }

    @Test
    void aVariableThatIsTooShortIsRefusedAndNotPassedOver() {
        assertThatThrownBy(() -> load(Map.of(Pepper.VARIABLE, "swordfish"), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Pepper.VARIABLE)
                .hasMessageNotContaining("swordfish");
        assertThat(file()).doesNotExist();
    }

    @Test
    void anotherPepperMakesAnotherHash() {
        assertThat(Pepper.of(VALUE).hash("s"))
                .isNotEqualTo(Pepper.of(VALUE + "x").hash("s"));
        assertThat(Pepper.of(VALUE).hash("s").toString())
                .doesNotContain(Pepper.of(VALUE).hash("s").hex());
    }
}
