package io.mxgateway.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxResult;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.CloseReason;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.LeavesNothing;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.time.SystemTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class ClientAgainstThePlantTest implements LeavesNothing {
    private static final String LEVEL = "Reactor_001.Level";
    private static final String SET_POINT = "Reactor_001.SetPoint";
    private static final String COUNTER = "Heartbeat.Counter";

    private final SystemTime plantTime = new SystemTime("mxgateway-test-plant");
    private final TestGateway gateway = TestGateway.withPlant(plantTime);
    private final MxGatewayClient client = new MxGatewayClient(gateway.reach());
    private MxSession session;

    @BeforeEach
    void openSession() {
        session = client.openSession("client test");
    }

    @AfterEach
    void closeAll() {
        client.close();
        gateway.close();
        plantTime.close();
    }

    @Override
    public List<String> leftovers() {
        return gateway.leftovers();
    }

    @Test
    void aSessionTellsWhoServesIt() {
        assertThat(session.id()).matches("session-[0-9a-f]{32}");
        assertThat(session.workerProcessId()).isPositive();
        assertThat(session.capabilities()).contains("bulk", "replay", "from-oldest");
        assertThat(session.calls().ping("hello")).isEqualTo("hello");
        assertThat(session.calls().sessionState().workerState()).isNotBlank();
        assertThat(session.calls().workerInfo().backendName()).isNotBlank();
    }

    @Test
    void valuesComeUnderTheNamesOfTheirTags() {
        Set<String> seen = new HashSet<>();
        Iterator<ValueChange> values =
                session.subscribe(LEVEL, SET_POINT, COUNTER).values();
        while (seen.size() < 3) {
            ValueChange change = values.next();
            assertThat(change.isGood()).isTrue();
            seen.add(change.tag());
        }
        assertThat(seen).containsExactlyInAnyOrder(LEVEL, SET_POINT, COUNTER);
    }

    @Test
    void aWriteIsFollowedByItsOutcomeAndItsValue() throws Exception {
        BlockingQueue<MxEvent> outcomes = new LinkedBlockingQueue<>();
        try (AutoCloseable listening = session.listen(event -> {
            if (event.family() == MxEventFamily.ON_WRITE_COMPLETE) {
                outcomes.add(event);
            }
        })) {
            assertThat(listening).isNotNull();
            int server = session.calls().register("writer");
            int item = session.calls().addItem(server, SET_POINT);
            session.calls().advise(server, item);
            session.calls().write(server, item, MxValue.of(42.5), 0);

            MxEvent outcome = outcomes.poll(30, TimeUnit.SECONDS);
            assertThat(outcome).isNotNull();
            assertThat(outcome.itemHandle()).isEqualTo(item);
            assertThat(outcome.statuses().get(0).isOk()).isTrue();
        }
        assertThat(session.calls()
                        .readBulk(session.calls().register("reader"), List.of(SET_POINT), 0)
                        .get(0)
                        .value()
                        .content())
                .isEqualTo(new MxValue.Float64(42.5));
    }

    @Test
    void whatMxAccessRefusesKeepsItsReply() {
        MxAccessException refusal = catchThrowableOfType(
                MxAccessException.class, () -> session.calls().advise(77, 1));

        assertThat(refusal.hresult()).hasValue(MxResult.INVALID_ARGUMENT);
        assertThat(refusal.reply().kind().method()).isEqualTo("Advise");
        assertThat(refusal).hasMessageContaining("Advise").hasMessageContaining("0x80070057");
    }

    @Test
    void whatTheGatewayRefusesCarriesItsCode() {
        assertThatThrownBy(() -> client.openSession(SessionRequest.named("x").onBackend("nowhere")))
                .isInstanceOfSatisfying(GatewayException.class, e -> {
                    assertThat(e.status()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                    assertThat(e.reason()).isEqualTo("UNKNOWN_BACKEND");
                })
                .hasMessageContaining("simulator");
    }

    @Test
    void aSessionThatTheGatewayClosedIsLostWithItsReason() {
        AtomicReference<Optional<MxClientException>> end = new AtomicReference<>();
        session.subscribe(List.of(COUNTER), new ValueListener() {
            @Override
            public void onChange(ValueChange change) {}

            @Override
            public void onEnd(Optional<MxClientException> failure) {
                end.set(failure);
            }
        });
        Await.result(gateway.manager.close(session.id(), ClientIdentity.anonymous(), CloseReason.LEASE_EXPIRED));

        Await.until("the end", () -> end.get() != null);
        assertThat(end.get().orElseThrow())
                .isInstanceOfSatisfying(
                        SessionLostException.class,
                        lost -> assertThat(lost.reason()).isEqualTo("lease-expired"));
        assertThatThrownBy(() -> session.calls().ping("anybody?")).isInstanceOf(SessionLostException.class);
    }

    @Test
    void aClosedSubscriptionEndsWellAndLeavesNoItems() {
        TagSubscription subscription = session.subscribe(LEVEL, COUNTER);
        Iterator<ValueChange> values = subscription.values();
        assertThat(values.hasNext()).isTrue();
        subscription.close();
        while (values.hasNext()) {
            values.next();
        }
        assertThat(values.hasNext()).isFalse();
    }

    @Test
    void aPublisherGivesNoMoreThanItsSubscriberAsksFor() {
        List<ValueChange> got = new ArrayList<>();
        AtomicReference<Flow.Subscription> control = new AtomicReference<>();
        session.subscribe(LEVEL, SET_POINT, COUNTER).publisher().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                control.set(subscription);
            }

            @Override
            public void onNext(ValueChange change) {
                synchronized (got) {
                    got.add(change);
                }
            }

            @Override
            public void onError(Throwable failure) {
                throw new AssertionError(failure);
            }

            @Override
            public void onComplete() {}
        });
        Await.until("a subscription", () -> control.get() != null);
        control.get().request(2);
        Await.until("two changes", () -> size(got) == 2);
        // The counter counts on; a third change would be there if it were pushed.
        int server = session.calls().register("other");
        session.calls().readBulk(server, List.of(LEVEL, SET_POINT, COUNTER), 0);
        assertThat(size(got)).isEqualTo(2);
        control.get().request(1);
        Await.until("one more", () -> size(got) == 3);
        control.get().cancel();
    }

    private static int size(List<?> list) {
        synchronized (list) {
            return list.size();
        }
    }

    @Test
    void tenThousandTagsInOneSubscriptionAllGetTheirFirstValue() {
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < 10_500; i++) {
            tags.add(i % 2 == 0 ? LEVEL : COUNTER);
        }
        Set<Long> sequences = new HashSet<>();
        Iterator<ValueChange> values = session.subscribe(tags).values();
        while (sequences.size() < tags.size()) {
            sequences.add(values.next().sequence());
        }
        assertThat(sequences).hasSizeGreaterThanOrEqualTo(tags.size());
    }

    @Test
    void aListenerThatThrowsDoesNotStopItsSubscription() {
        BlockingQueue<ValueChange> got = new LinkedBlockingQueue<>();
        session.subscribe(List.of(COUNTER), change -> {
            got.add(change);
            throw new IllegalStateException("on purpose");
        });
        Await.until("more than one change", () -> got.size() > 1);
    }

    @Test
    void changesCanBeTakenOnlyOnce() {
        TagSubscription subscription = session.subscribe(LEVEL);
        subscription.listen(change -> {});
        assertThatThrownBy(subscription::values).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingTwiceIsClosingOnce() {
        session.close();
        session.close();
        assertThat(client.openSessions()).isZero();
        assertThatThrownBy(() -> session.calls().execute(new MxCommand.Ping("gone")))
                .isInstanceOf(SessionLostException.class);
    }

    @Test
    void aGatewayThatIsNotThereIsOneClearFailure() {
        try (MxGatewayClient lost = new MxGatewayClient(ClientOptions.at("127.0.0.1", 1))) {
            assertThatThrownBy(() -> lost.openSession("nobody"))
                    .isInstanceOfSatisfying(
                            GatewayException.class, e -> assertThat(e.status()).isEqualTo(Status.Code.UNAVAILABLE));
        }
    }

    @Test
    void aKeyNeverShowsInTheOptions() {
        assertThat(gateway.reach().withApiKey("mxgw_id_secret").toString())
                .doesNotContain("secret")
                .contains("***");
    }
}
