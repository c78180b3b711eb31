package io.mxgateway.launcher.client;

import io.mxgateway.launcher.text.TextTable;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code client read}. */
@Command(
        name = "read",
        description = "Reads the values of tags.",
        footer = {"", "Exits 1 when a tag could not be read; the others are shown."})
final class ReadCommand extends ClientCommand {
    @Parameters(paramLabel = "TAG", arity = "1..*", description = "What to read, such as Reactor_001.Level.")
    private List<String> tags;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "How long to wait for the value of a tag. Default: ${DEFAULT-VALUE}")
    private Duration wait;

    ReadCommand(Console console) {
        super(console);
    }

    @Override
    int run() {
        var calls = openSession().calls();
        int server = calls.register("mxgateway client read");
        int millis = Math.toIntExact(Math.min(wait.toMillis(), Integer.MAX_VALUE));
        List<Reading> readings =
                calls.readBulk(server, tags, millis).stream().map(Reading::of).toList();
        TextTable table = new TextTable("TAG", "VALUE", "TYPE", "QUALITY", "TIME");
        for (Reading reading : readings) {
            if (json()) {
                print(reading.json());
            } else {
                table.row(
                        Texts.printable(reading.tag()),
                        Values.text(reading.value()),
                        Values.type(reading.value()),
                        reading.qualityText(),
                        reading.timeText());
            }
        }
        if (!json()) {
            table.lines().forEach(out()::println);
        }
        List<Reading> failed =
                readings.stream().filter(reading -> !reading.isGood()).toList();
        failed.forEach(reading -> console()
                .tell("tag = " + reading.tag() + ": cannot be read: " + reading.error()
                        + "; `mxgateway client browse` shows which tags there are"));
        return failed.isEmpty() ? DONE : FAILED;
    }
}
