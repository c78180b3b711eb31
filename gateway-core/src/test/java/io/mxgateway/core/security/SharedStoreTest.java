package io.mxgateway.core.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.testing.Seed;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Stores that change one directory at once, in threads and in processes of their own. */
@ExtendWith(NothingLeftBehind.class)
class SharedStoreTest {
    private static final int KEYS = 5;
    private static final int STEPS = 120;

    @TempDir
    private Path directory;

    /** Does this and that to the keys, and says what was done, one line each: so the outcomes can be added up. */
    static List<String> change(Path keys, long seed) {
        Random random = new Random(seed);
        FileApiKeyStore store = FileApiKeyStore.open(keys);
        List<String> done = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            String id = "k" + random.nextInt(KEYS);
            int what = random.nextInt(10);
            try {
                if (what < 4) {
                    store.create(new StoredKey(TestKeys.key(id), TestKeys.PEPPER.hash("s")));
                    done.add("created " + id);
                } else if (what < 7) {
                    store.rotate(id, TestKeys.PEPPER.hash("s" + step));
                } else if (what < 8) {
                    store.revoke(id, FakeTime.START);
                } else if (what < 9) {
                    store.delete(id);
                    done.add("deleted " + id);
                } else {
                    store.touched(id, FakeTime.START.plusSeconds(step * 61L));
                    store.refresh();
                }
            } catch (KeyStoreException refused) {
                if (refused.reason() == KeyStoreException.Reason.DAMAGED
                        || refused.reason() == KeyStoreException.Reason.UNAVAILABLE) {
                    done.add("failed " + refused.getMessage());
                }
            }
            if (!store.problems().isEmpty()) {
                done.add("failed " + store.problems());
            }
        }
        return done;
    }

    /** The other process. */
    static final class Other {
        private Other() {}

        public static void main(String[] args) throws IOException {
            List<String> done = change(Path.of(args[0]), Long.parseLong(args[1]));
            Files.write(Path.of(args[2]), done);
        }
    }

    private Process startOther(Path keys, long seed, Path result) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        classPath(),
                        Other.class.getName(),
                        keys.toString(),
                        Long.toString(seed),
                        result.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
    }

    private static String classPath() {
        return String.join(
                File.pathSeparator,
                placeOf(FileApiKeyStore.class),
                placeOf(SharedStoreTest.class),
                System.getProperty("java.class.path"));
    }

    private static String placeOf(Class<?> type) {
        return Path.of(java.net.URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    @Test
    void twoProcessesThatChangeTheSameKeysLoseNothing() throws Exception {
        long seed = Seed.random("twoProcessesThatChangeTheSameKeysLoseNothing").nextLong();
        Path keys = directory.resolve("keys");
        FileApiKeyStore.open(keys);
        Path result = directory.resolve("result");
        Process other = startOther(keys, seed, result);
        List<String> ours = new ArrayList<>();
        Thread second = new Thread(() -> ours.addAll(change(keys, seed + 2)), "mxgateway-test-second-store");
        second.start();
        List<String> first = change(keys, seed + 1);
        second.join(TimeUnit.SECONDS.toMillis(60));
        boolean ended = other.waitFor(60, TimeUnit.SECONDS);
        other.destroyForcibly();
        String output = Files.readString(directory.resolve("output"), StandardCharsets.UTF_8);
        assertThat(ended).as(output).isTrue();
        assertThat(other.exitValue()).as(output).isZero();

        List<String> all = new ArrayList<>(first);
        all.addAll(ours);
        all.addAll(Files.readAllLines(result));
        assertThat(all).noneMatch(line -> line.startsWith("failed"));
        FileApiKeyStore after = FileApiKeyStore.open(keys);
        Map<String, StoredKey> left = after.refresh();
        assertThat(after.problems()).isEmpty();
        // A key is there when it was created once more often than deleted; it never can be twice.
        for (int i = 0; i < KEYS; i++) {
            String id = "k" + i;
            long created = all.stream().filter(("created " + id)::equals).count();
            long deleted = all.stream().filter(("deleted " + id)::equals).count();
            assertThat(created - deleted).as(id).isEqualTo(left.containsKey(id) ? 1 : 0);
        }
        try (var files = Files.list(keys)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void ofTwoStoresThatRotateAndRevokeAtOnceTheRevocationStays() throws Exception {
        Path keys = directory.resolve("keys");
        FileApiKeyStore one = FileApiKeyStore.open(keys);
        FileApiKeyStore other = FileApiKeyStore.open(keys);
        for (int round = 0; round < 30; round++) {
            String id = "k" + round;
            one.create(new StoredKey(TestKeys.key(id), TestKeys.PEPPER.hash("s")));
            Thread rotating = new Thread(
                    () -> {
                        try {
                            other.rotate(id, TestKeys.PEPPER.hash("t"));
                        } catch (KeyStoreException refused) {
                            assertThat(refused.reason()).isEqualTo(KeyStoreException.Reason.REVOKED);
                        }
                    },
                    "mxgateway-test-rotating");
            rotating.start();
            one.revoke(id, FakeTime.START);
            rotating.join(TimeUnit.SECONDS.toMillis(30));
            one.refresh();
            assertThat(one.find(id).orElseThrow().key().revokedAt()).contains(FakeTime.START);
        }
    }
}
