package io.mxgateway.launcher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.NothingLeftBehind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** In a process of its own: the JDK's server reads its limits once. */
@ExtendWith(NothingLeftBehind.class)
class SlowAdminConnectionTest {
    private static final Pattern ADMIN = Pattern.compile("\"admin\":\"127\\.0\\.0\\.1:(\\d+)\"");
    private static final int NET_MILLIS = 120_000;
    private static final int MANY = 100;
    // Neither is ever finished.
    private static final String HEADERS = "POST /sessions/x/close HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
    private static final String BODY =
            "x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\ncsrf";

    @TempDir
    private Path directory;

    @Test
    void connectionsThatNeverFinishAskingAreEndedAndHoldNobodyUp() throws Exception {
        Path ready = directory.resolve("ready.json");
        try (RunningProgram gateway = RunningProgram.start(
                directory,
                "serve",
                "--port",
                "0",
                "--ready-file",
                ready.toString(),
                "--set",
                "auth.mode=disabled",
                "--set",
                "admin.port=0",
                "--set",
                "run.directory=" + directory.resolve("run"))) {
            Matcher matcher = ADMIN.matcher(gateway.contentOf(ready));
            assertThat(matcher.find()).as(gateway.out()).isTrue();
            int port = Integer.parseInt(matcher.group(1));
            List<Socket> slow = new ArrayList<>();
            try {
                for (int i = 0; i < MANY; i++) {
                    slow.add(asking(port, i % 2 == 0 ? HEADERS : HEADERS + BODY));
                }
                try (Socket good =
                        asking(port, "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
                    assertThat(new String(good.getInputStream().readAllBytes(), US_ASCII))
                            .startsWith("HTTP/1.1 200 ");
                }
                for (Socket each : slow) {
                    assertThat(isEnded(each)).isTrue();
                }
            } finally {
                for (Socket each : slow) {
                    each.close();
                }
            }
            gateway.signal("TERM");
            assertThat(gateway.exitCode()).isZero();
        }
    }

    private static Socket asking(int port, String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(NET_MILLIS);
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        return socket;
    }

    /** Waits for the other side to end it, with or without a word. */
    private static boolean isEnded(Socket socket) throws IOException {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketException reset) {
            return true;
        }
    }
}
