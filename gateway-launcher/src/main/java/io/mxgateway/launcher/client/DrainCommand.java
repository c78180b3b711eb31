package io.mxgateway.launcher.client;

import io.mxgateway.launcher.text.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code drain}. */
@Command(
        name = "drain",
        description = "Has a running gateway take no new sessions any more, and tell so to health checks; the sessions"
                + " there are go on. Needs a key with the scope admin.",
        footer = {"", "It cannot be undone; end the gateway when `mxgateway sessions list` shows none any more."})
final class DrainCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private AdminArguments admin;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    DrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        AdminPort port = admin.port(console);
        port.post("/api/drain");
        int left = port.get("/api/sessions").get("sessions") instanceof List<?> sessions ? sessions.size() : 0;
        console.out()
                .println(
                        json
                                ? Json.of(new java.util.TreeMap<>(Map.of("draining", true, "sessions", left)))
                                : "draining: no new sessions are taken, " + left + " go on");
        return ClientCommand.DONE;
    }
}
