package io.mxgateway.grpc.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.testing.LeavesNothing;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.testing.ReadmeSnippet;
import io.mxgateway.grpc.client.ClientOptions;
import io.mxgateway.grpc.client.MxGatewayClient;
import io.mxgateway.grpc.client.MxSession;
import io.mxgateway.grpc.client.TagSubscription;
import io.mxgateway.grpc.client.ValueChange;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The client example of the README, run against a gateway with worker processes; and a check that it is what is shown. */
@ExtendWith(NothingLeftBehind.class)
class ClientExampleTest implements LeavesNothing {
    private final ProcessGateway gateway = new ProcessGateway(GatewayOptions.DEFAULT);

    @AfterEach
    void close() {
        gateway.close();
    }

    @Override
    public List<String> leftovers() {
        return gateway.leftovers();
    }

    @Test
    void theExampleOfTheReadmeReadsAndWrites() {
        ValueChange change = example(gateway.reach());

        assertThat(change.tag()).isEqualTo("Reactor_001.SetPoint");
        assertThat(change.value()).isEqualTo(MxValue.of(42.5));
        assertThat(change.isGood()).isTrue();
    }

    @Test
    void theReadmeShowsTheCodeThatRuns() {
        ReadmeSnippet.isWhatRuns(ClientExampleTest.class);
    }

    private static ValueChange example(ClientOptions options) {
        // begin
        try (var client = new MxGatewayClient(options); // ClientOptions.at("gateway-host", 50051)
                MxSession session = client.openSession("historian");
                TagSubscription tags = session.subscribe("Reactor_001.Level", "Reactor_001.SetPoint")) {
            int server = session.calls().register("historian");
            int item = session.calls().addItem(server, "Reactor_001.SetPoint");
            session.calls().advise(server, item);
            session.calls().write(server, item, MxValue.of(42.5), 0);
            var changes = tags.values(); // waits for each; resumes by itself when the connection breaks
            ValueChange change = changes.next();
            while (!MxValue.of(42.5).equals(change.value())) {
                change = changes.next(); // change.gapBefore() tells what was missed, if anything ever was
            }
            return change;
        }
        // end
    }
}
