package io.mxgateway.grpc.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.LeavesNothing;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.grpc.client.MxGatewayClient;
import io.mxgateway.grpc.client.MxSession;
import io.mxgateway.grpc.client.TagSubscription;
import io.mxgateway.grpc.client.ValueChange;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two hundred sessions over gRPC, each with a worker process of its own, eight at a time; and nothing left of them. */
@ExtendWith(NothingLeftBehind.class)
class TwoHundredSessionsTest implements LeavesNothing {
    private static final int SESSIONS = 200;
    private static final int AT_A_TIME = 8;

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
    void eachHasAProcessOfItsOwnDoesItsWorkAndLeavesNothing() throws Exception {
        Set<Integer> processes = ConcurrentHashMap.newKeySet();
        ExecutorService users =
                Executors.newFixedThreadPool(AT_A_TIME, work -> new Thread(work, "mxgateway-test-user"));
        try (MxGatewayClient client = new MxGatewayClient(gateway.reach())) {
            List<Future<Integer>> uses = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                double setPoint = i / 4.0; // the plant takes 0 to 100
                Callable<Integer> use = () -> useOne(client, setPoint);
                uses.add(users.submit(use));
            }
            for (Future<Integer> use : uses) {
                processes.add(result(use));
            }
        } finally {
            users.shutdown();
        }

        assertThat(processes).hasSize(SESSIONS);
        assertThat(gateway.metrics.counter(GatewayMetric.SESSIONS_OPENED)).isEqualTo(SESSIONS);
        assertThat(gateway.metrics.counter(GatewayMetric.SESSIONS_CLOSED, "client-close"))
                .isEqualTo(SESSIONS);
        Await.until("nothing left, but " + leftovers(), () -> leftovers().isEmpty());
    }

    private static int result(Future<Integer> use) throws InterruptedException {
        try {
            return use.get();
        } catch (ExecutionException e) {
            throw new AssertionError("a session failed", e.getCause());
        }
    }

    private static int useOne(MxGatewayClient client, double setPoint) {
        try (MxSession session = client.openSession("one of many")) {
            TagSubscription subscription = session.subscribe("Reactor_001.SetPoint", "Reactor_001.Level");
            Iterator<ValueChange> values = subscription.values();
            assertThat(values.next().isGood()).isTrue();
            int server = session.calls().register("writer");
            int item = session.calls().addItem(server, "Reactor_001.SetPoint");
            session.calls().advise(server, item);
            session.calls().write(server, item, MxValue.of(setPoint), 0);
            MxValue written = session.calls()
                    .readBulk(server, List.of("Reactor_001.SetPoint"), 0)
                    .get(0)
                    .value();
            // Each process has a plant of its own, so nobody else's value can be here.
            while (!written.content().equals(new MxValue.Float64(setPoint))) {
                ValueChange next = values.next();
                written = next.tag().equals("Reactor_001.SetPoint") ? next.value() : written;
            }
            return session.workerProcessId();
        }
    }
}
