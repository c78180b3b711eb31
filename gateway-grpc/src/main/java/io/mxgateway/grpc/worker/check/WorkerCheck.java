package io.mxgateway.grpc.worker.check;

import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.grpc.worker.LaunchSpec;
import io.mxgateway.grpc.worker.ProcessLauncher;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Checks whether a worker executable keeps the worker protocol. It is started about fifteen times, each time for one
 * session that looks at some of the rules, and nothing of it is left afterwards.
 *
 * <p>Thread-safe; each run stands for itself.
 */
public final class WorkerCheck {
    private final Bench bench;

    /**
     * A check; nothing is started yet.
     *
     * @param worker what is checked: the command line without the arguments that a gateway adds, where it runs, and what
     *     is added to its environment
     * @param options how it is checked
     * @param launcher starts it
     * @param time the clock
     * @param random makes session ids and nonces
     * @param temporary a directory for sockets, which must exist and be writable, and whose path must not be long
     */
    public WorkerCheck(
            LaunchSpec worker,
            CheckOptions options,
            ProcessLauncher launcher,
            GatewayTime time,
            SecureRandom random,
            Path temporary) {
        this.bench = new Bench(worker, options, launcher, time, random, temporary);
    }

    /**
     * Checks all rules. Blocks until it is done.
     *
     * @return what came of it; a worker that is wrong in any way is no failure of the check
     * @throws IOException when this machine does not let the check do its work
     * @throws InterruptedException when the thread is interrupted; what was started is ended before
     */
    public CheckReport run() throws IOException, InterruptedException {
        return run(EnumSet.allOf(CheckRule.class), CheckProgress.NONE);
    }

    /**
     * Checks some rules, and with them whatever is seen on the way. Blocks until it is done.
     *
     * @param wanted the rules to check, at least one
     * @param progress hears how far it has come
     * @return what came of it; what nobody wanted and nobody saw is not tested
     * @throws IOException when this machine does not let the check do its work
     * @throws InterruptedException when the thread is interrupted; what was started is ended before
     */
    public CheckReport run(Set<CheckRule> wanted, CheckProgress progress) throws IOException, InterruptedException {
        Findings findings = new Findings();
        Scenario ordinary = new OrdinarySession();
        List<Scenario> others = new ArrayList<>(List.of(new BatchedSession()));
        others.addAll(WrongFrame.all());
        others.addAll(Refusal.all());
        others.addAll(Parting.all());
        others.removeIf(scenario -> !isWanted(scenario, wanted));
        int before = 0;
        if (isWanted(ordinary, wanted)) {
            playFirst(ordinary, findings);
            before = 1;
            progress.played(before, before + others.size());
        }
        if (findings.failed(CheckRule.CONNECTS)) {
            for (CheckRule rule : CheckRule.values()) {
                findings.notTested(rule, "the worker does not even connect");
            }
        } else {
            playAll(others, findings, before, progress);
        }
        EnumSet.complementOf(EnumSet.copyOf(wanted)).forEach(rule -> findings.notTested(rule, "it was not asked for"));
        return findings.report();
    }

    private static boolean isWanted(Scenario scenario, Set<CheckRule> wanted) {
        return !Collections.disjoint(scenario.rules(), wanted);
    }

    private void playFirst(Scenario scenario, Findings findings) throws IOException, InterruptedException {
        try {
            scenario.play(bench, findings);
        } catch (InterruptedIOException e) {
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        }
    }

    private void playAll(Collection<Scenario> scenarios, Findings all, int before, CheckProgress progress)
            throws IOException, InterruptedException {
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(
                bench.options().parallel(), task -> new Thread(task, "mxgateway-check-" + number.incrementAndGet()));
        try {
            List<Future<Findings>> played = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                played.add(threads.submit(() -> {
                    Findings findings = new Findings();
                    scenario.play(bench, findings);
                    return findings;
                }));
            }
            int done = before;
            for (Future<Findings> one : played) {
                all.addAll(one.get());
                progress.played(++done, before + played.size());
            }
        } catch (ExecutionException e) {
            throw asDeclared(e.getCause());
        } finally {
            threads.shutdownNow();
            awaitEnd(threads);
        }
    }

    private static IOException asDeclared(Throwable problem) {
        if (problem instanceof RuntimeException unforeseen) {
            throw unforeseen;
        }
        if (problem instanceof Error fatal) {
            throw fatal;
        }
        return problem instanceof IOException known ? known : new IOException(problem);
    }

    // Also when this thread was interrupted: what was started must be ended first, and that does not take long.
    private void awaitEnd(ExecutorService threads) {
        boolean interrupted = Thread.interrupted();
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
