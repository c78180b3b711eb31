package io.mxgateway.core.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.worker.ScriptedBackend.Start;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedWorkerClientFactoryTest {
    private final FakeWorkers plant = new FakeWorkers();
    private final WorkerClientFactory local = new InProcessWorkerClientFactory(
            Map.of("local", session -> new ScriptedBackend(Start.WORKS)),
            new FakeTime(),
            GatewayMetrics.NONE,
            WorkerOptions.DEFAULT,
            1);

    @Test
    void eachNameLeadsToTheFactoryThatKnowsIt() {
        WorkerClientFactory both = new NamedWorkerClientFactory(List.of(plant, local));

        assertThat(both.backends()).containsExactlyInAnyOrder("plant", "local");
        both.prepare("plant", "session-p").start(new RecordingListener());
        assertThat(plant.starts).hasSize(1);
        assertThat(both.prepare("local", "session-l").start(new RecordingListener()))
                .isCompleted();
        Await.result(both.close());
        assertThat(plant.closed).isTrue();
    }

    @Test
    void aNameThatTwoKnowIsRefused() {
        assertThatThrownBy(() -> new NamedWorkerClientFactory(List.of(plant, new FakeWorkers())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'plant'");
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatExist() {
        WorkerClientFactory both = new NamedWorkerClientFactory(List.of(plant, local));

        assertThatThrownBy(() -> both.prepare("nope", "session-x")).hasMessageContainingAll("nope", "plant", "local");
        assertThatThrownBy(() -> new NamedWorkerClientFactory(List.of())).hasMessageContaining("at least one");
    }
}
