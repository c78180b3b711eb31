package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.time.SystemTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
@DisplayName("4.1 where the platform tells, only our own user is let in")
class Rule4_1_OtherUserTest {
    private static final List<String> NOBODY = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    private final Path directory = WorkerLab.temporary();
    private final List<String> guests = new CopyOnWriteArrayList<>();

    private final WorkerSocket.Guests door = new WorkerSocket.Guests() {
        @Override
        public void connected(SocketChannel channel) {
            guests.add("let in");
            IoLoop.closeQuietly(channel);
        }

        @Override
        public void turnedAway(String why) {
            guests.add(why);
        }
    };

    @Test
    void aProcessOfAnotherUserIsTurnedAwayEvenIfItCouldReachTheSocket() throws Exception {
        try (SystemTime time = new SystemTime("mxgateway-test-timer")) {
            String refusal = run(NOBODY, List.of("true"));
            if (!refusal.isEmpty()) {
                System.out.println("not tested: no process of another user can be started here: " + refusal);
            }
            assumeTrue(refusal.isEmpty(), "no process of another user can be started here: " + refusal);
            meet(time);
        } finally {
            WorkerLab.delete(directory);
        }
    }

    private void meet(SystemTime time) throws Exception {
        SocketDirectory sockets = new SocketDirectory(directory, directory, new SecureRandom());
        WorkerSocket socket = WorkerSocket.listen(sockets, "session-1");
        IoLoop loop = IoLoop.start("mxgateway-test-io");
        try {
            loop.execute(() -> socket.open(loop, time, door));
            // The directory is what keeps others out; here it is to be the socket alone.
            open(directory);
            open(socket.path().getParent());
            open(socket.path());
            List<String> connect = client(socket.path());
            assertThat(run(List.of(), connect)).isEmpty();
            Await.until("the first guest", () -> guests.size() == 1);
            assertThat(run(NOBODY, connect)).isEmpty();
            Await.until("the second guest", () -> guests.size() == 2);
            assertThat(guests).containsExactly("let in", "it belongs to another user");
        } finally {
            socket.close();
            loop.close().toCompletableFuture().join();
            socket.removeFile();
            sockets.remove();
        }
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    // The classes of the tests may lie where another user may not go.
    private List<String> client(Path socket) throws IOException {
        String name = ConnectMain.class.getName().replace('.', '/') + ".class";
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream in = ConnectMain.class.getResourceAsStream("ConnectMain.class")) {
            Files.copy(in, file);
        }
        List<String> command = new ArrayList<>(List.of(WorkerLab.java(ConnectMain.class, socket.toString())));
        command.set(command.indexOf("-cp") + 1, directory.toString());
        return command;
    }

    // What it says when it fails; nothing when all goes well.
    private static String run(List<String> as, List<String> command) throws Exception {
        List<String> all = new ArrayList<>(as);
        all.addAll(command);
        try {
            Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean over = process.waitFor(60, TimeUnit.SECONDS);
            return over && process.exitValue() == 0 ? "" : all.get(0) + " failed: " + said;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
