package io.mxgateway.launcher.client;

import io.mxgateway.launcher.text.Json;
import io.mxgateway.launcher.text.TextTable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sessions}: those of a running gateway, over its admin port. */
@Command(
        name = "sessions",
        description = "Lists and ends the sessions of a running gateway, over its admin port.",
        synopsisSubcommandLabel = "COMMAND")
final class SessionsCommand {
    private SessionsCommand() {}

    static CommandLine create(Console console) {
        return new CommandLine(new SessionsCommand())
                .addSubcommand(new ListAll(console))
                .addSubcommand(new Close(console))
                .addSubcommand(new Kill(console));
    }

    @Command(
            name = "list",
            description = "Lists the sessions that are not over; needs a key with the scope metadata:read.")
    static final class ListAll implements Callable<Integer> {
        private static final List<String> COLUMNS = List.of(
                "id", "client_name", "owner", "backend", "state", "worker_pid", "pending", "subscribers", "events");

        private final Console console;

        @Mixin
        private AdminArguments admin;

        @Option(names = "--json", description = "One JSON object per line.")
        private boolean json;

        ListAll(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Object sessions = admin.port(console).get("/api/sessions").get("sessions");
            if (!(sessions instanceof List<?> rows)) {
                throw new ClientFailure(
                        ClientFailure.Kind.UNREACHABLE, "what answers there is no gateway's admin port");
            }
            TextTable table = new TextTable(
                    "SESSION", "CLIENT", "OWNER", "BACKEND", "STATE", "WORKER", "PENDING", "STREAMS", "EVENTS");
            for (Object row : rows) {
                if (json) {
                    console.out().println(Json.of(row));
                } else if (row instanceof Map<?, ?> session) {
                    table.row(COLUMNS.stream()
                            .map(column -> cell(session.get(column)))
                            .toArray(String[]::new));
                }
            }
            if (!json) {
                table.lines().forEach(console.out()::println);
            }
            return ClientCommand.DONE;
        }

        private static String cell(Object value) {
            String text = String.valueOf(value);
            return value == null || text.isEmpty() ? "-" : Texts.printable(text);
        }
    }

    /** What ends sessions. */
    abstract static class Act implements Callable<Integer> {
        private final Console console;
        private final String verb;

        @Mixin
        private AdminArguments admin;

        @Option(names = "--json", description = "One JSON object per line.")
        private boolean json;

        @Parameters(paramLabel = "SESSION", arity = "1..*", description = "The ids, as `sessions list` shows them.")
        private List<String> ids;

        Act(Console console, String verb) {
            this.console = console;
            this.verb = verb;
        }

        @Override
        public Integer call() {
            AdminPort port = admin.port(console);
            int code = ClientCommand.DONE;
            for (String id : ids) {
                try {
                    String path = "/api/sessions/"
                            + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20") + "/" + verb;
                    tell(id, String.valueOf(port.post(path).get("result")));
                } catch (ClientFailure e) {
                    if (e.kind() != ClientFailure.Kind.FAILED) {
                        throw e;
                    }
                    console.tell("session = " + id + ": cannot " + verb + " it: " + e.getMessage()
                            + "; `mxgateway sessions list` shows which there are");
                    code = ClientCommand.FAILED;
                }
            }
            return code;
        }

        private void tell(String id, String result) {
            if (json) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("id", id);
                object.put("result", result);
                console.out().println(Json.of(object));
            } else {
                console.out().println(Texts.printable(id + " " + result));
            }
        }
    }

    @Command(name = "close", description = "Closes sessions as their clients would; needs a key with the scope admin.")
    static final class Close extends Act {
        Close(Console console) {
            super(console, "close");
        }
    }

    @Command(name = "kill", description = "Ends sessions and their workers at once; needs a key with the scope admin.")
    static final class Kill extends Act {
        Kill(Console console) {
            super(console, "kill");
        }
    }
}
