package io.mxgateway.grpc.worker.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.grpc.worker.LaunchSpec;
import io.mxgateway.grpc.worker.LocalProcessLauncher;
import io.mxgateway.grpc.worker.ProcessLauncher;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(NothingLeftBehind.class)
class WorkerCheckTest {
    private static final String PLANT_TAG = "Reactor_001.Level";
    private static final Duration START = Duration.ofSeconds(60);

    private static SystemTime time;
    private static ExecutorService threads;
    // Asked for before the first test, so that two workers at a time run while one test looks at one of them.
    private static final Map<CheckRule, Future<CheckReport>> WRONG = new EnumMap<>(CheckRule.class);

    @BeforeAll
    static void startAll() {
        time = new SystemTime("mxgateway-test-timer");
        threads = Executors.newFixedThreadPool(2, task -> new Thread(task, "mxgateway-test-check"));
        CheckOptions impatient = new CheckOptions(START, Duration.ofSeconds(2), Duration.ofMillis(300), "any", 1);
        for (CheckRule rule : CheckRule.values()) {
            LaunchSpec worker = java(BareWorkerMain.class, rule.name());
            WRONG.put(rule, threads.submit(() -> check(worker, impatient).run(Set.of(rule), CheckProgress.NONE)));
        }
    }

    @AfterAll
    static void endAll() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        time.close();
        WRONG.clear();
    }

    @ParameterizedTest
    @EnumSource(CheckRule.class)
    void aWorkerThatBreaksARuleFailsIt(CheckRule rule) throws Exception {
        CheckReport report = WRONG.get(rule).get(5, TimeUnit.MINUTES);

        RuleResult result = report.of(rule);
        System.out.println(rule.id() + ": " + result.reason() + " " + result.frame() + also(report, rule));
        assertThat(result.outcome()).as(text(report)).isEqualTo(CheckOutcome.FAIL);
        assertThat(result.reason()).isNotBlank();
        assertThat(report.good()).isFalse();
    }

    @Test
    void theBundledWorkerKeepsEveryRule() throws Exception {
        assertAllPass(patient(PLANT_TAG), java(SimulatorWorkerMain.class));
    }

    @Test
    void aWorkerWrittenFromTheProtocolAloneKeepsEveryRule() throws Exception {
        assertAllPass(patient("any"), java(BareWorkerMain.class, BareWorkerMain.GOOD));
    }

    @Test
    void whatCannotBeStartedFailsTheFirstRuleAndNoOtherIsTested() throws Exception {
        LaunchSpec nothing = new LaunchSpec(List.of("/nonexistent/worker"), "", Map.of());
        for (ProcessLauncher launcher :
                List.of(new LocalProcessLauncher(Optional.empty()), LocalProcessLauncher.ofThisMachine())) {
            CheckReport report = check(nothing, patient(""), launcher).run();

            assertThat(report.of(CheckRule.CONNECTS).outcome()).isEqualTo(CheckOutcome.FAIL);
            assertThat(report.of(CheckRule.CONNECTS).reason()).contains("/nonexistent/worker");
            assertThat(report.count(CheckOutcome.NOT_TESTED)).isEqualTo(CheckRule.values().length - 1);
        }
    }

    @Test
    void withoutATagWhatNeedsEventsIsNotTestedAndSaysWhatIsMissing() throws Exception {
        CheckReport report = check(java(BareWorkerMain.class, BareWorkerMain.GOOD), patient(""))
                .run(Set.of(CheckRule.BATCHED_EVENTS), CheckProgress.NONE);

        assertThat(report.good()).isTrue();
        assertThat(report.of(CheckRule.BATCHED_EVENTS).outcome()).isEqualTo(CheckOutcome.NOT_TESTED);
        assertThat(report.of(CheckRule.BATCHED_EVENTS).reason()).contains("--tag");
        assertThat(report.of(CheckRule.PING).reason()).isEqualTo("it was not asked for");
    }

    @Test
    void anInterruptEndsACheckAndWhatItHasStarted() throws Exception {
        // It never connects, so that nothing but the interrupt can end the wait.
        WorkerCheck check = check(new LaunchSpec(List.of("sh", "-c", "exec sleep 600"), "", Map.of()), patient(""));
        FutureTask<CheckReport> task = new FutureTask<>(check::run);
        Thread thread = new Thread(task, "mxgateway-test-interrupted");
        thread.start();
        Await.until(
                "the worker runs",
                () -> ProcessHandle.current()
                        .descendants()
                        .anyMatch(child -> child.info().command().orElse("").endsWith("sleep")));

        thread.interrupt();

        assertThatThrownBy(() -> task.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(InterruptedException.class);
    }

    private static void assertAllPass(CheckOptions options, LaunchSpec worker) throws Exception {
        CheckReport report = check(worker, options).run();

        assertThat(report.results())
                .as(text(report))
                .allMatch(result -> result.outcome() == CheckOutcome.PASS)
                .hasSameSizeAs(CheckRule.values());
    }

    private static CheckOptions patient(String tag) {
        return new CheckOptions(START, Duration.ofSeconds(30), Duration.ofSeconds(2), tag, 2);
    }

    private static WorkerCheck check(LaunchSpec worker, CheckOptions options) {
        return check(worker, options, LocalProcessLauncher.ofThisMachine());
    }

    private static WorkerCheck check(LaunchSpec worker, CheckOptions options, ProcessLauncher launcher) {
        return new WorkerCheck(
                worker, options, launcher, time, new SecureRandom(), Path.of(System.getProperty("java.io.tmpdir")));
    }

    private static LaunchSpec java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new LaunchSpec(command, "", Map.of());
    }

    private static String also(CheckReport report, CheckRule rule) {
        return report.results().stream()
                .filter(result -> result.outcome() == CheckOutcome.FAIL && result.rule() != rule)
                .map(result -> " (also " + result.rule().id() + ")")
                .collect(Collectors.joining());
    }

    private static String text(CheckReport report) {
        return report.results().stream()
                .map(result ->
                        result.outcome() + " " + result.rule().id() + " " + result.reason() + " " + result.frame())
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
