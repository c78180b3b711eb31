package io.mxgateway.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.grpc.service.GrpcServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("8 Configuration is read from file, environment and command line, and checked as a whole")
class ConfigurationReaderTest {
    private final ConfigurationReader reader = new ConfigurationReader(new OptionCatalog());

    @TempDir
    Path directory;

    @Test
    void whoSaysNothingGetsTheDefaults() throws Exception {
        Configuration configuration = reader.read(Optional.empty(), Map.of("PATH", "/bin"), List.of());

        assertThat(configuration.gateway()).isEqualTo(GatewayOptions.DEFAULT);
        assertThat(configuration.launcher()).isEqualTo(new LauncherOptions(LogFormat.TEXT, LogLevel.INFO, "", true));
        assertThat(configuration.server()).isEqualTo(GrpcServerOptions.DEFAULT);
        assertThat(configuration.effective()).allMatch(EffectiveOption::isDefault);
    }

    @Test
    void eachSourceIsReadAndRemembered() throws Exception {
        Configuration configuration = reader.read(
                file("sessions.max-sessions=7", "events.overflow-policy = fail-session"),
                Map.of("MXGATEWAY_SESSIONS_DETACH_GRACE", "90s"),
                List.of(new Setting("workers.max-frame-bytes", "1MiB", "--set")));

        assertThat(configuration.gateway().sessions().maxSessions()).isEqualTo(7);
        assertThat(configuration.gateway().sessions().detachGrace()).isEqualTo(Duration.ofSeconds(90));
        assertThat(configuration.gateway().workers().maxFrameBytes()).isEqualTo(1 << 20);
        assertThat(effective(configuration, "sessions.max-sessions").source()).startsWith("file ");
        assertThat(effective(configuration, "events.overflow-policy").value()).isEqualTo("fail-session");
        assertThat(effective(configuration, "sessions.detach-grace").source())
                .isEqualTo("environment MXGATEWAY_SESSIONS_DETACH_GRACE");
        assertThat(effective(configuration, "workers.max-frame-bytes").source()).isEqualTo("--set");
        assertThat(effective(configuration, "workers.max-frame-bytes").value()).isEqualTo("1MiB");
        assertThat(effective(configuration, "server.port").source()).isEqualTo("default");
    }

    @Test
    void theCommandLineBeatsTheEnvironmentWhichBeatsTheFile() throws Exception {
        Optional<Path> file = file("server.port=1", "log.level=warn", "log.format=json");
        Configuration configuration = reader.read(
                file,
                Map.of("MXGATEWAY_SERVER_PORT", "2", "MXGATEWAY_LOG_LEVEL", "ERROR"),
                List.of(new Setting("server.port", "3", "--set"), new Setting("server.port", "4", "--port")));

        assertThat(configuration.server().port()).isEqualTo(4);
        assertThat(configuration.launcher()).isEqualTo(new LauncherOptions(LogFormat.JSON, LogLevel.ERROR, "", true));
        assertThat(effective(configuration, "server.port").source()).isEqualTo("--port");
    }

    @Test
    void everyProblemIsReportedAtOnceWithKeyValueRuleAndSource() throws Exception {
        List<SettingProblem> problems = problems(
                file("sessions.max-sessions=0", "sessions.lease=soon", "events.log-sise=5"),
                Map.of("MXGATEWAY_WORKERS_HEARTBEAT_GRACE", "2s", "MXGATEWAY_SERVER_PROT", "9"),
                new Setting("server.port", "70000", "--port"),
                new Setting("alarms.enabled", "yes", "--set"),
                new Setting("backends.default", "nowhere", "--set"));

        assertThat(problems)
                .extracting(SettingProblem::key)
                .containsExactlyInAnyOrder(
                        "sessions.max-sessions",
                        "sessions.lease",
                        "events.log-sise",
                        "workers.heartbeat-grace",
                        "MXGATEWAY_SERVER_PROT",
                        "server.port",
                        "alarms.enabled",
                        "backends.default");
        assertThat(problem(problems, "sessions.max-sessions").toString())
                .startsWith("sessions.max-sessions = 0 (from file ")
                .endsWith("): must be 1..100000");
        assertThat(problem(problems, "sessions.lease").rule()).contains("500ms, 30s, 5m");
        assertThat(problem(problems, "workers.heartbeat-grace").value()).isEqualTo("2s");
        assertThat(problem(problems, "workers.heartbeat-grace").source())
                .isEqualTo("environment MXGATEWAY_WORKERS_HEARTBEAT_GRACE");
        assertThat(problem(problems, "server.port").toString())
                .isEqualTo("server.port = 70000 (from --port): must be 0..65535");
        assertThat(problem(problems, "alarms.enabled").rule()).isEqualTo("must be true or false");
        assertThat(problem(problems, "backends.default").rule()).isEqualTo("must be one of the backends simulator");
    }

    @Test
    void anUnknownKeyIsAnErrorThatNamesTheNearestOne() throws Exception {
        List<SettingProblem> problems = problems(
                file("events.log-sise=5", "max-sessions=5", "entirely.different=5"),
                Map.of("MXGATEWAY_SERVER_PROT", "9"));

        assertThat(problem(problems, "events.log-sise").rule()).endsWith("did you mean events.log-size?");
        assertThat(problem(problems, "max-sessions").rule()).endsWith("did you mean sessions.max-sessions?");
        assertThat(problem(problems, "entirely.different").rule()).contains("config --list");
        assertThat(problem(problems, "MXGATEWAY_SERVER_PROT").rule()).endsWith("did you mean MXGATEWAY_SERVER_PORT?");
    }

    @Test
    void variablesOfWorkersAndClientsAreNotOptions() throws Exception {
        Configuration configuration = reader.read(
                Optional.empty(),
                Map.of(
                        "MXGATEWAY_WORKER_NONCE", "x",
                        "MXGATEWAY_API_KEY", "x",
                        "MXGATEWAY_API_KEY_PEPPER", "x",
                        "MXGATEWAY_ENDPOINT", "x",
                        "MXGATEWAY_PORT", "tcp://10.0.0.1:50051",
                        "MXGATEWAY_SERVICE_HOST", "10.0.0.1"),
                List.of());

        assertThat(configuration.effective()).allMatch(EffectiveOption::isDefault);
    }

    @Test
    void backendsAreMadeOfWhatIsSaidAboutThem() throws Exception {
        Configuration configuration = reader.read(
                file(
                        "backends.plant.command = /opt/worker --mode \"two words\"",
                        "backends.plant.environment.TOKEN = s3cret",
                        "backends.simulator.warm = 2",
                        "backends.default = plant"),
                Map.of(
                        "MXGATEWAY_BACKENDS_PLANT_WARM", "3",
                        "MXGATEWAY_BACKENDS_PLANT_ENVIRONMENT_LANG_CODE", "de"),
                List.of());

        assertThat(configuration.gateway().backends())
                .containsOnlyKeys("plant", "simulator")
                .containsEntry(
                        "plant",
                        new BackendOptions(
                                List.of("/opt/worker", "--mode", "two words"),
                                "",
                                Map.of("TOKEN", "s3cret", "LANG_CODE", "de"),
                                3));
        assertThat(configuration.gateway().backends().get("simulator").warm()).isEqualTo(2);
        assertThat(configuration.gateway().defaultBackend()).isEqualTo("plant");
    }

    @Test
    void secretsAreShownNeitherInForceNorInProblems() throws Exception {
        Setting secret = new Setting("backends.plant.environment.TOKEN", "s3cret", "--set");
        Configuration configuration = reader.read(
                Optional.empty(),
                Map.of(),
                List.of(secret, new Setting("backends.plant.command", "/opt/worker", "--set")));
        List<SettingProblem> problems = problems(
                file("backends.plant.environment.TOKEN=s3cret", "backends.plant.environment.TOKEN=s3cret2"),
                Map.of("MXGATEWAY_BACKEND_PLANT_ENVIRONMENT_TOKEN", "s3cret"),
                new Setting("backends.plant.enviroment.TOKEN", "s3cret", "--set"));

        assertThat(effective(configuration, "backends.plant.environment.TOKEN").value())
                .isEqualTo("********");
        assertThat(configuration.toString()).doesNotContain("s3cret");
        assertThat(secret.toString()).doesNotContain("s3cret");
        assertThat(problems)
                .hasSize(4)
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("s3cret"));
    }

    @Test
    void aBackendWithoutACommandIsRefusedUnlessItIsTheSimulator() throws Exception {
        List<SettingProblem> problems =
                problems(Optional.empty(), Map.of(), new Setting("backends.plant.warm", "1", "--set"));

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .isEqualTo("backends.plant.command =  (from --set): must name the worker of this backend"));
    }

    @Test
    void aFileThatCannotBeUsedIsAProblemLikeTheOthers() throws Exception {
        Optional<Path> missing = Optional.of(directory.resolve("none.properties"));

        assertThat(problems(missing, Map.of(), new Setting("server.port", "x", "--port")))
                .extracting(SettingProblem::rule)
                .containsExactly("no such file", "must be a whole number");
        assertThat(problems(file("server.port=1", "server.port=2"), Map.of()))
                .extracting(SettingProblem::rule)
                .containsExactly("is said twice");
        assertThat(problems(file("server.bind=\\u12"), Map.of()))
                .extracting(SettingProblem::rule)
                .singleElement()
                .asString()
                .startsWith("is not a properties file");
    }

    private Optional<Path> file(String... lines) throws IOException {
        Path file = directory.resolve("gateway.properties");
        Files.write(file, Arrays.asList(lines));
        return Optional.of(file);
    }

    private List<SettingProblem> problems(Optional<Path> file, Map<String, String> environment, Setting... settings) {
        return catchThrowableOfType(
                        ConfigurationException.class, () -> reader.read(file, environment, Arrays.asList(settings)))
                .problems();
    }

    private static SettingProblem problem(List<SettingProblem> problems, String key) {
        return problems.stream()
                .filter(problem -> problem.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static EffectiveOption effective(Configuration configuration, String key) {
        return configuration.effective().stream()
                .filter(option -> option.option().key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
