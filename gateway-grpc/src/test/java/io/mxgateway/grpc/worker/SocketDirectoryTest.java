package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs(OS.LINUX)
class SocketDirectoryTest {
    private static final String SESSION = "session-0123456789abcdef0123456789abcdef";

    @Test
    @DisplayName("1.4 a session's socket can be listened at however long the run directory's path is")
    void everyLengthOfTheRunDirectorysPathIsFine() throws IOException {
        // Short, so that lengths on both sides of the limit are tried.
        Path temporary = Files.createTempDirectory("s");
        try {
            Path system = Path.of(System.getProperty("java.io.tmpdir"));
            int moved = 0;
            for (int length = 1; length <= 60; length++) {
                Path run = temporary.resolve("r".repeat(length));
                SocketDirectory directory = new SocketDirectory(run, system, new SecureRandom());
                WorkerSocket socket = WorkerSocket.listen(directory, SESSION);
                assertThat(socket.path().toString().getBytes(StandardCharsets.UTF_8))
                        .as("%s", socket.path())
                        .hasSizeLessThanOrEqualTo(SocketDirectory.LONGEST_PATH);
                moved += socket.path().startsWith(run) ? 0 : 1;
                socket.close();
                socket.removeFile();
                directory.remove();
                Files.deleteIfExists(run);
            }
            assertThat(moved)
                    .as("paths that were too long for the run directory")
                    .isPositive();
        } finally {
            WorkerLab.delete(temporary);
        }
    }
}
