package io.mxgateway.grpc.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.alarm.AlarmMonitor;
import io.mxgateway.core.alarm.AlarmNews;
import io.mxgateway.core.config.AlarmMonitorOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.grpc.client.ClientOptions;
import io.mxgateway.grpc.client.MxGatewayClient;
import io.mxgateway.grpc.service.GatewayServer;
import io.mxgateway.grpc.service.GatewayServices;
import io.mxgateway.grpc.service.GrpcServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The alarm monitor on a worker process that is killed: its clients stay. */
@ExtendWith(NothingLeftBehind.class)
class AlarmWorkerDeathTest {
    @Test
    void clientsStayWhenTheMonitorsWorkerProcessIsKilled() throws IOException {
        try (ProcessGateway gateway = new ProcessGateway(GatewayOptions.DEFAULT);
                AlarmMonitor monitor = new AlarmMonitor(
                        gateway.manager.internalSessions(),
                        "",
                        Optional.of("\\\\HOST\\Galaxy!Plant"),
                        AlarmMonitorOptions.DEFAULT,
                        gateway.time,
                        gateway.metrics)) {
            monitor.start();
            GatewayServer server = new GatewayServer(
                    GrpcServerOptions.DEFAULT.listeningOn("127.0.0.1", 0),
                    new GatewayServices(gateway.manager, monitor).definitions(),
                    builder -> {});
            server.start();
            try (MxGatewayClient client = new MxGatewayClient(ClientOptions.at("127.0.0.1", server.port()))) {
                List<AlarmNews> heard = new CopyOnWriteArrayList<>();
                client.alarms("").listen(heard::add);
                Await.until("the provider is there", () -> modes(heard).contains(AlarmProviderMode.ALARMMGR));
                heard.removeIf(AlarmNews.ProviderStatus.class::isInstance);
                long pid = gateway.registry
                        .sessions()
                        .iterator()
                        .next()
                        .worker()
                        .orElseThrow()
                        .processId();
                ProcessHandle.of(pid).orElseThrow().destroyForcibly();
                Await.until("the provider is gone, and back", () -> modes(heard).contains(AlarmProviderMode.ALARMMGR));
                assertThat(modes(heard).get(0)).isEqualTo(AlarmProviderMode.UNSPECIFIED);
                assertThat(heard.stream().filter(AlarmNews.SnapshotComplete.class::isInstance))
                        .as("one stream, without a break")
                        .hasSize(1);
            } finally {
                Await.result(server.shutdown(Duration.ofSeconds(1)));
            }
        }
    }

    private static List<AlarmProviderMode> modes(List<AlarmNews> heard) {
        return heard.stream()
                .filter(AlarmNews.ProviderStatus.class::isInstance)
                .map(news -> ((AlarmNews.ProviderStatus) news).status().mode())
                .toList();
    }
}
