package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.mx.MxReplyPayload.ReadResult;
import io.mxgateway.core.security.ApiKey;
import io.mxgateway.core.security.Caller;
import io.mxgateway.core.security.KeyConstraints;
import io.mxgateway.core.security.Scope;
import io.mxgateway.core.session.CloseReason;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.session.GatewaySession;
import io.mxgateway.core.session.SessionState;
import io.mxgateway.core.simulator.SimulatorBackendFactory;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.testing.Seed;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.InProcessWorkerClientFactory;
import io.mxgateway.launcher.admin.GalaxyView.Values;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sessions for people who look, with real sessions on simulators in this process; only the looks' clock is made up. */
@ExtendWith(NothingLeftBehind.class)
class LiveValuesTest {
    private static final List<String> TAGS = List.of("Reactor_001.Level", "No.Such");
    private static final Duration LITTLE = Duration.ofSeconds(5);

    private final SystemTime time = new SystemTime("mxgateway-test-timer");
    private final FakeTime clock = new FakeTime();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final DefaultSessionRegistry registry = new DefaultSessionRegistry();
    private final DefaultSessionManager sessions = new DefaultSessionManager(
            registry,
            new InProcessWorkerClientFactory(
                    Map.of("simulator", SimulatorBackendFactory.ofPlant(time)),
                    time,
                    metrics,
                    GatewayOptions.DEFAULT.workers(),
                    64),
            GatewayOptions.DEFAULT,
            metrics,
            time,
            new SecureRandom());
    private final LiveValues values = new LiveValues(sessions, clock);

    @AfterEach
    void close() {
        values.close();
        Await.result(sessions.shutdown().toCompletableFuture());
        time.close();
        assertThat(clock.pendingTimers()).isZero();
    }

    private static Caller key(String id, Scope... scopes) {
        return Caller.of(new ApiKey(
                id,
                id,
                Set.of(scopes),
                KeyConstraints.NONE,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    private Values look(Caller by) {
        return values.read(TAGS, by, "127.0.0.1");
    }

    /** Looks until there is something to see, without the clock moving on. */
    private List<ReadResult> seen(Caller by) {
        List<ReadResult> seen = new ArrayList<>();
        Await.until("values", () -> seen.addAll(look(by).results()));
        return seen;
    }

    @Test
    void theFirstLookOpensASessionThatAllLooksOfAKeyShare() {
        assertThat(look(Caller.ANONYMOUS).why()).contains("is being opened");
        List<ReadResult> results = seen(Caller.ANONYMOUS);
        assertThat(results).extracting(ReadResult::tagAddress).isEqualTo(TAGS);
        assertThat(results.get(0).wasSuccessful()).isTrue();
        assertThat(results.get(1).wasSuccessful() && results.get(1).quality() == 192)
                .isFalse();
        assertThat(registry.sessions()).hasSize(1).first().satisfies(session -> {
            assertThat(session.clientName()).isEqualTo("dashboard");
            assertThat(session.owner()).isEqualTo("anonymous");
        });
        seen(key("other", Scope.SESSION_OPEN, Scope.INVOKE_READ));
        assertThat(registry.sessions())
                .extracting(GatewaySession::owner)
                .containsExactlyInAnyOrder("anonymous", "other");
    }

    @Test
    void aKeyWithoutTheScopesOpensNothingAndIsToldWhich() {
        assertThat(look(key("viewer", Scope.METADATA_READ)).why()).contains("session:open");
        assertThat(look(key("opener", Scope.SESSION_OPEN)).why()).contains("invoke:read");
        assertThat(registry.sessions()).isEmpty();
    }

    @Test
    void aSessionEndsWhenNobodyHasLookedForAWhileAndNotBefore() {
        seen(Caller.ANONYMOUS);
        clock.advance(LiveValues.IDLE.minus(LITTLE));
        assertThat(look(Caller.ANONYMOUS).why()).isEmpty();
        clock.advance(LiveValues.IDLE.minus(LITTLE));
        assertThat(look(Caller.ANONYMOUS).why()).isEmpty();
        clock.advance(LiveValues.IDLE.plus(LITTLE));
        Await.until("the session to end", () -> registry.sessions().isEmpty());
        assertThat(clock.pendingTimers())
                .as("nothing is looked at, so nothing is looked after")
                .isZero();
        seen(Caller.ANONYMOUS);
    }

    @Test
    void aSessionThatWasEndedByOthersIsReplacedAfterAPause() {
        seen(Caller.ANONYMOUS);
        String first = registry.sessions().iterator().next().id();
        Await.result(sessions.kill(first, Caller.ANONYMOUS.identity(), CloseReason.ADMIN_KILL)
                .toCompletableFuture());
        assertThat(look(Caller.ANONYMOUS).why()).contains(first, "another session is opened in a moment");
        assertThat(look(Caller.ANONYMOUS).why()).contains(first);
        assertThat(registry.sessions()).isEmpty();
        clock.advance(LiveValues.PAUSE);
        seen(Caller.ANONYMOUS);
    }

    @Test
    void whatCannotBeOpenedIsToldAndTriedAgainAfterAPause() {
        Await.result(sessions.shutdown().toCompletableFuture());
        look(Caller.ANONYMOUS);
        Await.until("the failure", () -> look(Caller.ANONYMOUS).why().contains("no values: "));
        clock.advance(LiveValues.PAUSE);
        assertThat(look(Caller.ANONYMOUS).why()).contains("is being opened");
        clock.advance(LiveValues.IDLE.plus(LITTLE));
    }

    @Test
    void moreKeysThanThereIsRoomForAreToldSo() {
        for (int i = 0; i < LiveValues.MOST; i++) {
            look(key("key-" + i, Scope.ADMIN));
        }
        assertThat(look(key("late", Scope.ADMIN)).why()).contains("other keys look at values already");
        assertThat(look(key("key-0", Scope.ADMIN)).why()).doesNotContain("other keys");
    }

    @Test
    void nothingIsLeftWhenTheGatewayEndsWhileAnybodyLooks() {
        look(Caller.ANONYMOUS);
        values.close();
        assertThat(look(Caller.ANONYMOUS).why()).contains("is ending");
        Await.until(
                "the session to end",
                () -> registry.sessions().stream().noneMatch(session -> session.state() != SessionState.CLOSED));
    }

    @Test
    void aSessionThatIsThereWhenNobodyWantsItAnyMoreIsClosed() {
        HeldOpenings held = new HeldOpenings(sessions);
        LiveValues late = new LiveValues(held, clock);
        late.read(TAGS, Caller.ANONYMOUS, "127.0.0.1");
        Await.until(
                "the session to be open",
                () -> registry.sessions().stream().anyMatch(session -> session.state() == SessionState.READY));

        late.close();
        held.told.complete(null);

        Await.until("the session to end", () -> registry.sessions().isEmpty());
    }

    @Test
    void whoeverLooksAndGoesAtRandomThereIsOneSessionForEachAndThenNone() throws InterruptedException {
        Random random = Seed.random("LiveValuesTest");
        List<Caller> keys = List.of(key("a", Scope.ADMIN), key("b", Scope.ADMIN), key("c", Scope.ADMIN));
        List<Thread> threads = new ArrayList<>();
        List<Throwable> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            Random own = new Random(random.nextLong());
            threads.add(new Thread(
                    () -> {
                        for (int step = 0; step < 100; step++) {
                            Values seen = look(keys.get(own.nextInt(keys.size())));
                            if (seen.why().isEmpty() == seen.results().isEmpty()) {
                                wrong.add(new AssertionError(seen.toString()));
                            }
                            if (own.nextInt(10) == 0) {
                                clock.advance(Duration.ofSeconds(own.nextInt(40)));
                            }
                            if (own.nextInt(20) == 0) {
                                registry.sessions().stream()
                                        .findFirst()
                                        .ifPresent(session -> sessions.kill(
                                                session.id(), Caller.ANONYMOUS.identity(), CloseReason.ADMIN_KILL));
                            }
                        }
                    },
                    "mxgateway-test-looker-" + i));
        }
        threads.forEach(thread -> thread.setUncaughtExceptionHandler((unused, failure) -> wrong.add(failure)));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).isEmpty();
        Await.until("all sessions to end", () -> {
            clock.advance(LiveValues.IDLE.plus(LITTLE));
            return registry.sessions().isEmpty() && sessions.slotsTaken() == 0;
        });
    }
}
