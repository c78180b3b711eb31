package io.mxgateway.core.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.testing.FakeTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyAuthenticatorTest {
    private static final String SECRET = TestKeys.secret(1);
    private static final String WRONG = TestKeys.secret(2);
    private static final String PEER = "192.0.2.1";

    private final FakeTime time = new FakeTime();
    private final TestKeys.MemoryStore store = new TestKeys.MemoryStore();
    private final TestKeys.MemoryAudit audit = new TestKeys.MemoryAudit();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final KeyAuthenticator authenticator = new KeyAuthenticator(store, TestKeys.PEPPER, audit, metrics, time);

    private void keep(ApiKey key) {
        store.keys.put(key.id(), TestKeys.stored(key, SECRET));
    }

    private Caller enter(String id, String secret) {
        return authenticator.authenticate(TestKeys.header(id, secret), PEER);
    }

    private SessionException refusal(String authorization, String peer) {
        try {
            authenticator.authenticate(authorization, peer);
        } catch (SessionException refused) {
            return refused;
        }
        throw new AssertionError("was let in");
    }

    private long rejected(String reason) {
        return metrics.snapshot().value(GatewayMetric.AUTH_REJECTED, reason);
    }

    @Test
    void aValidKeyIsItsCaller() {
        keep(TestKeys.key("a", Scope.EVENTS_READ));
        Caller caller = enter("a", SECRET);
        assertThat(caller.keyId()).isEqualTo("a");
        assertThat(caller.identity().owner()).isEqualTo("a");
        assertThat(caller.identity().keyed()).isTrue();
        assertThat(caller.identity().admin()).isFalse();
        assertThat(caller.may(Scope.EVENTS_READ)).isTrue();
        assertThat(caller.may(Scope.INVOKE_WRITE)).isFalse();
        assertThat(enter("a", SECRET)).isSameAs(caller);
        assertThat(audit.records).isEmpty();
    }

    @Test
    void whateverIsWrongTheClientIsToldTheSameAndOnlyMetricAndAuditKnow() {
        keep(TestKeys.key("good"));
        keep(TestKeys.key("revoked").revoked(time.now()));
        keep(TestKeys.expiring("expired", time.now()));

        Set<String> texts = new HashSet<>();
        texts.add(refusal(null, PEER).getMessage());
        texts.add(refusal("Bearer nonsense", PEER).getMessage());
        texts.add(refusal(TestKeys.header("nobody", SECRET), PEER).getMessage());
        texts.add(refusal(TestKeys.header("revoked", WRONG), PEER).getMessage());
        texts.add(refusal(TestKeys.header("expired", WRONG), PEER).getMessage());
        SessionException last = refusal(TestKeys.header("good", WRONG), PEER);
        texts.add(last.getMessage());

        assertThat(texts).hasSize(1);
        assertThat(last.code()).isEqualTo(SessionErrorCode.UNAUTHENTICATED);
        for (String reason : Set.of("missing", "malformed", "unknown", "revoked", "expired", "wrong-secret")) {
            assertThat(rejected(reason)).as(reason).isEqualTo(1);
        }
        assertThat(audit.records)
                .extracting(record -> record.details().get("reason"))
                .containsExactly("missing", "malformed", "unknown", "revoked", "expired", "wrong-secret");
        assertThat(audit.records.toString()).doesNotContain(SECRET).doesNotContain(WRONG);
    }

    @Test
    void aMalformedKeyDoesNotReachTheStore() {
        refusal("Bearer mxgw_a_short", PEER);
        refusal(null, PEER);
        assertThat(store.finds).hasValue(0);
    }

    @Test
    void aVerifiedKeyDoesNotReachTheStoreAgain() {
        keep(TestKeys.key("a"));
        enter("a", SECRET);
        enter("a", SECRET);
        assertThat(store.finds).hasValue(1);
        assertThatThrownBy(() -> enter("a", WRONG)).isInstanceOf(SessionException.class);
        assertThat(enter("a", SECRET).keyId()).isEqualTo("a");
    }

    @Test
    void whatWasVerifiedIsForgottenWhenTheKeyEndsOrChanges() {
        keep(TestKeys.key("a"));
        enter("a", SECRET);
        store.revoke("a", time.now());
        authenticator.ended("a", KeyEnd.REVOKED);
        assertThatThrownBy(() -> enter("a", SECRET)).isInstanceOf(SessionException.class);

        keep(TestKeys.key("b"));
        enter("b", SECRET);
        store.rotate("b", TestKeys.PEPPER.hash(WRONG));
        authenticator.changed("b");
        assertThatThrownBy(() -> enter("b", SECRET)).isInstanceOf(SessionException.class);
        assertThat(enter("b", WRONG).keyId()).isEqualTo("b");
    }

    @Test
    void aRevocationDuringAVerificationIsNotLost() {
        keep(TestKeys.key("a"));
        TestKeys.MemoryStore slow = store;
        KeyAuthenticator[] racing = new KeyAuthenticator[1];
        ApiKeyStore tellsInBetween = new ForwardingStore(slow) {
            @Override
            public java.util.Optional<StoredKey> find(String keyId) {
                java.util.Optional<StoredKey> before = super.find(keyId);
                slow.revoke(keyId, time.now());
                racing[0].ended(keyId, KeyEnd.REVOKED);
                return before;
            }
        };
        racing[0] = new KeyAuthenticator(tellsInBetween, TestKeys.PEPPER, audit, metrics, time);
        racing[0].authenticate(TestKeys.header("a", SECRET), PEER);
        assertThat(racing[0].remembered()).isZero();
    }

    @Test
    void aVerifiedKeyThatExpiresIsNotLetInByTheClock() {
        keep(TestKeys.expiring("a", time.now().plusSeconds(10)));
        enter("a", SECRET);
        time.advance(Duration.ofMillis(9_999));
        enter("a", SECRET);
        time.advance(Duration.ofMillis(1));
        assertThatThrownBy(() -> enter("a", SECRET)).isInstanceOf(SessionException.class);
        assertThat(rejected("expired")).isEqualTo(1);
    }

    @Test
    void useIsToldToTheStoreAtMostOnceAMinute() {
        keep(TestKeys.key("a"));
        enter("a", SECRET);
        time.advance(Duration.ofSeconds(59));
        enter("a", SECRET);
        assertThat(store.touches).containsExactly("a");
        time.advance(Duration.ofSeconds(1));
        enter("a", SECRET);
        enter("a", SECRET);
        assertThat(store.touches).containsExactly("a", "a");
    }

    @Test
    void afterTenFailuresAnAddressIsNotLookedAtUntilAMinuteHasPassed() {
        keep(TestKeys.key("known"));
        keep(TestKeys.key("new"));
        enter("known", SECRET);
        for (int i = 0; i < FailureLimit.MOST_FAILURES; i++) {
            assertThat(refusal(TestKeys.header("known", WRONG), PEER).code())
                    .isEqualTo(SessionErrorCode.UNAUTHENTICATED);
        }
        int before = store.finds.get();

        assertThat(refusal(TestKeys.header("known", WRONG), PEER).code()).isEqualTo(SessionErrorCode.TOO_MANY_ATTEMPTS);
        assertThat(refusal(TestKeys.header("new", SECRET), PEER).code()).isEqualTo(SessionErrorCode.TOO_MANY_ATTEMPTS);
        assertThat(refusal("Bearer x", PEER).code()).isEqualTo(SessionErrorCode.TOO_MANY_ATTEMPTS);
        assertThat(store.finds).hasValue(before);
        assertThat(rejected("too-many-attempts")).isEqualTo(3);
        assertThat(audit.records)
                .filteredOn(
                        record -> "too-many-attempts".equals(record.details().get("reason")))
                .hasSize(1);
        // Who is verified goes on, and so does everybody else.
        assertThat(enter("known", SECRET).keyId()).isEqualTo("known");
        assertThat(authenticator
                        .authenticate(TestKeys.header("new", SECRET), "192.0.2.2")
                        .keyId())
                .isEqualTo("new");

        time.advance(Duration.ofMinutes(1));
        authenticator.ended("new", KeyEnd.DISABLED);
        assertThat(enter("new", SECRET).keyId()).isEqualTo("new");
    }

    @Test
    void aCallWithoutAKeyIsNoAttempt() {
        keep(TestKeys.key("a"));
        for (int i = 0; i < 100; i++) {
            assertThat(refusal(null, PEER).code()).isEqualTo(SessionErrorCode.UNAUTHENTICATED);
        }
        assertThat(enter("a", SECRET).keyId()).isEqualTo("a");
    }

    @Test
    void aHundredThousandAttemptsFromOneAddressLeaveTheStoreAlone() {
        keep(TestKeys.key("a"));
        for (int i = 0; i < 100_000; i++) {
            refusal(TestKeys.header("a", WRONG), PEER);
        }
        assertThat(store.finds).hasValue(FailureLimit.MOST_FAILURES);
        assertThat(authenticator.watchedPeers()).isEqualTo(1);
        assertThat(audit.records).hasSizeLessThanOrEqualTo(FailureAudit.MOST_A_MINUTE);
    }

    @Test
    void aHundredThousandAddressesAreNotAllRemembered() {
        for (int i = 0; i < 100_000; i++) {
            refusal(TestKeys.header("a", WRONG), "peer-" + i);
        }
        assertThat(authenticator.watchedPeers()).isLessThanOrEqualTo(FailureLimit.MOST_PEERS);
        assertThat(audit.records).hasSize(FailureAudit.MOST_A_MINUTE);
        time.advance(Duration.ofMinutes(1));
        refusal(TestKeys.header("a", WRONG), "one-more");
        assertThat(authenticator.watchedPeers()).isEqualTo(1);
        assertThat(audit.records.get(audit.records.size() - 1).details())
                .containsEntry("left-out-before", Integer.toString(100_000 - FailureAudit.MOST_A_MINUTE));
    }

    @Test
    void noMoreKeysAreRememberedThanFit() {
        for (int i = 0; i <= KeyAuthenticator.MOST_REMEMBERED + 10; i++) {
            keep(TestKeys.key("k" + i));
            enter("k" + i, SECRET);
        }
        assertThat(authenticator.remembered()).isEqualTo(KeyAuthenticator.MOST_REMEMBERED);
    }

    @Test
    void withoutAuthenticationEverybodyIsTheSameAdministrator() {
        Caller caller = Authenticator.DISABLED.authenticate(null, PEER);
        assertThat(caller.keyed()).isFalse();
        assertThat(caller.identity().keyed()).isFalse();
        for (Scope scope : Scope.values()) {
            caller.require(scope);
        }
    }

    @Test
    void aCallerWithoutAScopeIsToldWhich() {
        keep(TestKeys.key("a", Scope.EVENTS_READ));
        Caller caller = enter("a", SECRET);
        caller.require(Scope.EVENTS_READ);
        assertThatThrownBy(() -> caller.require(Scope.INVOKE_WRITE))
                .isInstanceOfSatisfying(
                        SessionException.class, e -> assertThat(e.code()).isEqualTo(SessionErrorCode.PERMISSION_DENIED))
                .hasMessageContaining("invoke:write");
    }
}
