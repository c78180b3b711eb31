package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.galaxy.GalaxyMetadata;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.simulator.PlantGalaxy;
import io.mxgateway.core.simulator.SimulatedGalaxyState;
import io.mxgateway.core.simulator.SimulatorOptions;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.FakeWorkers;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrayNamesTest {
    private final FakeTime time = new FakeTime();
    private final GalaxyMetadata plant = new SimulatedGalaxyState(PlantGalaxy.create(), SimulatorOptions.DEFAULT, time);
    private final ArrayNames names = new ArrayNames(plant);

    @Test
    void aBareArrayGetsBracketsInEachCommandThatAddsItems() {
        assertThat(names.corrected(new MxCommand.AddItem(1, "reactor_001.Recipe")))
                .isEqualTo(new MxCommand.AddItem(1, "reactor_001.Recipe[]"));
        assertThat(names.corrected(
                        new MxCommand.AddItemBulk(1, List.of("Reactor_001.Level", "Reactor_001.Recipe", "Nowhere"))))
                .isEqualTo(
                        new MxCommand.AddItemBulk(1, List.of("Reactor_001.Level", "Reactor_001.Recipe[]", "Nowhere")));
        assertThat(names.corrected(new MxCommand.AddBufferedItem(1, "Reactor_001.Recipe", "")))
                .isEqualTo(new MxCommand.AddBufferedItem(1, "Reactor_001.Recipe[]", ""));
        assertThat(names.corrected(new MxCommand.AddBufferedItem(1, "Me.Recipe", "Reactor_001")))
                .isEqualTo(new MxCommand.AddBufferedItem(1, "Me.Recipe[]", "Reactor_001"));
    }

    @Test
    void whatIsNoBareArrayStaysTheSameCommand() {
        for (MxCommand command : List.of(
                new MxCommand.AddItem(1, "Reactor_001.Recipe[]"),
                new MxCommand.AddItem(1, "Reactor_001.Recipe[3]"),
                new MxCommand.AddItem(1, "Reactor_001.Level"),
                new MxCommand.AddItem(1, "Nowhere.Recipe"),
                new MxCommand.AddItemBulk(1, List.of("Reactor_001.Level")),
                new MxCommand.AddBufferedItem(1, "Me.Level", "Reactor_001"),
                new MxCommand.AddBufferedItem(1, "Me.Recipe", "Nowhere"),
                new MxCommand.Advise(1, 1))) {
            assertThat(names.corrected(command)).isSameAs(command);
        }
    }

    @Test
    void withoutMetadataEveryNameStays() {
        MxCommand add = new MxCommand.AddItem(1, "Reactor_001.Recipe");
        assertThat(new ArrayNames(GalaxyMetadata.UNKNOWN).corrected(add)).isSameAs(add);
    }

    @Test
    void theWorkerSeesTheBrackets() {
        FakeWorkers workers = new FakeWorkers(FakeScript.OBEDIENT);
        var manager = new DefaultSessionManager(
                new DefaultSessionRegistry(),
                workers,
                GatewayOptions.DEFAULT,
                new InMemoryMetrics(),
                time,
                new Random(1),
                CommandGate.OPEN,
                plant);
        GatewaySession session = Await.result(manager.open(SessionOpenRequest.named("test"), Gateway.ALICE));
        Await.result(manager.invoke(
                session.id(), Gateway.ALICE, CommandRequest.of(new MxCommand.AddItem(1, "Reactor_001.Recipe"))));
        assertThat(workers.last().commands()).contains(new MxCommand.AddItem(1, "Reactor_001.Recipe[]"));
    }
}
