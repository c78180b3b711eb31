package io.mxgateway.launcher.client;

import io.mxgateway.core.alarm.AlarmNews;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.grpc.client.AlarmListener;
import io.mxgateway.grpc.client.AlarmSubscription;
import io.mxgateway.grpc.client.MxClientException;
import io.mxgateway.launcher.client.ClientFailure.Kind;
import io.mxgateway.launcher.text.Json;
import io.mxgateway.launcher.text.TextTable;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code client alarms}. */
@Command(
        name = "alarms",
        description = "Shows the alarms that are not over, and with --follow what happens to them from then on.",
        footer = {"", "Needs a key with the scope events:read, and a gateway with alarms.enabled."})
final class AlarmsCommand extends ClientCommand {
    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only alarms whose full reference begins so, in any case.")
    private String prefix;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on showing changes as they come, until Ctrl-C.")
    private boolean follow;

    @Option(names = "--count", paramLabel = "N", description = "With --follow: end after so many changes.")
    private long count;

    @Option(names = "--seconds", paramLabel = "N", description = "With --follow: end after so many seconds.")
    private long seconds;

    AlarmsCommand(Console console) {
        super(console);
    }

    @Override
    void check() {
        if (count < 0 || seconds < 0) {
            throw new ClientFailure(Kind.USAGE, "--count and --seconds must not be negative");
        }
        if (!follow && (count > 0 || seconds > 0)) {
            throw new ClientFailure(Kind.USAGE, "--count and --seconds go with --follow");
        }
    }

    @Override
    int run() {
        return follow ? follow() : snapshot();
    }

    private int snapshot() {
        TextTable table =
                new TextTable("ALARM", "STATE", "SEVERITY", "TYPE", "SINCE", "VALUE", "LIMIT", "OPERATOR", "GUID");
        for (MxActiveAlarm alarm : await(client().activeAlarms(prefix))) {
            if (json()) {
                print(AlarmTexts.json(alarm));
            } else {
                table.row(AlarmTexts.cells(alarm));
            }
        }
        if (!json()) {
            table.lines().forEach(out()::println);
        }
        return DONE;
    }

    private int follow() {
        CompletableFuture<Optional<MxClientException>> over = new CompletableFuture<>();
        AlarmSubscription subscription = client().alarms(prefix);
        subscription.listen(new Printer(over));
        if (seconds > 0) {
            over.completeOnTimeout(Optional.empty(), seconds, TimeUnit.SECONDS);
        }
        Optional<MxClientException> failure = awaitOrAsked(over).orElse(Optional.empty());
        if (failure.isPresent()) {
            throw failure.get();
        }
        return DONE;
    }

    /** Prints what is told, one thing at a time. */
    private final class Printer implements AlarmListener {
        private final CompletableFuture<Optional<MxClientException>> over;
        private long printed; // by one thread at a time, as listeners are called

        Printer(CompletableFuture<Optional<MxClientException>> over) {
            this.over = over;
        }

        @Override
        public void onNews(AlarmNews news) {
            if (over.isDone()) {
                return;
            }
            if (news instanceof AlarmNews.ProviderStatus provider && !json()) {
                // Not an alarm, and yet what tells whether silence means that all is well.
                console().tell(AlarmTexts.provider(provider.status()));
            } else if (json()) {
                out().println(Json.of(AlarmTexts.json(news)));
            } else if (!(news instanceof AlarmNews.SnapshotComplete)) {
                out().println(AlarmTexts.line(news));
            }
            printed += news instanceof AlarmNews.Transition ? 1 : 0;
            if ((count > 0 && printed == count) || out().checkError()) {
                over.complete(Optional.empty());
            }
        }

        @Override
        public void onEnd(Optional<MxClientException> failure) {
            over.complete(failure);
        }
    }
}
