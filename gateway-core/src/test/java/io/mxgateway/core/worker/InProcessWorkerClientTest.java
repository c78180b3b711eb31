package io.mxgateway.core.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.ScriptedBackend.Start;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InProcessWorkerClientTest extends WorkerClientContract {
    private final SystemTime systemTime = new SystemTime("mxgateway-test-timer");

    @Override
    protected WorkerClientFactory open(CountingMetrics counts) {
        return factory(systemTime, counts);
    }

    @Override
    protected void closed() {
        systemTime.close();
    }

    private static WorkerClientFactory factory(GatewayTime time, GatewayMetrics counts) {
        return new InProcessWorkerClientFactory(
                Map.of(
                        WORKS, session -> new ScriptedBackend(Start.WORKS),
                        FAILS, session -> new ScriptedBackend(Start.FAILS),
                        HANGS, session -> new ScriptedBackend(Start.HANGS)),
                time,
                counts,
                WorkerOptions.DEFAULT,
                MAX_PENDING);
    }

    @Test
    void aBackendThatDiesIsReportedWithItsExitCode() {
        WorkerClientFactory factory = factory(systemTime, new CountingMetrics());
        WorkerClient client =
                Await.result(factory.prepare(WORKS, "session-dying").start(new RecordingListener()));

        CompletableFuture<?> dying = client.invoke(new MxCommand.Register("crash:3"), Await.NET);

        assertThat(Await.failure(dying)).hasMessageContaining("session=session-dying exitCode=3");
        Await.result(client.kill("clean up"));
    }

    @Test
    void aStartThatTakesTooLongIsCalledOffAtTheDeadline() {
        FakeTime time = new FakeTime();
        CountingMetrics counts = new CountingMetrics();
        CompletableFuture<WorkerClient> start =
                factory(time, counts).prepare(HANGS, "session-h").start(new RecordingListener());

        time.advance(WorkerOptions.DEFAULT.startupTimeout().minusMillis(1));
        assertThat(start).isNotDone();
        time.advance(Duration.ofMillis(1));

        assertThat(Await.failure(start)).hasMessageContainingAll("session-h", "startup-timeout", "30000");
        assertThat(counts.of(GatewayMetric.WORKERS_RUNNING)).isZero();
        assertThat(time.pendingTimers()).isZero();
    }

    @Test
    void aBackendThatCannotBeMadeIsAFailedStart() {
        WorkerClientFactory broken = new InProcessWorkerClientFactory(
                Map.of("broken", session -> {
                    throw new IllegalStateException("no galaxy for " + session);
                }),
                systemTime,
                new CountingMetrics(),
                WorkerOptions.DEFAULT,
                1);

        CompletableFuture<WorkerClient> start =
                broken.prepare("broken", "session-b").start(new RecordingListener());

        assertThat(Await.failure(start)).hasMessageContaining("no galaxy for session-b");
    }

    @Test
    void aBackendThatWillNotGoDownIsLeftToItselfAfterTheKillTimeout() {
        FakeTime time = new FakeTime();
        CountingMetrics counts = new CountingMetrics();
        WorkerClient client =
                Await.result(factory(time, counts).prepare(WORKS, "session-s").start(new RecordingListener()));
        client.invoke(new MxCommand.Register("stubborn"), Duration.ofSeconds(1)).join();

        CompletableFuture<Void> killed = client.kill("test").toCompletableFuture();

        assertThat(killed).isNotDone();
        time.advance(WorkerOptions.DEFAULT.killTimeout());
        assertThat(killed).isCompleted();
        assertThat(counts.of(GatewayMetric.WORKERS_RUNNING)).isZero();
        time.advance(Duration.ofSeconds(1));
        assertThat(time.pendingTimers()).isZero();
    }

    @Test
    void noEventComesWhileEventsArePaused() {
        RecordingListener listener = new RecordingListener();
        WorkerClient client = Await.result(factory(new FakeTime(), new CountingMetrics())
                .prepare(WORKS, "session-p")
                .start(listener));
        client.pauseEvents();

        client.invoke(new MxCommand.Register("events:10"), Duration.ofSeconds(1))
                .join();

        assertThat(listener.events()).isEmpty();
        client.resumeEvents();
        assertThat(listener.events()).hasSize(10);
    }

    @Test
    void aListenerThatPausesGetsNoFurtherBatch() {
        AtomicReference<WorkerClient> client = new AtomicReference<>();
        RecordingListener seen = new RecordingListener();
        WorkerListener pausing = new WorkerListener() {
            @Override
            public void onStage(WorkerStartStage stage) {}

            @Override
            public void onEvents(List<MxEvent> events) {
                seen.onEvents(events);
                client.get().pauseEvents();
            }

            @Override
            public void onTerminated(WorkerException cause) {
                seen.onTerminated(cause);
            }
        };
        client.set(Await.result(factory(new FakeTime(), new CountingMetrics())
                .prepare(WORKS, "session-p")
                .start(pausing)));

        client.get()
                .invoke(new MxCommand.Register("events:3000"), Duration.ofSeconds(1))
                .join();

        assertThat(seen.events()).hasSizeBetween(1, 2999);
        Await.result(client.get().shutdown(Duration.ofSeconds(1)));
        assertThat(seen.events())
                .as("what was produced is delivered before the end")
                .hasSize(3000);
        assertThat(seen.ends()).hasSize(1);
        assertThat(seen.breaches()).isEmpty();
    }
}
