package io.mxgateway.launcher.client;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxReplyPayload.SubscribeResult;
import io.mxgateway.core.mx.MxReplyPayload.WriteResult;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.grpc.client.MxCalls;
import io.mxgateway.grpc.client.MxSession;
import io.mxgateway.launcher.client.ClientFailure.Kind;
import io.mxgateway.launcher.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code client write}: adds and advises the tags, writes, and waits for what came of it. */
@Command(
        name = "write",
        description = "Writes values to tags and waits for the outcome.",
        footer = {
            "",
            "Without --type a value is read as the type that its tag has. Elements of an array stand between commas:",
            "'Reactor_001.Recipe[]=1,2,3'. When one value cannot be read, or one tag is unknown, nothing is written.",
            "Exits 1 when a value was not accepted."
        })
final class WriteCommand extends ClientCommand {
    private final List<Assignment> assignments = new ArrayList<>();

    @Parameters(paramLabel = "TAG=VALUE", arity = "1..*", description = "What to write, and where to.")
    private List<String> arguments;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description =
                    "The type of the values: bool, int, long, float, double, string or time, with [] behind it for"
                            + " an array. Default: the type that the tag has")
    private String type;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description = "The time that the values get, such as 2027-01-31T12:00:00Z or now. Default: that of writing")
    private String time;

    @Option(
            names = "--user-id",
            paramLabel = "ID",
            defaultValue = "0",
            description = "The MXAccess user who writes. Default: nobody")
    private int userId;

    // What the arguments mean; set by check().
    private Optional<ValueType> forced = Optional.empty();
    private Optional<MxValue> timestamp = Optional.empty();

    WriteCommand(Console console) {
        super(console);
    }

    @Override
    void check() {
        arguments.forEach(argument -> assignments.add(Assignment.parse(argument)));
        if (type != null) {
            forced = Optional.of(ValueType.named(type)
                    .orElseThrow(() -> new ClientFailure(
                            Kind.USAGE, "--type = " + type + ": must be " + ValueType.names() + ", or one with []")));
        }
        if (time != null) {
            timestamp = Optional.of(new Assignment("--time", time).as(ValueType.scalar(ValueType.Scalar.TIME)));
        }
        forced.ifPresent(known -> assignments.forEach(assignment -> assignment.as(known)));
    }

    @Override
    int run() {
        MxSession session = openSession();
        ItemWatch watch = new ItemWatch();
        session.listen(watch);
        MxCalls calls = session.calls();
        int server = calls.register("mxgateway client write");
        List<SubscribeResult> items = calls.subscribeBulk(
                server, assignments.stream().map(Assignment::tag).toList());
        List<MxValue> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            values.add(valueFor(assignments.get(i), server, items.get(i), watch));
        }
        return tell(write(calls, server, items, values), items, values, watch);
    }

    /** The value in the type that its tag has; needs the tag's first value, which also tells whether there is such a tag. */
    private MxValue valueFor(Assignment assignment, int server, SubscribeResult item, ItemWatch watch) {
        String unknown = item.errorMessage();
        if (item.wasSuccessful()) {
            Optional<MxEvent> first = watch.await(MxEventFamily.ON_DATA_CHANGE, server, item.itemHandle(), timeout());
            Optional<ValueType> known = forced.or(() -> first.flatMap(event -> ValueType.of(event.value())));
            if (known.isPresent() && first.isPresent()) {
                return assignment.as(known.get());
            }
            unknown = first.map(event -> Texts.trouble(event.statuses())).orElse("no value came within --timeout");
            unknown = unknown.isEmpty() ? "its type is not known; give --type" : unknown;
        }
        throw new ClientFailure(
                Kind.FAILED,
                "tag = " + assignment.tag() + ": cannot be written: " + unknown + "; nothing was written;"
                        + " `mxgateway client browse` shows which tags there are");
    }

    private List<WriteResult> write(MxCalls calls, int server, List<SubscribeResult> items, List<MxValue> values) {
        if (timestamp.isPresent()) {
            List<MxCommand.Write2Entry> entries = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                entries.add(
                        new MxCommand.Write2Entry(items.get(i).itemHandle(), values.get(i), timestamp.get(), userId));
            }
            return calls.write2Bulk(server, entries);
        }
        List<MxCommand.WriteEntry> entries = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            entries.add(new MxCommand.WriteEntry(items.get(i).itemHandle(), values.get(i), userId));
        }
        return calls.writeBulk(server, entries);
    }

    private int tell(List<WriteResult> results, List<SubscribeResult> items, List<MxValue> values, ItemWatch watch) {
        TextTable table = new TextTable("TAG", "VALUE", "TYPE", "RESULT");
        int code = DONE;
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            String tag = assignments.get(i).tag();
            String trouble = trouble(results.get(i), items.get(i), watch);
            if (!trouble.isEmpty()) {
                code = FAILED;
                failures.add("tag = " + tag + ": was not written: " + trouble);
            }
            if (json()) {
                print(object(tag, values.get(i), trouble));
            } else {
                table.row(
                        Texts.printable(tag),
                        Values.text(values.get(i)),
                        Values.type(values.get(i)),
                        trouble.isEmpty() ? "written" : Texts.printable(trouble));
            }
        }
        if (!json()) {
            table.lines().forEach(out()::println);
        }
        failures.forEach(console()::tell);
        return code;
    }

    /** What is wrong with a write; empty when it is done. */
    private String trouble(WriteResult result, SubscribeResult item, ItemWatch watch) {
        if (!result.wasSuccessful()) {
            return result.errorMessage().isBlank() ? "MXAccess refused it" : result.errorMessage();
        }
        return watch.await(MxEventFamily.ON_WRITE_COMPLETE, item.serverHandle(), item.itemHandle(), timeout())
                .map(event -> Texts.trouble(event.statuses()))
                .orElse("accepted, but nobody told within --timeout what came of it");
    }

    private static Map<String, Object> object(String tag, MxValue value, String trouble) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("tag", tag);
        object.put("value", Values.plain(value));
        object.put("type", Values.type(value));
        object.put("written", trouble.isEmpty());
        object.put("error", trouble);
        return object;
    }
}
