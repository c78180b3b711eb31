package io.mxgateway.core.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.event.EventCursor;
import io.mxgateway.core.event.StreamStart;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommand.Register;
import io.mxgateway.core.mx.MxCommand.SubscribeBulk;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.CloseReason;
import io.mxgateway.core.session.CommandRequest;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.session.SessionOpenRequest;
import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.testing.ReadmeSnippet;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.InProcessWorkerClientFactory;
import io.mxgateway.core.worker.WorkerBackendFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The embedding example of the README, run; and a check that the README shows this very code. */
@ExtendWith(NothingLeftBehind.class)
class EmbeddingExampleTest {
    @Test
    void theExampleOfTheReadmeReadsALiveValue() throws InterruptedException {
        MxEvent first = example();

        assertThat(first.value()).isNotNull();
        assertThat(first.quality()).isEqualTo(192);
        assertThat(first.sequence()).isEqualTo(1);
    }

    @Test
    void theReadmeShowsTheCodeThatRuns() {
        ReadmeSnippet.isWhatRuns(EmbeddingExampleTest.class);
    }

    private static MxEvent example() throws InterruptedException {
        // begin
        var time = new SystemTime("my-gateway");
        var options = GatewayOptions.DEFAULT;
        var metrics = new InMemoryMetrics();
        Map<String, WorkerBackendFactory> backends = Map.of("simulator", SimulatorBackendFactory.ofPlant(time));
        var workers = new InProcessWorkerClientFactory(backends, time, metrics, options.workers(), 128);
        var manager = new DefaultSessionManager(new DefaultSessionRegistry(), workers, options, metrics);
        var me = ClientIdentity.anonymous();
        var session = manager.open(SessionOpenRequest.named("historian"), me).join();
        var news = new Semaphore(0);
        EventCursor events = manager.events(session.id(), me, StreamStart.LIVE, news::release);
        for (MxCommand command :
                List.of(new Register("historian"), new SubscribeBulk(1, List.of("Reactor_001.Level")))) {
            manager.invoke(session.id(), me, CommandRequest.of(command)).join();
        }
        MxEvent first = next(events, news); // polls; when there is nothing yet, waits for news
        // end
        manager.close(session.id(), me, CloseReason.CLIENT_CLOSE)
                .toCompletableFuture()
                .join();
        manager.shutdown().toCompletableFuture().join();
        time.close();
        return first;
    }

    private static MxEvent next(EventCursor events, Semaphore news) throws InterruptedException {
        MxEvent event = events.poll();
        while (event == null && news.tryAcquire(30, TimeUnit.SECONDS)) {
            event = events.poll();
        }
        return event;
    }
}
