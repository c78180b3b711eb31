package io.mxgateway.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.mxgateway.core.alarm.AlarmNews;
import io.mxgateway.core.config.AlarmOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.mx.AlarmTransitionKind;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.mx.ProtocolStatusCode;
import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.OpenSessionRequest;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client's alarms, over gRPC and through a connection that is cut, from the simulated plant and back to it. */
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class AlarmClientTest {
    private static final AlarmAcknowledgement SAID = new AlarmAcknowledgement("seen", "op", "node", "DOM", "Olga");
    private static final String TRIPPED = ".Pump_001.Tripped";

    private SystemTime plantTime;
    private TestGateway gateway;
    private CuttingProxy proxy;
    private MxGatewayClient client;
    private MxGatewayClient operator;
    private MxSession session;
    private int server; // 0 before the first write, as the item is
    private int item;

    @BeforeEach
    void open() {
        plantTime = new SystemTime("mxgateway-test-plant");
        gateway = new TestGateway(
                GatewayOptions.DEFAULT.withAlarms(
                        new AlarmOptions(true, "\\\\HOST\\Galaxy!Plant", "", "", false, false)),
                SimulatorBackendFactory.ofPlant(plantTime));
        proxy = new CuttingProxy(gateway.server.port());
        client = new MxGatewayClient(ClientOptions.at("127.0.0.1", proxy.port()));
        operator = new MxGatewayClient(gateway.reach());
        session = operator.openSession("operator");
        Await.until("the monitor is live", () -> gateway.alarms.stateText().equals("LIVE"));
    }

    @AfterEach
    void close() {
        client.close();
        operator.close();
        proxy.close();
        gateway.close();
        plantTime.close();
    }

    /** Writes through a session of its own, which does not go through the proxy and stays until the write is done. */
    private void trip(boolean on) {
        server = server == 0 ? session.calls().register("operator") : server;
        if (item == 0) {
            item = session.calls().addItem(server, "Pump_001.Tripped");
            session.calls().adviseSupervisory(server, item);
        }
        session.calls().write(server, item, MxValue.of(on), 0);
    }

    private static MxEventBody.AlarmTransition nextOfPump(Iterator<AlarmNews> news) {
        while (true) {
            if (news.next() instanceof AlarmNews.Transition told
                    && told.transition().alarmFullReference().endsWith(TRIPPED)) {
                return told.transition();
            }
        }
    }

    private MxActiveAlarm pump() {
        return Await.result(client.activeAlarms("Galaxy!")).stream()
                .filter(alarm -> alarm.alarmFullReference().endsWith(TRIPPED))
                .findFirst()
                .orElse(null);
    }

    @Test
    void anAlarmIsRaisedAcknowledgedAndCleared() {
        AlarmSubscription subscription = client.alarms("");
        Iterator<AlarmNews> news = subscription.news();
        AlarmNews first = news.next();
        while (first instanceof AlarmNews.Active) {
            first = news.next();
        }
        assertThat(first).isInstanceOf(AlarmNews.SnapshotComplete.class);
        assertThat(news.next()).isInstanceOf(AlarmNews.ProviderStatus.class);
        trip(true);
        assertThat(nextOfPump(news).transitionKind()).isEqualTo(AlarmTransitionKind.RAISE);
        MxActiveAlarm raised = pump();
        AlarmAcknowledged done = Await.result(client.acknowledgeAlarm(raised.alarmFullReference(), SAID));
        assertThat(done.isOk()).as(done.toString()).isTrue();
        assertThat(done.nativeStatus()).hasValue(0);
        MxEventBody.AlarmTransition acknowledged = nextOfPump(news);
        assertThat(acknowledged.transitionKind()).isEqualTo(AlarmTransitionKind.ACKNOWLEDGE);
        assertThat(acknowledged.operatorComment()).isEqualTo("seen");
        assertThat(acknowledged.operatorUser()).isEqualTo("op");
        AlarmAcknowledged again = Await.result(client.acknowledgeAlarm(raised.alarmGuid(), SAID));
        assertThat(again.verdict()).isEqualTo(ProtocolStatusCode.MXACCESS_FAILURE);
        trip(false);
        assertThat(nextOfPump(news).transitionKind()).isEqualTo(AlarmTransitionKind.CLEAR);
        assertThat(pump()).isNull();
        subscription.close();
        while (news.hasNext()) {
            news.next();
        }
    }

    @Test
    void aSessionIsToldWhetherThereAreAlarms() {
        assertThat(capabilities(gateway)).contains("alarms");
        try (TestGateway without = TestGateway.withPlant(plantTime)) {
            assertThat(capabilities(without)).isNotEmpty().doesNotContain("alarms");
        }
    }

    private static List<String> capabilities(TestGateway gateway) {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", gateway.server.port())
                .usePlaintext()
                .directExecutor()
                .build();
        try {
            return MxAccessGatewayGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(Await.NET.toSeconds(), TimeUnit.SECONDS)
                    .openSession(OpenSessionRequest.getDefaultInstance())
                    .getCapabilitiesList();
        } finally {
            channel.shutdownNow();
            Await.until("the channel to end", channel::isTerminated);
        }
    }

    @Test
    void anUnknownAlarmHasItsNativeStatusAndAMalformedReferenceIsAnInvalidRequest() {
        AlarmAcknowledged unknown = Await.result(client.acknowledgeAlarm("Galaxy!Nowhere.No.Tag", SAID));
        assertThat(unknown.verdict()).isEqualTo(ProtocolStatusCode.MXACCESS_FAILURE);
        assertThat(unknown.nativeStatus()).hasValue(-55);
        assertThat(unknown.status()).isPresent();
        AlarmAcknowledged malformed = Await.result(client.acknowledgeAlarm("Pump_001", SAID));
        assertThat(malformed.verdict()).isEqualTo(ProtocolStatusCode.INVALID_REQUEST);
        assertThat(malformed.nativeStatus()).isEmpty();
        assertThat(malformed.message()).contains("Provider!Group.Tag");
    }

    @Test
    void whatHappenedWhileTheConnectionWasCutIsToldAsTransitions() {
        List<AlarmNews> heard = new CopyOnWriteArrayList<>();
        client.alarms("").listen(heard::add);
        Await.until("the snapshot", () -> heard.stream().anyMatch(AlarmNews.ProviderStatus.class::isInstance));
        trip(true);
        Await.until("the alarm", () -> told(heard).equals(List.of(AlarmTransitionKind.RAISE)));
        proxy.cut();
        trip(false);
        Await.until(
                "the loss and the return",
                () -> heard.stream()
                                .filter(AlarmNews.ProviderStatus.class::isInstance)
                                .count()
                        >= 3);
        Await.until(
                "the difference",
                () -> told(heard).equals(List.of(AlarmTransitionKind.RAISE, AlarmTransitionKind.CLEAR)));
        assertThat(heard.stream().filter(AlarmNews.SnapshotComplete.class::isInstance))
                .as("the snapshot that was read again is not told")
                .hasSize(1);
    }

    private static List<AlarmTransitionKind> told(List<AlarmNews> heard) {
        return heard.stream()
                .filter(AlarmNews.Transition.class::isInstance)
                .map(news -> ((AlarmNews.Transition) news).transition())
                .filter(transition -> transition.alarmFullReference().endsWith(TRIPPED))
                .map(MxEventBody.AlarmTransition::transitionKind)
                .toList();
    }
}
