package io.mxgateway.core.security;

import io.mxgateway.core.galaxy.GalaxyMetadata;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxSecurityClass;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.CommandRequest;
import io.mxgateway.core.session.Passage;
import io.mxgateway.core.session.SessionGate;
import io.mxgateway.core.time.SystemTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What access control adds to a call: who makes it, whether they may, and the constraints of a subscription to 10,000 tags
 * by a key with 100 patterns, when their answers are remembered and when none is. With {@code -prof gc} also what it
 * allocates.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class AccessBenchmark {
    private static final int TAGS = 10_000;
    private static final int PATTERNS = 100;

    /** A key in a store, verified once. */
    @State(org.openjdk.jmh.annotations.Scope.Benchmark)
    public static class Key {
        private Path directory;
        private SystemTime time;
        private KeyAuthenticator authenticator;
        private String header;
        private Caller caller;

        @Setup
        public void make() throws IOException {
            directory = Files.createTempDirectory("mxgateway-bench");
            time = new SystemTime("benchmark-timer");
            SecureRandom random = new SecureRandom();
            FileApiKeyStore store = FileApiKeyStore.open(directory.resolve("keys"));
            Pepper pepper = Pepper.load(Map.of(), directory.resolve("pepper"), true, random);
            String token = new ApiKeys(store, pepper, Audit.NONE, time, random)
                    .create(
                            new ApiKeys.Order(
                                    "bench",
                                    "bench",
                                    Set.of(Scope.INVOKE_READ, Scope.EVENTS_READ),
                                    KeyConstraints.NONE,
                                    Optional.empty()),
                            "bench")
                    .token();
            header = "Bearer " + token;
            authenticator = new KeyAuthenticator(store, pepper, Audit.NONE, GatewayMetrics.NONE, time);
            caller = authenticator.authenticate(header, "127.0.0.1");
        }

        @TearDown
        public void clear() throws IOException {
            time.close();
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> {
                    try {
                        Files.delete(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
    }

    /** A subscription, half of whose tags the key may have. */
    @State(org.openjdk.jmh.annotations.Scope.Benchmark)
    public static class Subscription {
        private final List<String> tags = new ArrayList<>();
        private ClientIdentity caller;
        private CommandRequest request;
        private SystemTime time;
        private SessionGate warm;

        @Setup
        public void make() {
            time = new SystemTime("benchmark-timer");
            List<String> patterns = new ArrayList<>();
            for (int i = 0; i < PATTERNS; i++) {
                patterns.add("Area" + i + "_*.P?");
            }
            for (int i = 0; i < TAGS; i++) {
                tags.add("Area" + i % (2 * PATTERNS) + "_Pump" + i + ".PV");
            }
            caller = ClientIdentity.ofKey(
                    "bench",
                    false,
                    new KeyConstraints(
                            List.of(),
                            List.of(),
                            KeyConstraints.globs(patterns),
                            List.of(),
                            List.of(),
                            Set.<MxSecurityClass>of(),
                            0));
            request = CommandRequest.of(new MxCommand.SubscribeBulk(1, tags));
            warm = fresh();
        }

        private SessionGate fresh() {
            return new ConstraintGate(GalaxyMetadata.UNKNOWN, new ReadOnlySwitch(false), Audit.NONE, time)
                    .of("session-bench", caller);
        }

        @TearDown
        public void clear() {
            time.close();
        }
    }

    /** A gate that remembers nothing. */
    @State(org.openjdk.jmh.annotations.Scope.Thread)
    public static class Cold {
        private SessionGate gate;

        @Setup(Level.Invocation)
        public void forget(Subscription subscription) {
            gate = subscription.fresh();
        }
    }

    @Benchmark
    public Caller authenticate(Key key) {
        return key.authenticator.authenticate(key.header, "127.0.0.1");
    }

    @Benchmark
    public boolean scope(Key key) {
        return key.caller.may(Scope.EVENTS_READ);
    }

    @Benchmark
    public Passage subscribeWarm(Subscription subscription) {
        return subscription.warm.pass(subscription.caller, subscription.request);
    }

    @Benchmark
    public Passage subscribeCold(Subscription subscription, Cold cold) {
        return cold.gate.pass(subscription.caller, subscription.request);
    }
}
