package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Rule1_1_TransitionsTest {
    private static final Set<SessionState> ALIVE =
            EnumSet.complementOf(EnumSet.of(SessionState.CLOSING, SessionState.CLOSED, SessionState.FAULTED));

    private static SessionLifecycle in(SessionState state) {
        SessionLifecycle life = new SessionLifecycle();
        if (state == SessionState.CLOSED) {
            life.to(SessionState.CLOSING, null, SessionLifecycle.ALWAYS);
        }
        if (state != SessionState.CREATING) {
            assertThat(life.to(state, "why", SessionLifecycle.ALWAYS)).isTrue();
        }
        return life;
    }

    private static Set<SessionState> reachableFrom(SessionState state) {
        Set<SessionState> reachable = EnumSet.noneOf(SessionState.class);
        for (SessionState next : SessionState.values()) {
            SessionLifecycle life = in(state);
            if (life.to(next, "later", SessionLifecycle.ALWAYS)) {
                assertThat(life.state()).isEqualTo(next);
                reachable.add(next);
            } else {
                assertThat(life.state()).as("a refused change changes nothing").isEqualTo(state);
            }
        }
        return reachable;
    }

    @Test
    void closedIsFinal() {
        assertThat(reachableFrom(SessionState.CLOSED)).isEmpty();
    }

    @Test
    void faultedMayOnlyBecomeClosed() {
        assertThat(reachableFrom(SessionState.FAULTED)).containsExactly(SessionState.CLOSED);
    }

    @Test
    void closingMayOnlyBecomeClosedOrFaulted() {
        assertThat(reachableFrom(SessionState.CLOSING)).containsExactly(SessionState.CLOSED, SessionState.FAULTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = SessionState.class,
            names = {"CLOSING", "CLOSED", "FAULTED"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyStateBeforeClosingGoesForwardsToClosingOrToFaultedOnly(SessionState state) {
        Set<SessionState> expected = EnumSet.of(SessionState.CLOSING, SessionState.FAULTED);
        ALIVE.stream().filter(later -> later.compareTo(state) > 0).forEach(expected::add);
        assertThat(reachableFrom(state)).isEqualTo(expected);
    }

    @Test
    void theFirstFaultsTextIsKept() {
        SessionLifecycle life = in(SessionState.READY);
        assertThat(life.to(SessionState.FAULTED, "first", SessionLifecycle.ALWAYS))
                .isTrue();
        assertThat(life.to(SessionState.FAULTED, "second", SessionLifecycle.ALWAYS))
                .isFalse();
        assertThat(life.fault()).isEqualTo("first");
    }

    @Test
    void aChangeWhoseConditionDoesNotHoldIsNotMade() {
        SessionLifecycle life = in(SessionState.READY);
        assertThat(life.to(SessionState.CLOSING, null, () -> false)).isFalse();
        assertThat(life.state()).isEqualTo(SessionState.READY);
    }
}
