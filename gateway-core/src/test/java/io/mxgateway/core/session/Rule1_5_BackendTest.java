package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.config.ConfigException;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeScript;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Rule1_5_BackendTest {
    private final Gateway gateway = new Gateway();

    private GatewaySession open(String backend) {
        return Await.result(gateway.manager.open(SessionOpenRequest.named("x").onBackend(backend), Gateway.ALICE));
    }

    @Test
    void theRequestedBackendIsUsedOrTheDefaultWhenBlank() {
        assertThat(open("other").backend()).isEqualTo("other");
        assertThat(open("").backend()).isEqualTo("simulator");
        assertThat(open("  ").backend()).isEqualTo("simulator");
    }

    @Test
    void anUnknownBackendIsRefusedNamingThoseThatExist() {
        SessionException refused = gateway.refused(
                gateway.manager.open(SessionOpenRequest.named("x").onBackend("plc\n"), Gateway.ALICE));
        assertThat(refused.code()).isEqualTo(SessionErrorCode.UNKNOWN_BACKEND);
        assertThat(refused).hasMessage("there is no backend 'plc?'; those that exist: other, simulator");
    }

    @Test
    void aDefaultBackendThatDoesNotExistIsAConfigurationProblem() {
        GatewayOptions options = GatewayOptions.DEFAULT.withBackends(Map.of(), "missing");
        assertThatThrownBy(() -> new Gateway(FakeScript.OBEDIENT, options))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.key()).isEqualTo("backends.default");
                            assertThat(problem.value()).isEqualTo("missing");
                            assertThat(problem.rule()).contains("other, simulator");
                        }));
    }
}
