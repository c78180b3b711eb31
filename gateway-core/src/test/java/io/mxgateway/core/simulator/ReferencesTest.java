package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxSecurityClass;
import io.mxgateway.core.mx.MxValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest {
    private final Sim sim = new Sim();
    private final int server = sim.register();

    @ParameterizedTest
    @CsvSource({
        "Types.Integer, 0",
        "types.INTEGER, 0",
        "Types.Integer.Value, 0",
        "Reactor_001, 0",
        "Reactor_001.Inlet, 0",
        "Reactor_001.Inlet.PV, 0",
        "Reactor_001_Inlet.PV, 0",
        "Arrays.Integer[], 0",
        "Arrays.Integer[].Value, 0",
        "Arrays.Integer[1], 0",
        "Arrays.Integer[1].Value, 0",
        "Arrays.Integer, 1003",
        "Arrays.Integer[99999999999], 1003",
        "Arrays.Integer[x], 15",
        "Types.Integer[1], 17",
        "Types.Integer[], 17",
        "Types, 6",
        "Types.None, 6",
        "None.PV, 6",
        "Types.Integer.Nonsense, 6",
        "Types.Integer[1, 6",
        "Types..Integer, 6",
        ".Integer, 6",
        "Types., 6"
    })
    void whatAReferenceResolvesTo(String reference, int detail) {
        assertThat(sim.read(server, reference).statuses().get(0).detail())
                .as(reference)
                .isEqualTo(detail);
    }

    @Test
    void theValueOfAnElementIsTheElement() {
        assertThat(sim.read(server, "Arrays.Integer[2].Value").value()).isEqualTo(MxValue.of(2));
    }

    @Test
    void aReferenceMayHave329CharactersAndNotOneMore() {
        String reference = " ".repeat(329 - "Types.Integer".length()) + "Types.Integer";
        assertThat(sim.read(server, reference).statuses().get(0).isOk()).isTrue();
        assertThat(sim.read(server, " " + reference).statuses().get(0).detail()).isEqualTo(6);
    }

    @Test
    void thePropertiesOfAnAttributeCanBeAdvised() {
        assertThat(sim.read(server, "Types.Double.Type").value()).isEqualTo(MxValue.of(4));
        assertThat(sim.read(server, "Bad.Uncertain.Quality").value())
                .isEqualTo(MxValue.of(64).as(MxDataType.DATA_QUALITY_TYPE));
        assertThat(sim.read(server, "Types.Double.Time").value()).isEqualTo(MxValue.of(sim.at(0)));
        assertThat(sim.read(server, "types.double.name").value()).isEqualTo(MxValue.of("Types.Double"));
        assertThat(sim.read(server, "Reactor_001.Recipe.Dimension1").value()).isEqualTo(MxValue.of(10));
        assertThat(sim.read(server, "Types.Double.Dimension1").value()).isEqualTo(MxValue.of(0));
        assertThat(sim.read(server, "Classes.Tune.SecurityClassification").value())
                .isEqualTo(MxValue.of(4).as(MxDataType.SECURITY_CLASSIFICATION_ENUM));
        assertThat(sim.read(server, "Types.Double.Locked").value()).isEqualTo(MxValue.of(false));
        assertThat(sim.read(server, "Types.Calculated.Category").value()).isEqualTo(MxValue.of(3));
    }

    @Test
    void theTimeOfAMovingAttributeMovesWithIt() {
        int item = sim.subscribe(server, "Heartbeat.Counter.Time");
        sim.pass(980);
        assertThat(sim.dataOf(item))
                .extracting(MxEventData::value)
                .containsExactly(MxValue.of(sim.at(0)), MxValue.of(sim.at(500)), MxValue.of(sim.at(1000)));
    }

    @ParameterizedTest
    @CsvSource({
        "Me.Open, Reactor_001.Inlet, Reactor_001_Inlet.Open",
        "me.pv, Reactor_002_Inlet, Reactor_002_Inlet.PV",
        "MyContainer.BatchId, Reactor_002.Inlet, Reactor_002.BatchId",
        "MyEngine.ScanPeriodMs, Pump_001, Engine_001.ScanPeriodMs",
        "BatchId, Reactor_003, Reactor_003.BatchId",
        "Reactor_001.BatchId, Reactor_003, Reactor_001.BatchId"
    })
    void relativeReferencesStartFromTheirContext(String definition, String context, String full) {
        int item = ((MxReplyPayload.ItemHandle) sim.ok(new MxCommand.AddItem2(server, definition, context))
                        .payload())
                .itemHandle();
        int name = ((MxReplyPayload.ItemHandle) sim.ok(new MxCommand.AddItem2(server, definition + ".Name", context))
                        .payload())
                .itemHandle();
        sim.ok(new MxCommand.Advise(server, item));
        sim.ok(new MxCommand.Advise(server, name));
        sim.pass(20);
        assertThat(sim.last(item).statuses().get(0).isOk()).isTrue();
        assertThat(sim.last(name).value()).isEqualTo(MxValue.of(full));
    }

    @Test
    void aRelativeReferenceWithoutContextDoesNotResolve() {
        assertThat(sim.read(server, "Me.Open").statuses().get(0).detail()).isEqualTo(6);
    }

    @Test
    void theMetadataTellsWithoutAsking() {
        assertThat(sim.galaxy.isArray("reactor_001.recipe")).isTrue();
        assertThat(sim.galaxy.isArray("Reactor_001.Recipe[]")).isFalse();
        assertThat(sim.galaxy.isArray("Reactor_001.Level")).isFalse();
        assertThat(sim.galaxy.isArray("No.Such")).isFalse();
        assertThat(sim.galaxy.containedPath("Reactor_001_Inlet.PV")).hasValue("Mixing.Reactor_001.Inlet");
        assertThat(sim.galaxy.containedPath("No.Such")).isEmpty();
        assertThat(sim.galaxy.securityClassification("Classes.Tune")).hasValue(MxSecurityClass.TUNE);
        assertThat(sim.galaxy.securityClassification("Arrays.Integer[3]")).hasValue(MxSecurityClass.FREE_ACCESS);
    }
}
