package io.mxgateway.grpc.endtoend;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.CloseReason;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.testing.Await;
import io.mxgateway.grpc.codec.CommandCodec;
import io.mxgateway.grpc.endtoend.ChaosFate.Deed;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxCommandRequest;
import io.mxgateway.proto.v1.StreamEventsRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Does harm, one deed after the other, each kind as often as the others. What it does to a session it notes first. */
final class ChaosAdversary implements Runnable {
    /** The kinds of harm. */
    enum Harm {
        KILL_A_WORKER,
        KILL_ANY_WORKER,
        STOP_A_WORKER,
        STOP_AND_CONTINUE_A_WORKER,
        HALT,
        NOISE,
        OVERSIZED,
        SKIP,
        HANG_UP,
        HALF_CLOSE,
        SLOW,
        EVENT_FLOOD,
        OUTPUT_FLOOD,
        CUT_CONNECTIONS,
        ADMIN_KILL,
        ADMIN_CLOSE;

        String counted() {
            return "did: " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private record Stopped(long pid, long until) {}

    private record Stalled(ChaosFate fate, ChaosStream stream, long until) {}

    private final ProcessGateway gateway;
    private final ManagedChannel channel;
    private final Random random;
    private final ChaosTally tally;
    private final Set<ChaosFate> sessions;
    private final Runnable cut;
    private final BooleanSupplier goOn;
    private final ChaosLine line = new ChaosLine();
    private final Deque<Harm> deck = new ArrayDeque<>();
    private final List<Stopped> stopped = new ArrayList<>();
    private final List<Stalled> stalled = new ArrayList<>();
    private final List<ChaosStream> resumed = new ArrayList<>();

    /**
     * An adversary.
     *
     * @param sessions whom to harm
     * @param cut breaks the connections of some users
     */
    ChaosAdversary(
            ProcessGateway gateway,
            ManagedChannel channel,
            Random random,
            ChaosTally tally,
            Set<ChaosFate> sessions,
            Runnable cut,
            BooleanSupplier goOn) {
        this.gateway = gateway;
        this.channel = channel;
        this.random = random;
        this.tally = tally;
        this.sessions = sessions;
        this.cut = cut;
        this.goOn = goOn;
    }

    @Override
    public void run() {
        try {
            while (goOn.getAsBoolean()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50 + random.nextInt(250)));
                continueSome();
                readOn();
                if (deck.isEmpty()) {
                    deck.addAll(List.of(Harm.values()));
                    List<Harm> shuffled = new ArrayList<>(deck);
                    Collections.shuffle(shuffled, random);
                    deck.clear();
                    deck.addAll(shuffled);
                }
                // What finds nobody goes to the end of the line.
                Harm harm = deck.remove();
                if (does(harm)) {
                    tally.count(harm.counted());
                } else {
                    deck.add(harm);
                }
            }
            stalled.forEach(one -> one.stream().cancel());
            resumed.forEach(ChaosStream::cancel);
            Await.until("every call of the adversary to end", () -> line.open() == 0);
        } catch (RuntimeException | Error e) {
            tally.complain("the adversary could not go on: " + e + " at " + e.getStackTrace()[0]);
        }
    }

    private boolean does(Harm harm) {
        return switch (harm) {
            case KILL_A_WORKER -> toProcess(Deed.KILLED, this::kill);
            case KILL_ANY_WORKER -> killAny();
            case STOP_A_WORKER -> toProcess(Deed.STOPPED, pid -> signal("STOP", pid));
            case STOP_AND_CONTINUE_A_WORKER -> toProcess(Deed.STOPPED, this::stopForAWhile);
            case HALT -> tell(Deed.HALTED, "halt:7");
            case NOISE -> tell(Deed.NOISE, "noise");
            case OVERSIZED -> tell(Deed.OVERSIZED, "oversized");
            case SKIP -> tell(Deed.SKIPPED, "skip");
            case HANG_UP -> tell(Deed.HUNG_UP, "hang-up");
            case HALF_CLOSE -> tell(Deed.HALF_CLOSED, "half-close");
            case SLOW -> tell(Deed.SLOWED, "slow:" + (1000 + random.nextInt(2000)));
            case EVENT_FLOOD -> floodAStalledReader();
            case OUTPUT_FLOOD -> tell(Deed.FLOODED, "print:20000");
            case CUT_CONNECTIONS -> {
                cut.run();
                yield true;
            }
            case ADMIN_KILL -> asAdmin(Deed.ADMIN_KILL);
            case ADMIN_CLOSE -> asAdmin(Deed.ADMIN_CLOSE);
        };
    }

    private ChaosFate victim(Predicate<ChaosFate> fit) {
        sessions.removeIf(ChaosFate::isDoomed);
        List<ChaosFate> fits = sessions.stream().filter(fit).toList();
        return fits.isEmpty() ? null : fits.get(random.nextInt(fits.size()));
    }

    private boolean tell(Deed deed, String script) {
        ChaosFate fate = victim(ChaosFate::isScripted);
        return fate != null && tell(fate, deed, script);
    }

    // A reader that takes next to nothing of more events than are kept, and wants the rest much later.
    private boolean floodAStalledReader() {
        ChaosFate fate = victim(ChaosFate::isScripted);
        if (fate == null) {
            return false;
        }
        StreamEventsRequest request =
                StreamEventsRequest.newBuilder().setSessionId(fate.id).build();
        ChaosStream stream = new ChaosStream(fate, line, tally, channel, request);
        stream.start(true);
        Await.until("the stalled reader to be attached", stream::isAttachedOrOver);
        stalled.add(new Stalled(fate, stream, System.nanoTime() + TimeUnit.SECONDS.toNanos(1)));
        return tell(fate, Deed.FLOODED, "events:20000");
    }

    private void readOn() {
        stalled.removeIf(one -> {
            if (one.until() - System.nanoTime() > 0) {
                return false;
            }
            one.stream().read(true);
            if (!one.stream().isOver()) {
                return false;
            }
            ChaosStream next = new ChaosStream(
                    one.fate(),
                    line,
                    tally,
                    channel,
                    StreamEventsRequest.newBuilder()
                            .setSessionId(one.fate().id)
                            .setAfterWorkerSequence(one.stream().last())
                            .build());
            next.start(false);
            resumed.add(next);
            return true;
        });
    }

    private boolean tell(ChaosFate fate, Deed deed, String script) {
        fate.mark(deed);
        new ChaosCall<>(fate, line, tally, channel, MxAccessGatewayGrpc.getInvokeMethod(), CallOptions.DEFAULT, false)
                .start(MxCommandRequest.newBuilder()
                        .setSessionId(fate.id)
                        .setCommand(CommandCodec.encode(new MxCommand.AddItem(1, script)))
                        .build());
        return true;
    }

    private boolean asAdmin(Deed deed) {
        ChaosFate fate = victim(any -> true);
        if (fate == null) {
            return false;
        }
        fate.mark(deed);
        try {
            var outcome = deed == Deed.ADMIN_KILL
                    ? gateway.manager.kill(fate.id, ClientIdentity.anonymous(), CloseReason.ADMIN_KILL)
                    : gateway.manager.close(fate.id, ClientIdentity.anonymous(), CloseReason.ADMIN_KILL);
            line.began(outcome);
            outcome.whenComplete((result, failure) -> {
                tally.count("admin " + (failure == null ? result.finalState() : "failure"));
                line.over(outcome);
            });
        } catch (SessionException over) {
            tally.count("admin " + over.code());
        }
        return true;
    }

    private interface Blow {
        void to(long pid);
    }

    private boolean toProcess(Deed deed, Blow blow) {
        ChaosFate fate = victim(one -> isOurs(one.pid));
        if (fate == null) {
            return false;
        }
        fate.mark(deed);
        blow.to(fate.pid);
        return true;
    }

    // A worker of a session, one that is just starting, or one that is parked.
    private boolean killAny() {
        List<ProcessHandle> workers = ProcessHandle.current()
                .children()
                .filter(child -> child.info().arguments().isPresent())
                .toList();
        if (workers.isEmpty()) {
            return false;
        }
        ProcessHandle worker = workers.get(random.nextInt(workers.size()));
        tally.killed(worker.pid());
        sessions.stream().filter(fate -> fate.pid == worker.pid()).forEach(fate -> fate.mark(Deed.KILLED));
        worker.destroyForcibly();
        return true;
    }

    private void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private void stopForAWhile(long pid) {
        signal("STOP", pid);
        stopped.add(new Stopped(pid, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100 + random.nextInt(4000))));
    }

    private void continueSome() {
        stopped.removeIf(one -> {
            if (one.until() - System.nanoTime() > 0) {
                return false;
            }
            if (isOurs(one.pid())) {
                signal("CONT", one.pid());
                tally.count("did: continue");
            }
            return true;
        });
    }

    private static boolean isOurs(long pid) {
        return ProcessHandle.current().descendants().anyMatch(child -> child.pid() == pid);
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
