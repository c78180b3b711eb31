package io.mxgateway.launcher.bench;

import com.google.common.util.concurrent.ListenableFuture;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.OpenSessionReply;
import io.mxgateway.proto.v1.OpenSessionRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sessions opened and closed: with a new worker, with one that was kept warm, and 64 at once. */
final class OpenPart implements Part {
    private static final int AT_ONCE = 64;
    private static final int POOL = 2;
    private static final Duration NET = Duration.ofMinutes(2);
    /** A worker that has started is not ready yet, and from outside nobody sees when it is. */
    private static final Duration UNTIL_READY = Duration.ofSeconds(1);

    @Override
    public String id() {
        return "open";
    }

    @Override
    public String title() {
        return "OpenSession cold and warm, CloseSession, 64 at once";
    }

    @Override
    public List<Row> measure(Setting setting) throws InterruptedException {
        Figures figures = new Figures();
        cold(setting, figures);
        warm(setting, figures);
        return figures.rows();
    }

    private void cold(Setting setting, Figures figures) throws InterruptedException {
        try (Served gateway = setting.gateway();
                Client client = gateway.connect()) {
            for (int i = -2; i < setting.options().opens(); i++) {
                setting.progress().accept("open, with a new worker");
                long begin = System.nanoTime();
                String session = Session.openIdle(client);
                long opened = System.nanoTime();
                Session.close(client, session);
                long closed = System.nanoTime();
                if (i >= 0) {
                    figures.add("open.cold", "ms", Better.TOLD_ONLY, (opened - begin) / 1e6);
                    figures.add("open.close", "ms", Better.TOLD_ONLY, (closed - opened) / 1e6);
                }
            }
            setting.progress().accept("open, " + AT_ONCE + " at once");
            atOnce(client, figures);
        }
    }

    private static void atOnce(Client client, Figures figures) throws InterruptedException {
        long begin = System.nanoTime();
        List<ListenableFuture<OpenSessionReply>> opening = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            opening.add(MxAccessGatewayGrpc.newFutureStub(client.channel())
                    .openSession(OpenSessionRequest.newBuilder()
                            .setClientSessionName("bench")
                            .build()));
        }
        List<String> sessions = new ArrayList<>();
        for (ListenableFuture<OpenSessionReply> reply : opening) {
            try {
                sessions.add(reply.get(NET.toSeconds(), TimeUnit.SECONDS).getSessionId());
            } catch (ExecutionException | TimeoutException e) {
                throw new BenchFailure("one of " + AT_ONCE + " sessions did not open: " + e.getMessage(), e);
            }
        }
        figures.add("open.64-at-once", "ms", Better.TOLD_ONLY, (System.nanoTime() - begin) / 1e6);
        for (String session : sessions) {
            Session.close(client, session);
        }
    }

    private void warm(Setting setting, Figures figures) throws InterruptedException {
        try (Served gateway = setting.gateway("backends.simulator.warm=" + POOL);
                Client client = gateway.connect()) {
            for (int i = -2; i < setting.options().opens(); i++) {
                setting.progress().accept("open, with a warm worker");
                gateway.awaitWorkers(POOL, NET);
                Waiting.rest(UNTIL_READY);
                long begin = System.nanoTime();
                String session = Session.openIdle(client);
                long opened = System.nanoTime();
                Session.close(client, session);
                if (i >= 0) {
                    figures.add("open.warm", "ms", Better.TOLD_ONLY, (opened - begin) / 1e6);
                }
            }
        }
    }
}
