package io.mxgateway.core.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.testing.FakeTime;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The time that a refusal takes does not tell whether the id exists. */
class AnswerTimeTest {
    private static final int ROUNDS = 6_000;
    private static final int WARM_UP = 3_000;

    private final TestKeys.MemoryStore store = new TestKeys.MemoryStore();
    // Each attempt from an address of its own, so that all of them are looked at.
    private final KeyAuthenticator authenticator =
            new KeyAuthenticator(store, TestKeys.PEPPER, Audit.NONE, GatewayMetrics.NONE, new FakeTime());
    private int attempts;

    private long nanosOf(String header) {
        String peer = Integer.toString(attempts++);
        long begin = System.nanoTime();
        try {
            authenticator.authenticate(header, peer);
        } catch (SessionException refused) {
            return System.nanoTime() - begin;
        }
        throw new AssertionError("was let in");
    }

    @Test
    void anUnknownIdTakesAsLongAsAWrongSecret() {
        store.keys.put("known", TestKeys.stored(TestKeys.key("known"), TestKeys.secret(1)));
        String unknown = TestKeys.header("nobody", TestKeys.secret(2));
        String wrong = TestKeys.header("known", TestKeys.secret(2));
        long[] unknownNanos = new long[ROUNDS];
        long[] wrongNanos = new long[ROUNDS];
        // Side by side, and each first as often as the other, so that whatever else this machine does meets both alike.
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            boolean unknownFirst = (i & 1) == 0;
            long a = nanosOf(unknownFirst ? unknown : wrong);
            long b = nanosOf(unknownFirst ? wrong : unknown);
            if (i >= 0) {
                unknownNanos[i] = unknownFirst ? a : b;
                wrongNanos[i] = unknownFirst ? b : a;
            }
        }
        double ratio = (double) median(unknownNanos) / median(wrongNanos);
        System.out.printf(
                "unknown id %d ns, wrong secret %d ns (medians), ratio %.2f%n",
                median(unknownNanos), median(wrongNanos), ratio);
        assertThat(ratio).isBetween(0.8, 1.25);
    }

    private static long median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
