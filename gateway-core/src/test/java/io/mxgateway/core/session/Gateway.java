package io.mxgateway.core.session;

import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.config.SessionOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.FakeWorker;
import io.mxgateway.core.testing.FakeWorkers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** A manager on fake workers and fake time, with what the tests of this package ask it. */
final class Gateway {
    static final ClientIdentity ALICE = ClientIdentity.ofKey("alice", false);
    static final ClientIdentity BOB = ClientIdentity.ofKey("bob", false);
    static final ClientIdentity ADMIN = ClientIdentity.ofKey("root", true);

    final FakeTime time = new FakeTime();
    final InMemoryMetrics metrics = new InMemoryMetrics();
    final SessionRegistry registry = new DefaultSessionRegistry();
    final FakeWorkers workers;
    final DefaultSessionManager manager;

    Gateway() {
        this(FakeScript.OBEDIENT);
    }

    Gateway(FakeScript script) {
        this(script, GatewayOptions.DEFAULT);
    }

    Gateway(FakeScript script, GatewayOptions options) {
        workers = new FakeWorkers(script);
        manager = new DefaultSessionManager(registry, workers, options, metrics, time, new Random(1));
    }

    static GatewayOptions sessions(UnaryOperator<SessionSettings> change) {
        return GatewayOptions.DEFAULT.withSessions(
                change.apply(new SessionSettings()).options());
    }

    static GatewayOptions events(EventOptions events) {
        return GatewayOptions.DEFAULT.withEvents(events);
    }

    CompletableFuture<GatewaySession> opening() {
        return manager.open(SessionOpenRequest.named("test"), ALICE);
    }

    GatewaySession open() {
        return Await.result(opening());
    }

    FakeWorker worker() {
        return workers.last();
    }

    MxReply invoke(GatewaySession session, MxCommand command) {
        return Await.result(invoking(session, command));
    }

    CompletableFuture<MxReply> invoking(GatewaySession session, MxCommand command) {
        return manager.invoke(session.id(), ALICE, CommandRequest.of(command));
    }

    SessionException refused(CompletionStage<?> stage) {
        return (SessionException) Await.failure(stage);
    }

    long gauge(GatewayMetric metric) {
        return metrics.gauge(metric);
    }

    long counter(GatewayMetric metric, String... tags) {
        return metrics.counter(metric, tags);
    }

    /** What a gateway without sessions must not hold. */
    List<String> leftovers() {
        List<String> left = new ArrayList<>();
        add(left, "slots", manager.slotsTaken());
        add(left, "sessions", registry.size());
        add(left, "workers", workers.running());
        for (GatewayMetric metric : List.of(
                GatewayMetric.SESSIONS_OPEN,
                GatewayMetric.COMMANDS_PENDING,
                GatewayMetric.EVENTS_LOG_DEPTH,
                GatewayMetric.STREAMS_OPEN)) {
            add(left, metric.metricName(), gauge(metric));
        }
        return left;
    }

    private static void add(List<String> left, String what, long count) {
        if (count != 0) {
            left.add(what + "=" + count);
        }
    }

    void shutdown() {
        Await.result(manager.shutdown());
    }

    /** The options of sessions, with some of them changed. */
    static final class SessionSettings {
        private int max = SessionOptions.DEFAULT.maxSessions();
        private int maxPerKey;
        private int maxPending = SessionOptions.DEFAULT.maxPendingCommands();
        private Duration lease = SessionOptions.DEFAULT.lease();
        private Duration detachGrace = SessionOptions.DEFAULT.detachGrace();
        private Duration unusedGrace = SessionOptions.DEFAULT.unusedGrace();
        private int maxTombstones = SessionOptions.DEFAULT.maxTombstones();
        private long maxTombstoneBytes = SessionOptions.DEFAULT.maxTombstoneEventBytes();
        private int maxParallelCloses = SessionOptions.DEFAULT.maxParallelCloses();

        SessionSettings max(int sessions) {
            max = sessions;
            return this;
        }

        SessionSettings maxPerKey(int sessions) {
            maxPerKey = sessions;
            return this;
        }

        SessionSettings maxPending(int commands) {
            maxPending = commands;
            return this;
        }

        SessionSettings lease(Duration duration) {
            lease = duration;
            return this;
        }

        SessionSettings detachGrace(Duration duration) {
            detachGrace = duration;
            return this;
        }

        SessionSettings unusedGrace(Duration duration) {
            unusedGrace = duration;
            return this;
        }

        SessionSettings maxTombstones(int count) {
            maxTombstones = count;
            return this;
        }

        SessionSettings maxTombstoneBytes(long bytes) {
            maxTombstoneBytes = bytes;
            return this;
        }

        SessionSettings maxParallelCloses(int count) {
            maxParallelCloses = count;
            return this;
        }

        SessionOptions options() {
            SessionOptions defaults = SessionOptions.DEFAULT;
            return new SessionOptions(
                    max,
                    maxPerKey,
                    defaults.defaultCommandTimeout(),
                    defaults.maxCommandTimeout(),
                    maxPending,
                    lease,
                    defaults.leaseSweepInterval(),
                    detachGrace,
                    unusedGrace,
                    maxTombstones,
                    defaults.tombstoneRetention(),
                    maxTombstoneBytes,
                    maxParallelCloses);
        }
    }
}
