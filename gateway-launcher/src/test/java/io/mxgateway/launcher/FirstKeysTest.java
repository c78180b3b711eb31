package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.mxgateway.core.mx.MxReplyPayload.ReadResult;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.grpc.client.ClientOptions;
import io.mxgateway.grpc.client.ClientTls;
import io.mxgateway.grpc.client.GatewayException;
import io.mxgateway.grpc.client.MxCalls;
import io.mxgateway.grpc.client.MxGatewayClient;
import io.mxgateway.grpc.client.MxSession;
import io.mxgateway.grpc.client.TagSubscription;
import io.mxgateway.grpc.client.ValueChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The lines by which the README gets from nothing to TLS and two keys, typed into a shell, and what the keys are good for. */
@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs({OS.LINUX, OS.MAC})
class FirstKeysTest {
    private static final String MARK = "<!-- The tests run these very lines: FirstKeysTest. -->";
    private static final String LATER = "# … later";
    private static final Pattern READY = Pattern.compile("\"pid\":(\\d+),\"grpc\":\"0\\.0\\.0\\.0:(\\d+)\"");
    private static final Pattern TIME = Pattern.compile("\"time\":\"([^\"]+)\"");

    @TempDir
    Path directory;

    // 0 until the gateway is ready.
    private long gateway;
    private int port;

    @AfterEach
    void endGateway() {
        ProcessHandle.of(gateway).ifPresent(ProcessHandle::destroy);
        Await.until("the gateway to end", () -> !RunningProgram.isAlive(gateway));
    }

    /** The lines of the README, with this build and any free port in the place of the jar and the usual port. */
    private static List<String> lines() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        int start = readme.indexOf("```sh", readme.indexOf(MARK));
        String block = readme.substring(start + "```sh".length(), readme.indexOf("```", start + 1));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String program = "'" + java + "' -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
                + "' io.mxgateway.launcher.Main";
        assertThat(block).contains("java -jar gateway-launcher/target/mxgateway.jar", "--port 50051", LATER);
        return block.strip()
                .replace("java -jar gateway-launcher/target/mxgateway.jar", program)
                .replace("--port 50051", "--port 0 --set run.directory=run")
                .lines()
                .toList();
    }

    private static boolean isCommand(String line) {
        return line.startsWith("mx ");
    }

    private String type(String name, List<String> lines) throws IOException, InterruptedException {
        Path script = Files.write(directory.resolve(name + ".sh"), lines);
        Path output = directory.resolve(name + ".txt");
        Process shell = new ProcessBuilder("sh", script.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(shell.waitFor(2, TimeUnit.MINUTES)).as(name).isTrue();
        String said = Files.readString(output);
        assertThat(shell.exitValue()).as(said).isZero();
        return said;
    }

    private void awaitGateway() throws IOException {
        Path ready = directory.resolve("ready.json");
        Await.until(Duration.ofMinutes(1), () -> "the gateway to be ready", () -> Files.exists(ready));
        Matcher matcher = READY.matcher(Files.readString(ready));
        assertThat(matcher.find()).isTrue();
        gateway = Long.parseLong(matcher.group(1));
        port = Integer.parseInt(matcher.group(2));
    }

    private ClientOptions holding(String key) throws IOException {
        Path certificate = directory.resolve("security").resolve("tls").resolve("self-signed.crt");
        return ClientOptions.at("localhost", port)
                .withTls(ClientTls.trusting(certificate))
                .withApiKey(Files.readString(directory.resolve(key)).strip());
    }

    private static void refused(Status.Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        refused ->
                                assertThat(refused.status()).as("%s", refused).isEqualTo(code));
    }

    @Test
    void theLinesOfTheReadmeGiveAReaderOfOneAreaAndAWriterWhoCanBeSentAway() throws Exception {
        List<String> lines = lines();
        int later = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith(LATER))
                .findFirst()
                .orElseThrow());
        type("setup", lines.subList(0, later));
        awaitGateway();
        List<String> definitions = lines.subList(0, later).stream()
                .filter(line -> !isCommand(line))
                .toList();
        List<String> rest = lines.subList(later, lines.size()).stream()
                .filter(FirstKeysTest::isCommand)
                .toList();
        assertThat(rest).containsExactly("mx apikey revoke writer", "mx audit verify");

        try (MxGatewayClient reader = new MxGatewayClient(holding("reader.key"));
                MxGatewayClient writer = new MxGatewayClient(holding("writer.key"))) {
            readerReadsInItsArea(reader);
            MxSession session = writerWrites(writer);
            TagSubscription values = session.subscribe("Filler_001.Speed");
            Iterator<ValueChange> changes = values.values();
            assertThat(changes.next().isGood()).isTrue();
            MxSession untouched = reader.openSession("reader again");

            type("revoke", with(definitions, rest.get(0)));
            long typed = System.nanoTime();
            Await.until("the key to be refused", () -> refusedNow(session));
            report(Duration.ofNanos(System.nanoTime() - typed));
            refused(Status.Code.UNAUTHENTICATED, () -> writer.openSession("once more"));
            refused(Status.Code.UNAUTHENTICATED, () -> exhaust(changes));
            assertThat(untouched.calls().register("still here")).isPositive();
        }
        assertThat(type("verify", with(definitions, rest.get(1)))).contains("the chain holds");
        assertThat(audit())
                .contains("\"key.create\"", "\"session.open\"", "\"constraint\"", "\"key.revoke\"", "\"key.end\"");
    }

    private static List<String> with(List<String> definitions, String line) {
        return Stream.concat(definitions.stream(), Stream.of(line)).toList();
    }

    private static void readerReadsInItsArea(MxGatewayClient reader) {
        try (MxSession session = reader.openSession("reader")) {
            MxCalls calls = session.calls();
            int server = calls.register("reader");
            int item = calls.addItem(server, "Reactor_001.SetPoint");
            refused(Status.Code.PERMISSION_DENIED, () -> calls.addItem(server, "Filler_001.Speed"));
            refused(Status.Code.PERMISSION_DENIED, () -> calls.write(server, item, MxValue.of(1.0), 0));
            assertThat(calls.readBulk(server, List.of("Reactor_001.Level", "Filler_001.Speed"), 10_000))
                    .extracting(ReadResult::wasSuccessful)
                    .containsExactly(true, false);
            assertThat(session.subscribe("Reactor_001.Level").values().next().isGood())
                    .isTrue();
        }
    }

    private static MxSession writerWrites(MxGatewayClient writer) {
        MxSession session = writer.openSession("writer");
        int server = session.calls().register("writer");
        int item = session.calls().addItem(server, "Reactor_001.SetPoint");
        session.calls().advise(server, item);
        session.calls().write(server, item, MxValue.of(42.5), 0);
        assertThat(session.calls().addItem(server, "Filler_001.Speed")).isPositive();
        return session;
    }

    private static boolean refusedNow(MxSession session) {
        try {
            session.calls().register("again");
            return false;
        } catch (GatewayException e) {
            return e.status() == Status.Code.UNAUTHENTICATED;
        }
    }

    private static void exhaust(Iterator<ValueChange> changes) {
        while (true) {
            changes.next();
        }
    }

    private String audit() throws IOException {
        return Files.readString(directory.resolve("security").resolve("audit").resolve("audit.log"));
    }

    private Instant timeOf(String action) throws IOException {
        String record = audit().lines()
                .filter(line -> line.contains("\"" + action + "\""))
                .findFirst()
                .orElseThrow();
        Matcher matcher = TIME.matcher(record);
        assertThat(matcher.find()).as(record).isTrue();
        return Instant.parse(matcher.group(1));
    }

    /** How long it took; a second is promised, and the net is for machines that have other things to do. */
    private void report(Duration sinceTyped) throws IOException {
        Await.until("the end of the key to be written down", () -> {
            try {
                return audit().contains("\"key.end\"");
            } catch (IOException e) {
                return false;
            }
        });
        Duration took = Duration.between(timeOf("key.revoke"), timeOf("key.end"));
        System.out.println("revoked on the command line: in force in the gateway after " + took.toMillis()
                + " ms, first refused call " + sinceTyped.toMillis() + " ms after the command ended");
        assertThat(took).isLessThan(Duration.ofSeconds(10));
    }
}
