package io.mxgateway.core.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.mx.MxSecurityClass;
import io.mxgateway.core.security.KeyStoreException.Reason;
import io.mxgateway.core.testing.FakeTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileApiKeyStoreTest {
    private static final Instant NOW = FakeTime.START;
    private static final SecretHash HASH = TestKeys.PEPPER.hash("one");
    private static final SecretHash OTHER_HASH = TestKeys.PEPPER.hash("two");

    @TempDir
    private Path temporary;

    private Path directory;
    private FileApiKeyStore store;

    @BeforeEach
    void open() {
        directory = temporary.resolve("data").resolve("keys");
        store = FileApiKeyStore.open(directory);
    }

    private Path file(String id) {
        return directory.resolve(id + ".key");
    }

    private void create(String id) {
        store.create(new StoredKey(TestKeys.key(id), HASH));
    }

    private static void refused(Reason reason, String text, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeyStoreException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(text);
    }

    @Test
    void directoryAndFilesAreTheirOwnersAlone() throws IOException {
        create("a");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("a"))))
                .isEqualTo("rw-------");
    }

    @Test
    void everythingOfAKeyComesBack() {
        KeyConstraints constraints = new KeyConstraints(
                KeyConstraints.globs(List.of("Plant.Area1*")),
                KeyConstraints.globs(List.of("Plant.Area1.*", "Plant.\u00c4?*")),
                KeyConstraints.globs(List.of("Tank = 1")),
                KeyConstraints.globs(List.of("*.PV")),
                KeyConstraints.globs(List.of("Plant*")),
                Set.of(MxSecurityClass.OPERATE, MxSecurityClass.SECURED_WRITE),
                25);
        ApiKey key = new ApiKey(
                "a.b-C",
                "L\u00f6schen = nein",
                Set.of(Scope.ADMIN, Scope.EVENTS_READ),
                constraints,
                NOW,
                Optional.of(NOW.plusNanos(123_456_789)),
                Optional.empty(),
                Optional.empty());
        store.create(new StoredKey(key, HASH));

        StoredKey found = FileApiKeyStore.open(directory).find("a.b-C").orElseThrow();

        assertThat(found).isEqualTo(new StoredKey(key, HASH));
        assertThat(found.toString()).doesNotContain(HASH.hex());
        assertThat(store.list()).containsExactly(key);
    }

    @Test
    void anIdIsTakenOnceWhateverItsCase() {
        create("Line");
        refused(Reason.EXISTS, "'Line'", () -> create("Line"));
        refused(Reason.EXISTS, "'Line'", () -> create("line"));
        assertThat(store.list()).hasSize(1);
    }

    @Test
    void aRotatedKeyHasAnotherHashAndIsTheSameOtherwise() {
        create("a");
        ApiKey rotated = store.rotate("a", OTHER_HASH);
        assertThat(rotated).isEqualTo(TestKeys.key("a"));
        assertThat(store.find("a").orElseThrow().hash()).isEqualTo(OTHER_HASH);
    }

    @Test
    void aRevokedKeyCannotBeRotatedAndKeepsItsMoment() {
        create("a");
        assertThat(store.revoke("a", NOW).revokedAt()).contains(NOW);
        assertThat(store.revoke("a", NOW.plusSeconds(9)).revokedAt()).contains(NOW);
        refused(Reason.REVOKED, "'a'", () -> store.rotate("a", OTHER_HASH));
        assertThat(store.find("a").orElseThrow().hash()).isEqualTo(HASH);
    }

    @Test
    void onlyARevokedKeyCanBeDeleted() {
        create("a");
        refused(Reason.NOT_REVOKED, "revoke it", () -> store.delete("a"));
        assertThat(store.find("a")).isPresent();
        store.revoke("a", NOW);
        store.touched("a", NOW);
        store.refresh();

        store.delete("a");

        assertThat(store.find("a")).isEmpty();
        assertThat(directory)
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("a"));
    }

    @Test
    void aKeyThatDoesNotExistIsUnknown() {
        refused(Reason.UNKNOWN, "'nobody'", () -> store.rotate("nobody", HASH));
        refused(Reason.UNKNOWN, "'nobody'", () -> store.revoke("nobody", NOW));
        refused(Reason.UNKNOWN, "'nobody'", () -> store.delete("nobody"));
        refused(Reason.DAMAGED, "ASCII", () -> store.revoke("../../etc/passwd", NOW));
    }

    @Test
    void aChangeOfAnotherProcessIsSeenByTheNextLook() {
        create("a");
        FileApiKeyStore gateway = FileApiKeyStore.open(directory);
        store.rotate("a", OTHER_HASH);
        gateway.refresh();
        assertThat(gateway.find("a").orElseThrow().hash()).isEqualTo(OTHER_HASH);
        store.revoke("a", NOW);
        gateway.refresh();
        assertThat(gateway.find("a").orElseThrow().key().revokedAt()).contains(NOW);
        store.delete("a");
        gateway.refresh();
        assertThat(gateway.find("a")).isEmpty();
    }

    @Test
    void whatWasUsedIsWrittenOnceAMinuteAndUndoesNothing() throws IOException {
        create("a");
        FileApiKeyStore gateway = FileApiKeyStore.open(directory);
        gateway.touched("a", NOW);
        // The gateway has not seen this, and must not write what it knows over it.
        store.revoke("a", NOW);
        gateway.refresh();
        ApiKey listed = store.list().get(0);
        assertThat(listed.lastUsedAt()).contains(NOW);
        assertThat(listed.revokedAt()).contains(NOW);

        gateway.touched("a", NOW.plusSeconds(59));
        gateway.refresh();
        assertThat(store.list().get(0).lastUsedAt()).contains(NOW);
        gateway.touched("a", NOW.plusSeconds(60));
        gateway.refresh();
        assertThat(store.list().get(0).lastUsedAt()).contains(NOW.plusSeconds(60));
    }

    @Test
    void theUseOfADeletedKeyLeavesNoFile() {
        create("a");
        store.touched("a", NOW);
        FileApiKeyStore other = FileApiKeyStore.open(directory);
        other.revoke("a", NOW);
        other.delete("a");
        store.refresh();
        assertThat(directory.resolve("a.used")).doesNotExist();
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                Arguments.of("", "empty"),
                Arguments.of("\n", "begin"),
                Arguments.of("garbage\nend\n", "begin"),
                Arguments.of("\u0000\u0000\u0000", "begin"),
                Arguments.of(text("a").replace("mxgateway-key 1", "mxgateway-key 2"), "newer"),
                Arguments.of(text("a").replace("end\n", ""), "cut off"),
                Arguments.of(text("a").substring(0, 60), "cut off"),
                Arguments.of(text("a").replace("id = a\n", ""), "no line 'id'"),
                Arguments.of(text("b"), "copy"),
                Arguments.of(text("a").replace("metadata:read", "metadata:raed"), "did you mean 'metadata:read'"),
                Arguments.of(text("a").replace("scopes = metadata:read", "scopes = "), "scope"),
                Arguments.of(text("a").replace("hash = ", "hash = 0"), "hash"),
                Arguments.of(text("a").replaceAll("hash = .*\n", ""), "no line 'hash'"),
                Arguments.of(text("a").replace("name = test", "name = test\nname = other"), "twice"),
                Arguments.of(text("a").replace("name = test", "nmae = test"), "did you mean 'name'"),
                Arguments.of(text("a").replace("name = test", "name=test"), "not known"),
                Arguments.of(text("a").replace("2026", "soon"), "created"),
                Arguments.of(text("a").replace("end\n", "read-subtree = a/b\nend\n"), "did you mean 'a.b'"),
                Arguments.of(text("a").replace("end\n", "write-classifications = opreate\nend\n"), "operate"),
                Arguments.of(text("a").replace("end\n", "max-writes-per-second = many\nend\n"), "whole number"),
                Arguments.of(text("a") + "more\n", "cut off"));
    }

    private static String text(String id) {
        return new String(KeyFile.print(new StoredKey(TestKeys.key(id), HASH)), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aDamagedFileDisablesItsKeyAndNoOther(String content, String why) throws IOException {
        create("a");
        create("good");
        Files.writeString(file("a"), content);

        store.refresh();

        assertThat(store.find("a")).isEmpty();
        assertThat(store.find("good")).isPresent();
        assertThat(store.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.keyId()).isEqualTo("a");
            assertThat(problem.text())
                    .contains(file("a").toString())
                    .contains(why)
                    .doesNotContain(HASH.hex());
        });
        refused(Reason.DAMAGED, file("a").toString(), () -> store.revoke("a", NOW));
        refused(Reason.EXISTS, "'a'", () -> create("a"));
    }

    @Test
    void everyPrefixOfAFileIsRefusedAsCutOff() {
        byte[] whole = KeyFile.print(new StoredKey(TestKeys.key("a"), HASH));
        // Without the very last end of line all of it is still there.
        for (int length = 0; length < whole.length - 1; length++) {
            byte[] part = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> KeyFile.parse("a", part)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(KeyFile.parse("a", whole).hash()).isEqualTo(HASH);
    }

    @Test
    void whatIsNoTextAndWhatIsNoFileIsRefused() throws IOException {
        create("good");
        Files.write(file("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Files.createDirectory(file("folder"));
        Files.createSymbolicLink(file("dangling"), directory.resolve("nowhere"));
        store.refresh();
        assertThat(store.problems()).extracting(KeyProblem::keyId).containsExactlyInAnyOrder("binary", "folder");
        assertThat(store.find("good")).isPresent();
    }

    @Test
    void aRepairedFileEnablesItsKeyAgain() throws IOException {
        create("a");
        byte[] good = Files.readAllBytes(file("a"));
        Files.writeString(file("a"), "oops");
        store.refresh();
        assertThat(store.find("a")).isEmpty();
        Files.write(file("a"), good);
        store.refresh();
        assertThat(store.find("a")).isPresent();
        assertThat(store.problems()).isEmpty();
    }

    @Test
    void aFileThatIsWhatItWasIsNotReadForever() throws IOException {
        create("a");
        Instant modified = Files.getLastModifiedTime(file("a")).toInstant();
        for (int look = 0; look < 10; look++) {
            store.refresh();
        }
        assertThat(store.find("a")).containsSame(store.refresh().get("a"));
        assertThat(Files.getLastModifiedTime(file("a")).toInstant()).isEqualTo(modified);
    }

    @Test
    void aDirectoryThatGoesAwayLeavesWhatWasKnown() throws IOException {
        create("a");
        Path aside = directory.resolveSibling("aside");
        Files.move(directory, aside);
        refused(Reason.UNAVAILABLE, directory.toString(), store::refresh);
        assertThat(store.find("a")).isPresent();
        assertThat(store.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.keyId()).isEmpty());
        Files.move(aside, directory);
        store.refresh();
        assertThat(store.problems()).isEmpty();
    }

    @Test
    void aDirectoryThatIsOpenToOthersOrNoneIsRefusedWithItsPath() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(() -> FileApiKeyStore.open(directory))
                .isInstanceOf(SecurityFileException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("chmod 700");
        Path taken = Files.createFile(temporary.resolve("taken"));
        assertThatThrownBy(() -> FileApiKeyStore.open(taken))
                .isInstanceOf(SecurityFileException.class)
                .hasMessageContaining(taken.toString());
    }

    @Test
    void whatACrashLeftBehindIsNoKeyAndInNobodysWay() throws IOException {
        create("a");
        Files.writeString(directory.resolve("a.key.tmp"), "half");
        store.rotate("a", OTHER_HASH);
        assertThat(store.find("a").orElseThrow().hash()).isEqualTo(OTHER_HASH);
        assertThat(directory.resolve("a.key.tmp")).doesNotExist();
        assertThat(store.problems()).isEmpty();
    }
}
