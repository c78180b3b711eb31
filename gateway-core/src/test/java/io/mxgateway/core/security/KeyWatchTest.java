package io.mxgateway.core.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class KeyWatchTest {
    private static final String SECRET = TestKeys.secret(1);

    private final FakeTime time = new FakeTime();
    private final TestKeys.MemoryStore store = new TestKeys.MemoryStore();
    private final TestKeys.MemoryAudit audit = new TestKeys.MemoryAudit();
    private final KeyWatch watch = new KeyWatch(store, time, audit);
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        watch.close();
        assertThat(time.pendingTimers()).isZero();
    }

    private void keep(ApiKey key) {
        store.keys.put(key.id(), TestKeys.stored(key, SECRET));
    }

    private void start() {
        watch.listen(new KeyEndListener() {
            @Override
            public void ended(String keyId, KeyEnd why) {
                heard.add(keyId + " " + why);
            }

            @Override
            public void changed(String keyId) {
                heard.add(keyId + " changed");
            }
        });
        watch.start();
    }

    /** One look, from the moment that it is due until the next one is set. */
    private void look() {
        assertThat(KeyWatch.INTERVAL).isLessThanOrEqualTo(Duration.ofMillis(500));
        Await.until("the next look is set", () -> time.pendingTimers() == 1);
        time.advance(KeyWatch.INTERVAL);
        Await.until("the look is over", () -> time.pendingTimers() == 1);
    }

    @Test
    void everyEndOfAKeyIsToldOnceWithItsReason() {
        keep(TestKeys.key("revoked"));
        keep(TestKeys.key("deleted"));
        keep(TestKeys.key("damaged"));
        keep(TestKeys.expiring("expired", time.now().plus(KeyWatch.INTERVAL)));
        keep(TestKeys.key("good"));
        keep(TestKeys.key("old").revoked(time.now()));
        start();
        store.revoke("revoked", time.now());
        store.keys.remove("deleted");
        store.keys.remove("damaged");
        store.problems = List.of(new KeyProblem("damaged", "oops"));

        look();

        assertThat(heard)
                .containsExactlyInAnyOrder("revoked REVOKED", "deleted DELETED", "damaged DISABLED", "expired EXPIRED");
        assertThat(audit.records)
                .extracting(record -> record.target() + " " + record.details().get("why"))
                .containsExactlyInAnyOrder("revoked revoked", "deleted deleted", "damaged disabled", "expired expired");
        look();
        assertThat(heard).hasSize(4);
    }

    @Test
    void aKeyWithAnotherSecretOrOtherRightsHasChanged() {
        keep(TestKeys.key("rotated"));
        keep(TestKeys.key("widened"));
        keep(TestKeys.key("used"));
        start();
        store.rotate("rotated", TestKeys.PEPPER.hash("other"));
        keep(TestKeys.key("widened", Scope.ADMIN));
        keep(TestKeys.key("used").used(time.now()));
        look();
        assertThat(heard).containsExactlyInAnyOrder("rotated changed", "widened changed");
    }

    @Test
    void aKeyThatCameAndWentBetweenTwoLooksIsToldToo() {
        start();
        keep(TestKeys.key("brief").revoked(time.now()));
        look();
        assertThat(heard).containsExactly("brief REVOKED");
    }

    @Test
    void aStoreThatCannotBeReadEndsNobodyButTheClockGoesOn() {
        keep(TestKeys.key("a"));
        keep(TestKeys.expiring("b", time.now().plus(KeyWatch.INTERVAL)));
        start();
        store.broken = true;
        look();
        assertThat(heard).containsExactly("b EXPIRED");
        assertThat(watch.problem()).isEmpty();
        time.freezeFor(Duration.ofSeconds(30));
        look();
        assertThat(watch.problem().orElseThrow()).contains("ms");
        store.broken = false;
        store.revoke("a", time.now());
        look();
        assertThat(heard).containsExactly("b EXPIRED", "a REVOKED");
        assertThat(watch.problem()).isEmpty();
    }

    @Test
    void aListenerThatThrowsDoesNotKeepTheOthersFromHearing() {
        keep(TestKeys.key("a"));
        watch.listen((id, why) -> {
            throw new IllegalStateException("as the test wants");
        });
        start();
        store.revoke("a", time.now());
        look();
        assertThat(heard).containsExactly("a REVOKED");
    }

    @Test
    void aClosedWatchLooksNoMore() {
        keep(TestKeys.key("a"));
        start();
        watch.close();
        watch.close();
        store.revoke("a", time.now());
        time.advance(Duration.ofSeconds(5));
        assertThat(heard).isEmpty();
    }
}
