package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.launcher.text.JsonReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code client alarms} and {@code client ack}, at a gateway with alarms of which a third is active all day. */
@ExtendWith(NothingLeftBehind.class)
class AlarmCommandsTest {
    @TempDir
    private static Path directory;

    private static LiveGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = LiveGateway.open(
                directory,
                "alarms.enabled=true",
                "simulator.objects=12",
                "simulator.alarms=12",
                "simulator.alarm-period=1d");
        Await.until("alarms to be known", () -> active().size() > 1);
    }

    @AfterAll
    static void end() {
        gateway.close();
    }

    private static Typed client() {
        return new Typed(Map.of("MXGATEWAY_ENDPOINT", gateway.address()));
    }

    /** The alarms that nobody has acknowledged. */
    private static List<String> active() {
        return client().run("client", "alarms", "--json")
                .out()
                .lines()
                .map(line -> (Map<?, ?>) JsonReader.read(line))
                .filter(alarm -> alarm.get("state").equals("active"))
                .map(alarm -> (String) alarm.get("alarm"))
                .toList();
    }

    @Test
    void anAlarmIsAcknowledgedByItsNameOnceAndThatIsSeen() throws InterruptedException {
        String alarm = active().get(0);
        Typed watching = client();
        Thread watcher = new Thread(
                () -> watching.run("client", "alarms", "--follow", "--count", "1", "--prefix", alarm),
                "mxgateway-test-watcher");
        watcher.start();
        // Told when all that are active were told.
        Await.until("the watcher to watch", () -> watching.err().contains("provider"));
        assertThat(watching.out()).contains(" active ", alarm).hasLineCount(1);

        Typed acknowledged =
                client().run("client", "ack", "--operator", "ada", "--comment", "seen", "-m", "seen twice", alarm);
        assertThat(acknowledged.code()).as("%s", acknowledged).isEqualTo(2);
        acknowledged = client().run("client", "ack", "--operator", "ada", "--comment", "seen", alarm);
        assertThat(acknowledged.code()).as("%s", acknowledged).isZero();
        assertThat(acknowledged.out()).isEqualTo(alarm + " acknowledged by ada\n");
        watcher.join();
        assertThat(watching.code()).as("%s", watching).isZero();
        assertThat(watching.out())
                .containsPattern(" acknowledge +\\d+  \\Q" + alarm + "\\E  by ada\n")
                .hasLineCount(2);

        Typed table = client().run("client", "alarms", "--prefix", alarm);
        assertThat(table.out().lines())
                .hasSize(2)
                .anyMatch(line -> line.matches("ALARM +STATE +SEVERITY +TYPE +SINCE +VALUE +LIMIT +OPERATOR +GUID"))
                .anyMatch(line -> line.contains(" active acked ") && line.contains(" ada "));

        Typed again = client().run("client", "ack", "--json", alarm, "Galaxy!Nothing.Here");
        assertThat(again.code()).as("%s", again).isEqualTo(1);
        assertThat(again.out().lines()).hasSize(2).allMatch(line -> line.contains("\"acknowledged\":false"));
        assertThat(again.err().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("alarm = Galaxy!Nothing.Here: was not acknowledged: "));
    }

    @Test
    void anAlarmIsAcknowledgedByItsGuid() {
        String alarm = active().get(active().size() - 1);
        String guid = guidOf(alarm);
        assertThat(guid).hasSizeGreaterThan(30);

        Typed acknowledged = client().run("client", "ack", "--operator", "ada", guid);

        assertThat(acknowledged.code()).as("%s", acknowledged).isZero();
        assertThat(acknowledged.out()).isEqualTo(guid + " acknowledged by ada\n");
        Await.until("it to be seen", () -> !active().contains(alarm));
        assertThat(guidOf(alarm)).as("it is active still, and the same alarm").isEqualTo(guid);
    }

    private static String guidOf(String alarm) {
        return client().run("client", "alarms", "--json", "--prefix", alarm)
                .out()
                .lines()
                .map(line -> (Map<?, ?>) JsonReader.read(line))
                .map(told -> (String) told.get("guid"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCheckSeesAlarmsToo() {
        Typed smoke = client().run("client", "smoke");
        assertThat(smoke.code()).as("%s", smoke).isZero();
        assertThat(smoke.out()).containsPattern("alarms +ok +\\d+ ms +\\d+ active\n");
    }

    @Test
    void howLongToFollowWantsFollowing() {
        Typed typed = client().run("client", "alarms", "--count", "1");
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).isEqualTo("mxgateway: --count and --seconds go with --follow\n");
    }
}
