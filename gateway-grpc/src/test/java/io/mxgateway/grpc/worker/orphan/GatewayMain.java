package io.mxgateway.grpc.worker.orphan;

import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.session.SessionManager;
import io.mxgateway.core.session.SessionOpenRequest;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.grpc.worker.ProcessWorkerClientFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The gateway's end as it is, in a process of its own, to be killed: sessions with workers, two of them deaf. */
final class GatewayMain {
    static final int GOOD = 2;
    static final int DEAF = 2;

    private GatewayMain() {}

    /** Argument: the run directory. Prints an empty line when the sessions with good workers are open. */
    public static void main(String[] arguments) throws IOException {
        Path run = Path.of(arguments[0]);
        SystemTime time = new SystemTime("mxgateway-test-timer");
        GatewayOptions options = GatewayOptions.DEFAULT.withBackends(
                Map.of(
                        GatewayOptions.SIMULATOR,
                        backend(Orphanage.java("io.mxgateway.grpc.worker.GoodWorkerMain", "UNRULY")),
                        "deaf",
                        backend(Orphanage.worker("deaf"))),
                GatewayOptions.SIMULATOR);
        ProcessWorkerClientFactory factory = new ProcessWorkerClientFactory(
                options.backends(),
                options.workers(),
                128,
                run,
                time,
                GatewayMetrics.NONE,
                WorkerManifest.open(run, new Random()));
        SessionManager manager =
                new DefaultSessionManager(new DefaultSessionRegistry(), factory, options, GatewayMetrics.NONE);
        for (int i = 0; i < GOOD; i++) {
            manager.open(SessionOpenRequest.named("good"), ClientIdentity.anonymous())
                    .join();
        }
        for (int i = 0; i < DEAF; i++) {
            manager.open(SessionOpenRequest.named("deaf").onBackend("deaf"), ClientIdentity.anonymous());
        }
        System.out.println();
        System.in.readAllBytes();
    }

    private static BackendOptions backend(List<String> command) {
        return new BackendOptions(command, "", Map.of(), 0);
    }
}
