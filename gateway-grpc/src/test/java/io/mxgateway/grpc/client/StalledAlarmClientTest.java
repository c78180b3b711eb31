package io.mxgateway.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.mxgateway.core.config.AlarmMonitorOptions;
import io.mxgateway.core.config.AlarmOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.simulator.GeneratedGalaxy;
import io.mxgateway.core.simulator.SimulatedGalaxyState;
import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.simulator.SimulatorOptions;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.proto.v1.AlarmFeedMessage;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.StreamAlarmsRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client of the alarm feed that stops reading, over gRPC. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class StalledAlarmClientTest {
    private static final int SMALL_WINDOW = 65_535;

    @Test
    void itEndsWithResourceExhausted() {
        try (SystemTime plantTime = new SystemTime("mxgateway-test-plant")) {
            var galaxy = new SimulatedGalaxyState(
                    GeneratedGalaxy.of(10, 1, 0, new GeneratedGalaxy.Alarms(500, Duration.ofSeconds(1)), 1),
                    SimulatorOptions.DEFAULT.withScanPeriod(Duration.ofMillis(50)),
                    plantTime);
            var options = GatewayOptions.DEFAULT.withAlarms(new AlarmOptions(
                    true,
                    "\\\\HOST\\Galaxy!Generated",
                    "",
                    "",
                    false,
                    false,
                    new AlarmMonitorOptions(Duration.ofSeconds(30), 64, 8)));
            try (TestGateway gateway = new TestGateway(options, new SimulatorBackendFactory(galaxy, "test", 0))) {
                ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", gateway.server.port())
                        .usePlaintext()
                        .flowControlWindow(SMALL_WINDOW)
                        .directExecutor()
                        .build();
                try {
                    CompletableFuture<Status> end = new CompletableFuture<>();
                    ClientCall<StreamAlarmsRequest, AlarmFeedMessage> call = start(channel, end);
                    Await.until(
                            "it is cut off",
                            () -> gateway.metrics.counter(GatewayMetric.STREAMS_ENDED, "overflow") == 1);
                    call.request(Integer.MAX_VALUE);
                    Status status = Await.result(end);
                    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
                    assertThat(status.getDescription()).contains("alarms.feed-size=64");
                    assertThat(gateway.alarms.stateText())
                            .as("the monitor goes on")
                            .isEqualTo("LIVE");
                } finally {
                    channel.shutdownNow();
                }
            }
        }
    }

    /** Reads a single message. */
    private static ClientCall<StreamAlarmsRequest, AlarmFeedMessage> start(
            ManagedChannel channel, CompletableFuture<Status> end) {
        ClientCall<StreamAlarmsRequest, AlarmFeedMessage> call =
                channel.newCall(MxAccessGatewayGrpc.getStreamAlarmsMethod(), CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        end.complete(status);
                    }
                },
                new Metadata());
        call.sendMessage(StreamAlarmsRequest.getDefaultInstance());
        call.halfClose();
        call.request(1);
        return call;
    }
}
