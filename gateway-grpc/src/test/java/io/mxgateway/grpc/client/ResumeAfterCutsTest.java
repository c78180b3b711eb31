package io.mxgateway.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.LeavesNothing;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.testing.Seed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client whose connection is cut again and again sees every event once and in order, or is told what it missed. */
@ExtendWith(NothingLeftBehind.class)
class ResumeAfterCutsTest implements LeavesNothing {
    private static final int EVENTS = 200_000;
    private static final int CUTS = 100;
    /** How far the counting may be ahead of the client: well inside the log, so that it outlasts a reconnect. */
    private static final int AHEAD = 5_000;

    private static final int BURST = 100;
    private static final Duration NET = Duration.ofMinutes(2);

    private final AtomicReference<CountingBackend> backend = new AtomicReference<>();
    private TestGateway gateway;
    private CuttingProxy proxy;
    private MxGatewayClient client;

    @BeforeEach
    void openGateway() {
        gateway = new TestGateway(GatewayOptions.DEFAULT, session -> {
            backend.set(new CountingBackend());
            return backend.get();
        });
        proxy = new CuttingProxy(gateway.server.port());
        client = new MxGatewayClient(ClientOptions.at("127.0.0.1", proxy.port()).withResumeWindow(NET));
    }

    @AfterEach
    void closeGateway() {
        client.close();
        proxy.close();
        gateway.close();
    }

    @Override
    public List<String> leftovers() {
        return gateway.leftovers();
    }

    /** Checks what comes, on the client's thread; the first thing that is wrong is kept. */
    private static final class Checker implements ValueListener {
        final AtomicInteger last = new AtomicInteger();
        final AtomicLong seen = new AtomicLong();
        final AtomicLong told = new AtomicLong();
        final AtomicReference<String> wrong = new AtomicReference<>();
        final AtomicReference<Optional<MxClientException>> end = new AtomicReference<>();

        @Override
        public void onChange(ValueChange change) {
            int value = ((MxValue.Int32) change.value().content()).value();
            if (value != last.get() + 1 || value != change.sequence()) {
                wrong.compareAndSet(null, "value " + value + " sequence " + change.sequence() + " after " + last);
            }
            seen.incrementAndGet();
            last.set(value);
        }

        @Override
        public void onGap(EventGap gap) {
            if (gap.afterSequence() != last.get() || gap.lost() <= 0) {
                wrong.compareAndSet(null, "gap " + gap + " after " + last);
            }
            told.addAndGet(gap.lost());
            last.set((int) gap.oldestAvailable() - 1);
        }

        @Override
        public void onEnd(Optional<MxClientException> failure) {
            end.set(failure);
        }
    }

    @Test
    void pacedEventsAreEachSeenOnceAndInOrderOverAHundredCuts() {
        Random random = Seed.random("resume after cuts, paced");
        Checker checker = subscribed();
        int nextCut = EVENTS / CUTS / 2;
        for (int sent = 0; sent < EVENTS; sent += BURST) {
            int limit = sent - AHEAD;
            Await.until(NET, () -> progress(checker), () -> checker.last.get() >= limit || checker.wrong.get() != null);
            backend.get().count(BURST);
            if (sent >= nextCut && proxy.cuts() < CUTS) {
                proxy.cut();
                nextCut = sent + random.nextInt(2 * EVENTS / CUTS);
            }
        }
        while (proxy.cuts() < CUTS) {
            proxy.cut();
        }

        Await.until(NET, () -> progress(checker), () -> checker.last.get() == EVENTS || checker.wrong.get() != null);
        assertThat(checker.wrong.get()).isNull();
        assertThat(checker.seen.get()).isEqualTo(EVENTS);
        assertThat(checker.told.get()).isZero();
    }

    @Test
    void unpacedEventsAreEachSeenOnceOrCoveredByAGapThatWasTold() {
        Random random = Seed.random("resume after cuts, unpaced");
        Checker checker = subscribed();
        for (int sent = 0; sent < EVENTS; sent += BURST) {
            // A stream that is full for a moment holds the worker up, and a worker that holds too much gives up.
            Await.until(NET, () -> progress(checker), backend.get()::hasRoom);
            backend.get().count(BURST);
            if (random.nextInt(EVENTS / BURST) < CUTS) {
                proxy.cut();
            }
        }

        Await.until(NET, () -> progress(checker), () -> checker.last.get() == EVENTS || checker.wrong.get() != null);
        assertThat(checker.wrong.get()).isNull();
        assertThat(checker.seen.get() + checker.told.get()).isEqualTo(EVENTS);
    }

    @Test
    void aLostWorkerEndsTheSubscriptionAfterEverythingBeforeTheLossWasDelivered() {
        Checker checker = subscribed();
        backend.get().count(1_000);
        backend.get().lose("the platform has gone");

        Await.until("the end", () -> checker.end.get() != null);
        assertThat(checker.wrong.get()).isNull();
        assertThat(checker.last.get()).isEqualTo(1_000);
        assertThat(checker.end.get().orElseThrow())
                .isInstanceOf(SessionLostException.class)
                .hasMessageContaining("the platform has gone");
    }

    private Checker subscribed() {
        Checker checker = new Checker();
        client.openSession("cuts").subscribe(List.of("Counter"), checker);
        return checker;
    }

    private String progress(Checker checker) {
        return "last " + checker.last + " seen " + checker.seen + " told " + checker.told + " cuts " + proxy.cuts()
                + " end " + checker.end + " ends of connections " + proxy.ends() + " streams "
                + gateway.metrics.gauge(GatewayMetric.STREAMS_OPEN) + " in the log "
                + gateway.metrics.gauge(GatewayMetric.EVENTS_LOG_DEPTH);
    }
}
