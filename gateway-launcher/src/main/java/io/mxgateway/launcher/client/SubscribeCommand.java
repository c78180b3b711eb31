package io.mxgateway.launcher.client;

import io.mxgateway.grpc.client.EventGap;
import io.mxgateway.grpc.client.GatewayException;
import io.mxgateway.grpc.client.MxClientException;
import io.mxgateway.grpc.client.MxSession;
import io.mxgateway.grpc.client.TagSubscription;
import io.mxgateway.launcher.client.ClientFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code client subscribe}: shows changes until it is told to end, over restarts of the gateway too. */
@Command(
        name = "subscribe",
        description = "Shows the changes of tags as they come, until Ctrl-C.",
        footer = {
            "",
            "When the session is lost, because the gateway was restarted for instance, another one is opened as soon as",
            "that can be done, and a line on stderr says so; the present values are shown again then.",
            "Exits 1 when a tag has shown itself as unknown."
        })
final class SubscribeCommand extends ClientCommand {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
    /** Thirty years, which is for ever and can be counted in nanoseconds. */
    private static final long LONGEST_SECONDS = 1_000_000_000L;

    @Parameters(paramLabel = "TAG", arity = "1..*", description = "What to watch, such as Reactor_001.Level.")
    private List<String> tags;

    @Option(names = "--count", paramLabel = "N", description = "End after so many changes.")
    private long count;

    @Option(names = "--seconds", paramLabel = "N", description = "End so many seconds after having subscribed.")
    private long seconds;

    SubscribeCommand(Console console) {
        super(console);
    }

    @Override
    void check() {
        if (count < 0 || seconds < 0) {
            throw new ClientFailure(Kind.USAGE, "--count and --seconds must not be negative");
        }
    }

    @Override
    int run() {
        ChangePrinter printer = new ChangePrinter(console(), tags, json(), count);
        // Whoever cannot even begin is told why at once.
        CountDownLatch lost = begin(printer);
        long most = seconds == 0 ? LONGEST_SECONDS : Math.min(seconds, LONGEST_SECONDS);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(most);
        while (ended(lost, printer, deadline)) {
            console().tell(lossOf(printer) + "; opening another session");
            lost = again(printer, deadline);
        }
        return printer.sawUnknownTag() ? FAILED : DONE;
    }

    /** Opens a session and subscribes; the latch opens when there is nothing more to come from that. */
    private CountDownLatch begin(ChangePrinter printer) {
        MxSession session = openSession();
        TagSubscription subscription = session.subscribe(tags);
        for (Map.Entry<String, String> refused : subscription.failedTags().entrySet()) {
            printer.unknown(refused.getKey(), refused.getValue());
        }
        CountDownLatch over = printer.begin();
        subscription.listen(printer);
        return over;
    }

    private String lossOf(ChangePrinter printer) {
        return "the session is lost: " + printer.loss();
    }

    /** Waits; whether the session was lost before the command was to end. */
    private boolean ended(CountDownLatch over, ChangePrinter printer, long deadline) {
        try {
            boolean told = over.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            return told && !printer.isDone();
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Opens another session as soon as that can be done; an opened latch when the command is to end. */
    private CountDownLatch again(ChangePrinter printer, long deadline) {
        Duration pause = FIRST_PAUSE;
        while (!interruption().isAsked() && System.nanoTime() - deadline < 0) {
            try {
                // Another connection: the old one waits longer and longer by itself.
                disconnect();
                CountDownLatch over = begin(printer);
                console()
                        .tell("subscribed again to " + tags.size() + (tags.size() == 1 ? " tag" : " tags") + " at "
                                + endpoint());
                return over;
            } catch (MxClientException e) {
                if (!isPassing(e)) {
                    throw e;
                }
            }
            if (!slept(pause)) {
                break;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        printer.done();
        return new CountDownLatch(0);
    }

    /** Whether what failed may go well a little later; a key that is refused will be refused again. */
    private static boolean isPassing(MxClientException failure) {
        return !(failure instanceof GatewayException refusal)
                || switch (refusal.status()) {
                    case UNAUTHENTICATED, PERMISSION_DENIED, INVALID_ARGUMENT -> false;
                    default -> true;
                };
    }

    /** Waits a while, as the second thing that an interrupt ends; whether it did not. */
    private static boolean slept(Duration pause) {
        try {
            return !new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** How a loss of events is told. */
    static String gapText(EventGap gap) {
        return "events were lost between " + gap.afterSequence() + " and " + gap.oldestAvailable();
    }
}
