package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.NothingLeftBehind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the client commands show and how they end, at a gateway that runs. */
@ExtendWith(NothingLeftBehind.class)
class ClientCommandsTest {
    @TempDir
    private static Path directory;

    // Started once: opening sessions is what takes the time here.
    private static LiveGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = LiveGateway.open(directory);
    }

    @AfterAll
    static void end() {
        gateway.close();
    }

    private static Typed client(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "client";
        System.arraycopy(args, 0, all, 1, args.length);
        return Typed.run(Map.of("MXGATEWAY_ENDPOINT", gateway.address()), all);
    }

    private static void refused(Typed typed, int code, String... words) {
        assertThat(typed.code()).as("%s", typed).isEqualTo(code);
        assertThat(typed.err().lines()).as("%s", typed).hasSize(1);
        assertThat(typed.err()).startsWith("mxgateway: ").contains(words);
    }

    @Test
    void whatIsWrittenIsReadAsATable() {
        Typed written = client("write", "Reactor_001.SetPoint=42.5", "Reactor_001.BatchId=B=7, \u001b[31mred");
        assertThat(written.code()).as("%s", written).isZero();
        assertThat(written.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.matches("TAG +VALUE +TYPE +RESULT"))
                .anyMatch(line -> line.matches("Reactor_001\\.SetPoint +42\\.5 +double +written"))
                .anyMatch(line -> line.contains("B=7, \\u001b[31mred"));
        assertThat(written.err()).isEmpty();

        Typed read = client("read", "Reactor_001.Level", "Reactor_001.Recipe[]");
        assertThat(read.code()).as("%s", read).isZero();
        assertThat(read.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.matches("TAG +VALUE +TYPE +QUALITY +TIME"))
                .anyMatch(line -> line.matches("Reactor_001\\.Level +[\\d.]+ +float +good +20\\S+Z"))
                .anyMatch(line -> line.matches("Reactor_001\\.Recipe\\[] +\\[(0\\.0, ){9}0\\.0] +float\\[] +good .*"));
        assertThat(read.err()).isEmpty();
    }

    @Test
    void forMachinesThereIsOneObjectForEachTag() {
        Typed written = client(
                "write",
                "--json",
                "--type",
                "float[]",
                "--time",
                "2026-01-31T12:00:00Z",
                "Reactor_002.Recipe[]=[1,2.5,3,4,5,6,7,8,9,10]");
        assertThat(written.code()).as("%s", written).isZero();
        assertThat(written.out())
                .isEqualTo("{\"tag\":\"Reactor_002.Recipe[]\",\"value\":[1.0,2.5,3.0,4.0,5.0,6.0,7.0,8.0,9.0,10.0],"
                        + "\"type\":\"float[]\",\"written\":true,\"error\":\"\"}\n");

        Typed read = client("read", "--json", "Reactor_001.Mode", "Nothing.Here");
        assertThat(read.code()).as("%s", read).isEqualTo(1);
        assertThat(read.out().lines())
                .hasSize(2)
                .anyMatch(line -> line.matches("\\{\"tag\":\"Reactor_001\\.Mode\",\"value\":\\d+,\"type\":\"int\","
                        + "\"quality\":192,\"good\":true,\"time\":\"[^\"]+Z\",\"error\":\"\"}"))
                .anyMatch(line -> line.contains("\"tag\":\"Nothing.Here\",\"value\":null,")
                        && line.contains("\"error\":\"invalid reference\""));
        assertThat(read.err()).contains("tag = Nothing.Here: cannot be read: invalid reference");
    }

    @Test
    void changesAreShownUntilThereWereSoMany() {
        Typed text = client("subscribe", "--count", "4", "Reactor_001.Level", "Heartbeat.Counter");
        assertThat(text.code()).as("%s", text).isZero();
        assertThat(text.out().lines())
                .hasSize(4)
                .allMatch(line -> line.matches("20\\S+Z +(Reactor_001\\.Level|Heartbeat\\.Counter) +[\\d.]+ +good"));
        assertThat(text.err()).isEmpty();

        Typed json = client("subscribe", "--count", "3", "--json", "Heartbeat.Counter", "Nothing.Here");
        assertThat(json.code()).as("%s", json).isEqualTo(1);
        assertThat(json.out().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("{\"tag\":\"") && line.endsWith("\"}"));
        assertThat(json.err()).contains("tag = Nothing.Here: cannot be subscribed: configuration error");
    }

    @Test
    void aSubscriptionEndsByTheClockAndWhenNoTagIsOne() {
        Typed timed = client("subscribe", "--seconds", "1", "Reactor_001.Mode");
        assertThat(timed.code()).as("%s", timed).isZero();
        assertThat(timed.err()).isEmpty();

        Typed unknown = client("subscribe", "Nothing.Here");
        refused(unknown, 1, "tag = Nothing.Here", "client browse");
    }

    @Test
    void aValueThatIsNoneIsNotWritten() {
        refused(
                client("write", "Reactor_003.SetPoint=7", "Reactor_003.Mode=much"),
                2,
                "tag = Reactor_003.Mode: value = much: must be a whole number",
                "as its type is int",
                "--type");
        assertThat(client("read", "Reactor_003.SetPoint").out())
                .containsPattern("Reactor_003\\.SetPoint +[\\d.]+ ")
                .doesNotContainPattern("Reactor_003\\.SetPoint +7\\.0 ");
        refused(client("write", "Nothing.Here=1"), 1, "tag = Nothing.Here: cannot be written", "invalid reference");
        refused(client("write", "Nothing.Here"), 2, "'Nothing.Here': must be TAG=VALUE");
        refused(client("write", "--type", "number", "A.B=1"), 2, "--type = number: must be bool, int");
        refused(client("write", "--type", "int", "A.B=1.5"), 2, "tag = A.B: value = 1.5: must be a whole number");
    }

    @Test
    void whatMxAccessRefusesIsTold() {
        Typed typed = client("write", "Reactor_001.Level=1");
        assertThat(typed.code()).as("%s", typed).isIn(0, 1);
        Typed refused = client("write", "--type", "string", "Reactor_001.SetPoint=deep");
        assertThat(refused.code()).as("%s", refused).isEqualTo(1);
        assertThat(refused.err()).contains("tag = Reactor_001.SetPoint: was not written: ");
    }

    @Test
    void anEndpointThatIsNoneOrWhereNobodyListensIsTold() {
        refused(client("read", "--endpoint", "here:99999", "A.B"), 2, "endpoint = here:99999: must be HOST:PORT");
        refused(
                client("read", "--endpoint", "127.0.0.1:1", "A.B"),
                3,
                "endpoint = 127.0.0.1:1: cannot connect: connection refused",
                "MXGATEWAY_ENDPOINT");
        refused(client("read", "--tls", "A.B"), 3, "it does not speak TLS", "--plaintext");
        refused(
                client("read", "--endpoint", gateway.admin(), "A.B"),
                3,
                "endpoint = " + gateway.admin(),
                "is the port");
        refused(client("read", "--ca", "none.pem", "A.B"), 2, "--ca = none.pem: cannot be read");
        refused(client("read", "--api-key-file", "none", "A.B"), 2, "--api-key-file = none", "no such file");
        refused(client("read", "--plaintext", "--tls", "A.B"), 2, "--plaintext goes without --tls");
    }

    @Test
    void theTreeOfTheGalaxyIsShownLevelByLevelAndTheAttributesOfAnObject() {
        Typed roots = client("browse");
        assertThat(roots.code()).as("%s", roots).isZero();
        assertThat(roots.out().lines())
                .anyMatch(line -> line.matches("NAME +KIND +TAG +BELOW +TEMPLATE +PATH"))
                .anyMatch(line -> line.matches("Mixing +area +Mixing +yes +\\$Area +Mixing"));
        assertThat(client("browse", "Mixing", "--filter", "reactor_00?", "--json")
                        .out()
                        .lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("{\"name\":\"Reactor_00"));
        assertThat(client("browse", "Reactor_001").out()).contains("Mixing.Reactor_001.Inlet");

        assertThat(client("browse", "-a", "Mixing.Reactor_001").out().lines())
                .anyMatch(line -> line.matches("REFERENCE +TYPE +SECURITY +HISTORY +ALARM +DESCRIPTION"))
                .anyMatch(line -> line.startsWith("Reactor_001.Recipe[] "))
                .anyMatch(
                        line -> line.matches("Reactor_001\\.Temperature +DOUBLE +free access +yes +yes +temperature"));
        assertThat(client("browse", "-a", "Reactor_001", "--filter", "S*", "--json")
                        .out())
                .startsWith("{\"reference\":\"Reactor_001.SetPoint\",\"name\":\"SetPoint\",\"type\":\"DOUBLE\",")
                .hasLineCount(1);

        refused(client("browse", "No.Such"), 1, "path = No.Such: there is no such object");
        refused(client("browse", "--attributes"), 2, "--attributes needs the PATH");
    }

    @Test
    void anyCommandIsExecutedByItsName() {
        Typed read = client("invoke", "--json", "ReadBulk", "tag_addresses: \"Reactor_001.BatchId\"");
        assertThat(read.code()).as("%s", read).isZero();
        assertThat(read.out())
                .hasLineCount(1)
                .contains("\"kind\":\"MX_COMMAND_KIND_READ_BULK\"", "\"tag_address\":\"Reactor_001.BatchId\"");
        Typed suspend = client("invoke", "suspend", "--tag", "Reactor_001.Level");
        assertThat(suspend.code()).as("%s", suspend).isZero();
        assertThat(suspend.out()).contains("kind: MX_COMMAND_KIND_SUSPEND", "category: MX_STATUS_CATEGORY_PENDING");

        Typed refused = client("invoke", "UN_REGISTER", "server_handle: 77");
        assertThat(refused.code()).as("%s", refused).isEqualTo(1);
        assertThat(refused.out()).contains("code: PROTOCOL_STATUS_CODE_MXACCESS_FAILURE");
        assertThat(refused.err()).contains("server handle 77 is not registered").hasLineCount(1);
        refused(client("invoke", "Raed"), 2, "kind = Raed: there is no such command; there are register, ");
        refused(client("invoke", "write", "value: 7"), 2, "the fields of write: must be protobuf text");
        refused(client("invoke", "advise"), 2, "advise needs an item; name its tag with --tag");
        refused(client("invoke", "ping", "--tag", "A.B"), 2, "--tag = A.B: ping has no item_handle");
    }

    @Test
    void aCheckTellsEachStepAndPassesOverWhatIsSwitchedOff() {
        Typed good = client("smoke", "--write-tag", "Reactor_001.SetPoint");
        assertThat(good.code()).as("%s", good).isZero();
        assertThat(good.out().lines())
                .hasSize(10)
                .anyMatch(line -> line.matches("browse +ok +\\d+ ms +5 roots"))
                .anyMatch(line -> line.matches("subscribe +ok +\\d+ ms +change \\d+ of the session: .*"))
                .anyMatch(line -> line.matches("write +ok +\\d+ ms +Reactor_001\\.SetPoint = .*, written back"))
                .anyMatch(line -> line.matches("alarms +skipped +- +alarms are disabled.*"))
                .anyMatch(line -> line.matches("all 8 steps went well"));
        assertThat(good.err()).isEmpty();

        Typed bad = client("smoke", "--json", "--tag", "Nothing.Here", "--timeout", "20s");
        assertThat(bad.code()).as("%s", bad).isEqualTo(1);
        assertThat(bad.out().lines())
                .hasSize(9)
                .anyMatch(line -> line.startsWith("{\"step\":\"read\",\"result\":\"failed\",")
                        && line.contains("tag = Nothing.Here: cannot be read: invalid reference"))
                .anyMatch(line -> line.startsWith("{\"step\":\"close\",\"result\":\"ok\","));
        refused(client("smoke", "--endpoint", "127.0.0.1:1", "--json"), 3, "cannot connect: connection refused");
    }
}
