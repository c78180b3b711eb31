package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.CloseReason;
import io.mxgateway.core.session.CommandRequest;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.session.EndedSession;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.grpc.client.ClientOptions;
import io.mxgateway.grpc.client.GatewayException;
import io.mxgateway.grpc.client.MxClientException;
import io.mxgateway.grpc.client.MxGatewayClient;
import io.mxgateway.grpc.client.MxSession;
import io.mxgateway.grpc.client.SessionRequest;
import io.mxgateway.grpc.service.GatewayServer;
import io.mxgateway.grpc.service.GrpcServerOptions;
import io.mxgateway.grpc.worker.ProcessWorkerClientFactory;
import io.mxgateway.launcher.logging.Logging;
import io.mxgateway.proto.v1.AuthenticateUserCommand;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxCommandKind;
import io.mxgateway.proto.v1.MxCommandRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs(OS.LINUX)
@DisplayName("7 secrets appear in no log, error, memory of the dead, process argument or toString")
class Rule7_SecretsTest {
    private static final String API_KEY = "mxgw_key1_4pik3y5ecret0f7h3t35t";
    private static final String PASSWORD = "pa55word-0f-the-operator";
    private static final String VALUE = "secured-value-31337";
    private static final String BACKEND = "backend-secret-90210";
    private static final int USER = 1;

    @TempDir
    Path directory;

    private final SystemTime time = new SystemTime("mxgateway-test-timer");
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    // Everything that anybody was told, by where.
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final List<String> nonces = new ArrayList<>();
    private final LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
    private DefaultSessionManager sessions;
    private GatewayServer server;
    private MxGatewayClient client;

    @BeforeEach
    void open() throws IOException {
        Logging.set(io.mxgateway.launcher.config.LogFormat.TEXT, io.mxgateway.launcher.config.LogLevel.TRACE);
        listen();
        List<String> worker =
                WorkerLaunch.command(System.getProperty("java.home"), System.getProperty("java.class.path"));
        List<String> spilling = new ArrayList<>(worker.subList(0, worker.size() - 2));
        spilling.add(SpillingWorkerMain.class.getName());
        Map<String, BackendOptions> backends = Map.of(
                "simulator", backend(worker),
                "spilling", backend(with(spilling, "starts")),
                "failing", backend(with(spilling, "fails")),
                "echoing", backend(List.of("/bin/sh", "-c", "env >&2; exit 3", "worker")));
        backends.values().forEach(options -> tell("options", options.toString()));
        GatewayOptions options = GatewayOptions.DEFAULT.withBackends(backends, "simulator");
        tell("options", options.toString());
        var workers = new ProcessWorkerClientFactory(backends, WorkerOptions.DEFAULT, 128, directory, time, metrics);
        sessions = new DefaultSessionManager(
                new DefaultSessionRegistry(), workers, options, metrics, time, new SecureRandom());
        server = new GatewayServer(sessions, GrpcServerOptions.DEFAULT.listeningOn("127.0.0.1", 0));
        server.start();
        ClientOptions reach = ClientOptions.at("127.0.0.1", server.port()).withApiKey(API_KEY);
        tell("options", reach.toString());
        client = new MxGatewayClient(reach);
    }

    private static BackendOptions backend(List<String> command) {
        return new BackendOptions(command, "", Map.of("BACKEND_SECRET", BACKEND), 0);
    }

    private static List<String> with(List<String> command, String argument) {
        List<String> all = new ArrayList<>(command);
        all.add(argument);
        return all;
    }

    private void listen() {
        var root = logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        var listening = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                tell("log", event.getFormattedMessage());
                if (event.getThrowableProxy() != null) {
                    tell("log", ThrowableProxyUtil.asString(event.getThrowableProxy()));
                }
            }
        };
        listening.setContext(logging);
        listening.start();
        root.addAppender(listening);
        logging.getLogger("io.mxgateway").setLevel(Level.TRACE);
    }

    @AfterEach
    void close() {
        client.close();
        Await.result(sessions.shutdown());
        Await.result(server.shutdown(Duration.ofSeconds(1)));
        time.close();
        Logging.set(io.mxgateway.launcher.config.LogFormat.TEXT, io.mxgateway.launcher.config.LogLevel.WARN);
    }

    @Test
    void noSecretIsToldOnAnyPath() throws Exception {
        thePlantRefuses();
        aWorkerSpillsAndCrashes();
        aWorkerSpillsAndGivesUp();
        aBackendThrowsWithThePassword();
        aCommandTimesOutIsCancelledAndLosesItsWorker();
        startsFail();
        malformedRequests();
        for (EndedSession ended : sessions.endedSessions()) {
            tell("ended", ended.toString());
        }
        tell("metrics", metrics.snapshot().toString());

        List<String> secrets = new ArrayList<>(List.of(API_KEY, PASSWORD, VALUE, BACKEND));
        secrets.addAll(nonces);
        assertThat(nonces).hasSizeGreaterThan(4).doesNotHaveDuplicates().allMatch(nonce -> nonce.length() >= 32);
        for (String secret : secrets) {
            assertThat(told.stream().filter(text -> text.contains(secret))).isEmpty();
        }
        theListenersListened();
    }

    /** What is searched for secrets has to be there, or nothing was searched. */
    private void theListenersListened() {
        String all = told.stream().collect(Collectors.joining("\n"));
        assertThat(all)
                .contains("log: output: session=")
                .contains("crashing with nonce=*** backend=***")
                .contains("connecting with nonce=*** backend=***")
                .contains("the platform refused nonce=*** backend=***")
                .contains("cannot log in: nonce=*** backend=***")
                .contains("BACKEND_SECRET=***")
                .contains("MXGATEWAY_WORKER_NONCE=***")
                .contains("arguments: --session-id")
                .contains("value=***");
        assertThat(sessions.endedSessions())
                .anyMatch(ended ->
                        ended.lastOutput().stream().anyMatch(line -> line.contains("crashing with nonce=***")));
    }

    private void tell(String where, String text) {
        told.add(where + ": " + text);
    }

    private MxSession session(String backend) throws IOException {
        MxSession session = client.openSession(
                SessionRequest.named("secrets").onBackend(backend).withCommandTimeout(Duration.ofMillis(700)));
        Path process = Path.of("/proc", Integer.toString(session.workerProcessId()));
        String arguments = Files.readString(process.resolve("cmdline")).replace('\0', ' ');
        tell("arguments", arguments.substring(arguments.indexOf("--session-id")));
        tell("arguments", arguments);
        for (String variable : Files.readString(process.resolve("environ")).split("\0")) {
            if (variable.startsWith("MXGATEWAY_WORKER_NONCE=")) {
                nonces.add(variable.substring(variable.indexOf('=') + 1));
            }
        }
        tell("session", sessions.find(session.id(), ClientIdentity.anonymous()).toString());
        return session;
    }

    private Throwable outcome(MxSession session, MxCommand command) {
        tell("command", command.toString());
        tell("command", CommandRequest.of(command).toString());
        try {
            MxReply reply = session.async().execute(command).get(20, TimeUnit.SECONDS);
            tell("reply", reply.diagnosticMessage() + " " + reply.status());
            return null;
        } catch (java.util.concurrent.ExecutionException e) {
            tellAll(e.getCause());
            return e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no outcome", e);
        }
    }

    private void tellAll(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        tell("failure", trace.toString());
        if (failure instanceof GatewayException refused) {
            tell("facts", refused.facts().toString());
        }
        if (failure.getCause() instanceof StatusRuntimeException status) {
            tell("trailers", String.valueOf(status.getTrailers()));
        }
    }

    private static List<MxCommand> secretive(int server, int item) {
        MxValue value = MxValue.of(VALUE);
        MxValue stamp = MxValue.of("2026-01-01T00:00:00Z");
        return List.of(
                new MxCommand.AuthenticateUser(server, "operator", PASSWORD),
                new MxCommand.WriteSecured(server, item, USER, USER, value),
                new MxCommand.WriteSecured2(server, item, USER, USER, value, stamp),
                new MxCommand.WriteSecuredBulk(
                        server, List.of(new MxCommand.WriteSecuredEntry(item, USER, USER, value))),
                new MxCommand.WriteSecured2Bulk(
                        server, List.of(new MxCommand.WriteSecured2Entry(item, USER, USER, value, stamp))));
    }

    private void thePlantRefuses() throws IOException {
        try (MxSession session = session("simulator")) {
            int server = session.calls().register("secrets");
            int item = session.calls().addItem(server, "Reactor_001.SetPoint");
            session.calls().advise(server, item);
            secretive(server, item).forEach(command -> outcome(session, command));
            secretive(4711, 4712).forEach(command -> outcome(session, command));
        }
    }

    private void aWorkerSpillsAndCrashes() throws IOException {
        try (MxSession session = session("spilling")) {
            outcome(session, new MxCommand.AddItem(1, "spill"));
            assertThat(outcome(session, new MxCommand.AddItem(1, "crash"))).isInstanceOf(MxClientException.class);
            secretive(1, 1).forEach(command -> outcome(session, command));
        }
    }

    private void aWorkerSpillsAndGivesUp() throws IOException {
        try (MxSession session = session("spilling")) {
            outcome(session, new MxCommand.AddItem(1, "lose"));
            Await.until("the fault to be told", () -> outcome(session, new MxCommand.Ping("there?")) != null);
        }
    }

    private void aBackendThrowsWithThePassword() throws IOException {
        try (MxSession session = session("spilling")) {
            assertThat(outcome(session, new MxCommand.AuthenticateUser(1, "operator", PASSWORD)))
                    .isInstanceOf(MxClientException.class);
        }
    }

    private void aCommandTimesOutIsCancelledAndLosesItsWorker() throws IOException {
        try (MxSession session = session("spilling")) {
            var secured = new MxCommand.WriteSecured(1, 1, USER, USER, MxValue.of(VALUE));
            assertThat(outcome(session, secured)).hasMessageContaining("no reply to WriteSecured in time");
            session.async().execute(secured).cancel(true);
            var pending = session.async().execute(secured);
            Await.until(
                    "the command to be pending",
                    () -> sessions.find(session.id(), ClientIdentity.anonymous())
                                    .pendingCommands()
                            > 0);
            Await.result(sessions.kill(session.id(), ClientIdentity.anonymous(), CloseReason.ADMIN_KILL));
            tellAll(Await.failure(pending));
        }
    }

    private void startsFail() {
        for (String backend : List.of("failing", "echoing")) {
            Throwable failure = Await.failure(
                    client.openSessionAsync(SessionRequest.named("secrets").onBackend(backend)));
            assertThat(failure).isInstanceOf(GatewayException.class);
            tellAll(failure);
        }
    }

    private void malformedRequests() throws IOException, InterruptedException {
        ManagedChannel channel = Grpc.newChannelBuilder(
                        "127.0.0.1:" + server.port(), InsecureChannelCredentials.create())
                .build();
        try (MxSession session = session("simulator")) {
            var command = io.mxgateway.proto.v1.MxCommand.newBuilder()
                    .setKind(MxCommandKind.MX_COMMAND_KIND_PING)
                    .setAuthenticateUser(AuthenticateUserCommand.newBuilder().setVerifyUserPassword(PASSWORD));
            var request =
                    MxCommandRequest.newBuilder().setSessionId(session.id()).setCommand(command);
            for (String id : List.of(session.id(), "", "session-unknown")) {
                try {
                    ClientCalls.blockingUnaryCall(
                            channel,
                            MxAccessGatewayGrpc.getInvokeMethod(),
                            CallOptions.DEFAULT,
                            request.setSessionId(id).build());
                    throw new AssertionError("a command of two minds was taken");
                } catch (StatusRuntimeException refused) {
                    tellAll(refused);
                    tell("trailers", String.valueOf(refused.getTrailers()));
                }
            }
        } finally {
            channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        }
    }
}
