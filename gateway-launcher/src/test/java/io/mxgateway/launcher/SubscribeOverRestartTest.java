package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code client subscribe} and {@code client alarms --follow} while the gateway is restarted under it. */
@ExtendWith(NothingLeftBehind.class)
class SubscribeOverRestartTest {
    private static final Duration NET = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    @Test
    void changesGoOnAfterARestartAndTheUserIsToldOfIt() throws Exception {
        int port;
        Typed watching;
        Thread watcher;
        try (LiveGateway gateway = LiveGateway.open(directory)) {
            port = gateway.port();
            watching = new Typed(Map.of("MXGATEWAY_ENDPOINT", gateway.address()));
            Typed command = watching;
            watcher = new Thread(
                    () -> command.run("client", "subscribe", "--json", "Heartbeat.Counter", "Reactor_001.Mode"),
                    "mxgateway-test-watcher");
            watcher.start();
            await("changes", () -> command.out().contains("Heartbeat.Counter"));
        }
        try {
            await("the loss to be told", () -> watching.err().contains("the session is lost: "));
            int before = watching.out().length();
            assertThat(watching.err()).contains("; opening another session\n");
            try (LiveGateway gateway = LiveGateway.open(directory, "server.port=" + port)) {
                await(
                        "changes of both after the restart",
                        () -> watching.out().substring(before).contains("Heartbeat.Counter")
                                && watching.out().substring(before).contains("Reactor_001.Mode"));
                assertThat(watching.err()).contains("subscribed again to 2 tags at " + gateway.address() + "\n");
                watcher.interrupt();
                watcher.join();
            }
        } finally {
            watcher.interrupt();
            watcher.join();
        }
        assertThat(watching.code()).as("%s", watching).isZero();
        assertThat(watching.err().lines()).as("%s", watching).hasSize(2);
    }

    @Test
    void changesGoOnWhenTheGatewayWasKilled() throws Exception {
        Path ready = directory.resolve("ready.json");
        Typed watching;
        Thread watcher;
        int port;
        try (RunningProgram gateway = serve(0, ready)) {
            String told = gateway.contentOf(ready);
            Matcher address = Pattern.compile("127\\.0\\.0\\.1:(\\d+)").matcher(told);
            assertThat(address.find()).as(told).isTrue();
            port = Integer.parseInt(address.group(1));
            watching = new Typed(Map.of("MXGATEWAY_ENDPOINT", "127.0.0.1:" + port));
            Typed command = watching;
            watcher = new Thread(
                    () -> command.run("client", "subscribe", "--json", "Heartbeat.Counter"), "mxgateway-test-watcher");
            watcher.start();
            await("changes", () -> command.out().contains("Heartbeat.Counter"));
            gateway.signal("KILL");
            gateway.process().onExit().join();
        }
        Files.delete(ready);
        try (RunningProgram gateway = serve(port, ready)) {
            await("the loss to be told", () -> watching.err().contains("opening another session\n"));
            gateway.contentOf(ready);
            int before = watching.out().length();
            await("changes after the restart", () -> watching.out().length() > before);
            assertThat(watching.err()).contains("subscribed again to 1 tag at ");
        } finally {
            watcher.interrupt();
            watcher.join();
        }
        assertThat(watching.code()).as("%s", watching).isZero();
    }

    private RunningProgram serve(int port, Path ready) throws IOException {
        return RunningProgram.start(
                directory,
                "serve",
                "--port",
                Integer.toString(port),
                "--ready-file",
                ready.toString(),
                "--set",
                "auth.mode=disabled",
                "--set",
                "run.directory=" + directory.resolve("run"));
    }

    @Test
    void alarmsAreFollowedOnAfterARestart() throws Exception {
        String[] alarms = {"alarms.enabled=true", "simulator.alarms=4", "simulator.alarm-period=1s"};
        int port;
        Typed following;
        Thread follower;
        try (LiveGateway gateway = LiveGateway.open(directory, alarms)) {
            port = gateway.port();
            following = new Typed(Map.of("MXGATEWAY_ENDPOINT", gateway.address()));
            Typed command = following;
            follower = new Thread(() -> command.run("client", "alarms", "--follow"), "mxgateway-test-follower");
            follower.start();
            await("alarms", () -> !command.out().isEmpty());
        }
        try {
            await(
                    "the loss to be told",
                    () -> following.err().contains("the client has lost the gateway's alarm stream: "));
            int before = following.out().length();
            try (LiveGateway gateway =
                    LiveGateway.open(directory, "server.port=" + port, alarms[0], alarms[1], alarms[2])) {
                await(
                        "alarms after the restart, at " + gateway.address(),
                        () -> following.out().length() > before);
                follower.interrupt();
                follower.join();
            }
        } finally {
            follower.interrupt();
            follower.join();
        }
        assertThat(following.code()).as("%s", following).isZero();
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        Await.until(NET, () -> what, condition);
    }
}
