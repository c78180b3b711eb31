package io.mxgateway.launcher.client;

import io.mxgateway.launcher.text.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a check of a deployment has found, step by step, told as it goes. Used by one thread. */
final class SmokeReport {
    /** How a step ended. */
    enum Result {
        /** As it should. */
        OK,
        /** It was tried and went wrong. */
        FAILED,
        /** It was not tried: there is no such thing there, or nobody asked for it. */
        SKIPPED
    }

    private final Console console;
    private final boolean json;
    private int tried;
    private int failed;
    private Optional<ClientFailure> first = Optional.empty();

    SmokeReport(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    void ok(String step, long nanos, String detail) {
        tried++;
        line(step, Result.OK, nanos, detail);
    }

    void skipped(String step, String why) {
        line(step, Result.SKIPPED, 0, why);
    }

    void failed(String step, long nanos, ClientFailure why) {
        tried++;
        failed++;
        first = first.or(() -> Optional.of(why));
        line(step, Result.FAILED, nanos, why.getMessage());
    }

    private void line(String step, Result result, long nanos, String detail) {
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("step", step);
            object.put("result", result.name().toLowerCase(Locale.ROOT));
            object.put("millis", nanos / 1_000_000);
            object.put("detail", detail);
            console.out().println(Json.of(object));
        } else {
            String time = result == Result.SKIPPED ? "-" : nanos / 1_000_000 + " ms";
            console.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%-13s %-8s %9s  %s",
                            step,
                            result == Result.FAILED ? "FAILED" : Texts.words(result.name()),
                            time,
                            Texts.printable(detail)));
        }
    }

    /** What it comes to; the exit code is that of what went wrong first. */
    int finish() {
        if (!json) {
            console.out()
                    .println(
                            failed == 0
                                    ? "all " + tried + " steps went well"
                                    : failed + " of " + tried + " steps went wrong");
        }
        first.ifPresent(why -> console.tell(why.getMessage()));
        return first.map(ClientFailure::exitCode).orElse(ClientCommand.DONE);
    }
}
