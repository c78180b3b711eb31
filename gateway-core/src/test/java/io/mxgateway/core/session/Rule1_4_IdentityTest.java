package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeScript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class Rule1_4_IdentityTest {
    private final Gateway gateway = new Gateway();

    private GatewaySession open(SessionOpenRequest request) {
        return Await.result(gateway.manager.open(request, Gateway.ALICE));
    }

    @Test
    void aSessionIdIsThePrefixAnd32HexDigitsAndNeverTheSame() {
        GatewaySession one = gateway.open();
        GatewaySession other = gateway.open();
        assertThat(one.id()).matches("session-[0-9a-f]{32}").isNotEqualTo(other.id());
    }

    @Test
    void aWarmWorkersOwnIdBecomesTheSessions() {
        Gateway warm = new Gateway(new FakeScript() {
            @Override
            public String sessionId(String backend, String fresh) {
                return "session-made-before";
            }
        });
        assertThat(warm.open().id()).isEqualTo("session-made-before");
    }

    @Test
    void aClientNameMayHave128CharactersAndNoControlCharacter() {
        assertThat(open(SessionOpenRequest.named("n".repeat(128))).clientName()).hasSize(128);
        for (String bad : new String[] {"n".repeat(129), "a\nb", "a\u0000b", "a\u009fb"}) {
            SessionException refused =
                    gateway.refused(gateway.manager.open(SessionOpenRequest.named(bad), Gateway.ALICE));
            assertThat(refused.code()).isEqualTo(SessionErrorCode.INVALID_REQUEST);
            assertThat(refused).hasMessageContaining("client_session_name");
        }
    }

    @Test
    void theCorrelationIdIsTheClientsNameOrClientAndTheId() {
        GatewaySession named = open(SessionOpenRequest.named("historian"));
        assertThat(named.correlationId()).isEqualTo("historian-" + named.id());
        GatewaySession unnamed = open(SessionOpenRequest.named(""));
        assertThat(unnamed.correlationId()).isEqualTo("client-" + unnamed.id());
    }

    @Test
    void aCommandTimeoutIsRevisedIntoItsLimitsAndToldBack() {
        SessionOpenRequest request = SessionOpenRequest.named("x");
        Duration byDefault = Duration.ofSeconds(30);
        assertThat(open(request).commandTimeout()).isEqualTo(byDefault);
        assertThat(open(request.withCommandTimeout(Duration.ZERO)).commandTimeout())
                .isEqualTo(byDefault);
        assertThat(open(request.withCommandTimeout(Duration.ofSeconds(-1))).commandTimeout())
                .isEqualTo(byDefault);
        assertThat(open(request.withCommandTimeout(Duration.ofMillis(1))).commandTimeout())
                .isEqualTo(Duration.ofMillis(1));
        assertThat(open(request.withCommandTimeout(Duration.ofDays(1))).commandTimeout())
                .isEqualTo(Duration.ofMinutes(5));
    }
}
