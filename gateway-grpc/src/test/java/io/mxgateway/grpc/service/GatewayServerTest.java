package io.mxgateway.grpc.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.config.ConfigProblem;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class GatewayServerTest {
    private static final GrpcServerOptions ANY_PORT = GrpcServerOptions.DEFAULT.listeningOn("127.0.0.1", 0);

    private static GatewayServer server(GrpcServerOptions options) {
        return new GatewayServer(new RefusingSessions(), options);
    }

    @Test
    void itStartsOnceAndStopsAnyNumberOfTimes() throws Exception {
        GatewayServer server = server(ANY_PORT);
        assertThatThrownBy(server::port).isInstanceOf(IllegalStateException.class);
        server.start();
        assertThat(server.port()).isPositive();
        assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
        var first = server.shutdown(Duration.ofSeconds(1));
        Await.result(server.shutdown(Duration.ZERO));
        Await.result(first);
    }

    @Test
    void aServerStoppedBeforeItsStartStaysStopped() {
        GatewayServer server = server(ANY_PORT);
        Await.result(server.shutdown(Duration.ofSeconds(1)));
        assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPortInUseIsNamedAndNothingIsLeftRunning() throws Exception {
        GatewayServer first = server(ANY_PORT);
        first.start();
        GatewayServer second = server(ANY_PORT.listeningOn("127.0.0.1", first.port()));
        assertThatThrownBy(second::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + first.port());
        Await.result(second.shutdown(Duration.ofSeconds(1)));
        Await.result(first.shutdown(Duration.ofSeconds(1)));
    }

    @Test
    void optionsThatCannotBeUsedAreNamedTogether() {
        GrpcServerOptions wrong = GrpcServerOptions.DEFAULT.listeningOn(" ", 70_000);
        assertThat(wrong.problems()).extracting(ConfigProblem::key).containsExactly("server.bind", "server.port");
        assertThatThrownBy(() -> server(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("server.port = 70000: must be 0..65535");
        assertThat(GrpcServerOptions.DEFAULT.problems()).isEmpty();
    }
}
