package io.mxgateway.grpc.worker.check;

import io.mxgateway.grpc.worker.LaunchArguments;
import io.mxgateway.grpc.worker.LaunchSpec;
import io.mxgateway.grpc.worker.WorkerExit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A launch that a worker must refuse with an exit code of its own.
 *
 * @param rule what it tests
 * @param exitCode how it must exit
 * @param variation spoils the command line or the environment; also given what the worker is launched with by itself
 */
record Refusal(CheckRule rule, int exitCode, BiFunction<LaunchSpec, LaunchSpec, LaunchSpec> variation)
        implements Scenario {
    /** All launches to refuse. */
    static List<Scenario> all() {
        return List.of(
                new Refusal(
                        CheckRule.ARGUMENT_VERSION,
                        WorkerExit.UNSUPPORTED_VERSION,
                        (proper, bare) -> withNextVersion(proper)),
                new Refusal(
                        CheckRule.ARGUMENTS_MISSING,
                        WorkerExit.INVALID_ARGUMENTS,
                        (proper, bare) ->
                                new LaunchSpec(bare.command(), proper.workingDirectory(), proper.environment())),
                new Refusal(CheckRule.NONCE_MISSING, WorkerExit.MISSING_NONCE, (proper, bare) -> withoutNonce(proper)));
    }

    private static LaunchSpec withNextVersion(LaunchSpec proper) {
        List<String> command = new ArrayList<>(proper.command());
        command.set(
                command.lastIndexOf(LaunchArguments.PROTOCOL_VERSION) + 1, Integer.toString(Conversation.VERSION + 1));
        return new LaunchSpec(command, proper.workingDirectory(), proper.environment());
    }

    private static LaunchSpec withoutNonce(LaunchSpec proper) {
        Map<String, String> environment = new HashMap<>(proper.environment());
        environment.remove(LaunchArguments.NONCE);
        return new LaunchSpec(proper.command(), proper.workingDirectory(), environment);
    }

    @Override
    public Set<CheckRule> rules() {
        return Set.of(rule);
    }

    @Override
    public void play(Bench bench, Findings findings) throws IOException, InterruptedException {
        try (TestedWorker worker = TestedWorker.launch(bench, proper -> variation.apply(proper, bench.worker()))) {
            // One that connects has not refused, and needs no time to start any more.
            boolean connected = worker.awaitConnection(bench.startDeadline());
            OptionalInt code = worker.awaitExit(
                    connected ? bench.stepDeadline() : bench.time().nanoTime());
            if (code.isPresent() && code.getAsInt() == exitCode) {
                findings.pass(rule);
            } else {
                findings.fail(
                        rule,
                        "exit code " + exitCode + " is due" + (connected ? ", but it connected, and " : "; ")
                                + worker.condition(),
                        "");
            }
            if (worker.leakedNonce()) {
                findings.fail(CheckRule.NONCE_SECRET, "its output holds the nonce", "");
            }
        } catch (StepFailed notLaunched) {
            findings.notTested(rule, notLaunched.getMessage());
        }
    }
}
