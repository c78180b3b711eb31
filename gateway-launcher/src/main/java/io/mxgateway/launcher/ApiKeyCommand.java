package io.mxgateway.launcher;

import io.mxgateway.core.security.ApiKey;
import io.mxgateway.core.security.ApiKeys;
import io.mxgateway.core.security.FileApiKeyStore;
import io.mxgateway.core.security.IssuedKey;
import io.mxgateway.launcher.config.ConfigurationException;
import io.mxgateway.launcher.text.Json;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apikey}: the keys of callers, beside a running gateway or without one. */
@Command(
        name = "apikey",
        description = "Makes, lists and ends the keys of callers. A gateway that runs takes note within a second.",
        synopsisSubcommandLabel = "COMMAND")
final class ApiKeyCommand {
    private ApiKeyCommand() {}

    static CommandLine create(Surroundings surroundings) {
        return new CommandLine(new ApiKeyCommand())
                .addSubcommand(new Create(surroundings))
                .addSubcommand(new ListAll(surroundings))
                .addSubcommand(new Rotate(surroundings))
                .addSubcommand(new Revoke(surroundings))
                .addSubcommand(new Delete(surroundings));
    }

    /** What all of them have. */
    abstract static class KeyCommand implements Callable<Integer> {
        private final Surroundings surroundings;

        @Spec
        private CommandSpec spec;

        @Mixin
        private ConfigurationArguments arguments;

        @Option(names = "--json", description = "One JSON object per line.")
        private boolean json;

        KeyCommand(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() throws ConfigurationException {
            KeyRoom room = new KeyRoom(
                    surroundings,
                    arguments.read(surroundings.environment(), List.of()).security());
            try {
                run(room);
            } catch (IllegalArgumentException e) {
                // What was written cannot be a key, a scope, a glob or a time.
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
            return ExitCode.DONE;
        }

        abstract void run(KeyRoom room);

        PrintStream out() {
            return surroundings.out();
        }

        boolean json() {
            return json;
        }

        static Instant now() {
            return Clock.systemUTC().instant();
        }

        void show(ApiKey key, String done) {
            out().println(json ? Json.of(KeyText.object(key, now())) : done + " " + key.id());
        }

        /** The one time that a secret is shown. */
        void show(IssuedKey issued) {
            if (json) {
                Map<String, Object> object = new LinkedHashMap<>(KeyText.object(issued.key(), now()));
                object.put("token", issued.token());
                out().println(Json.of(object));
                return;
            }
            KeyText.lines(issued.key(), now()).forEach(out()::println);
            out().println();
            out().println(issued.token());
            surroundings
                    .err()
                    .println("This is the only time that the key is shown; keep it where only its user can read it.");
        }
    }

    /** What is done to a key that exists. */
    abstract static class ExistingKeyCommand extends KeyCommand {
        @Parameters(paramLabel = "ID", description = "The key.")
        private String id;

        ExistingKeyCommand(Surroundings surroundings) {
            super(surroundings);
        }

        String id() {
            return ApiKey.requireId(id);
        }
    }

    @Command(name = "create", description = "Makes a key and shows it, secret and all, this once.")
    static final class Create extends KeyCommand {
        @Parameters(
                paramLabel = "ID",
                arity = "0..1",
                defaultValue = "",
                description =
                        "What calls, sessions and records will know it by: letters, digits, '.' and '-'. Default: one"
                                + " made by chance")
        private String id;

        @Option(names = "--name", paramLabel = "TEXT", defaultValue = "", description = "What people call it.")
        private String name;

        @Mixin
        private KeyArguments key;

        Create(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void run(KeyRoom room) {
            if (!id.isEmpty()) {
                ApiKey.requireId(id);
            }
            ApiKeys.Order order = new ApiKeys.Order(
                    id, ApiKey.requireName(name), key.scopes(), key.constraints(), key.expiresAt(now()));
            show(room.change(keys -> keys.create(order, KeyRoom.ACTOR)));
        }
    }

    @Command(name = "list", description = "Lists all keys, never with a secret.")
    static final class ListAll extends KeyCommand {
        ListAll(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void run(KeyRoom room) {
            FileApiKeyStore store = room.store();
            List<ApiKey> keys = store.list();
            if (json()) {
                keys.forEach(key -> out().println(Json.of(KeyText.object(key, now()))));
                store.problems().forEach(problem -> out().println(KeyText.json(problem)));
            } else {
                KeyText.table(keys, store.problems(), now()).forEach(out()::println);
            }
        }
    }

    @Command(name = "rotate", description = "Gives a key another secret and shows it this once; the old one ends.")
    static final class Rotate extends ExistingKeyCommand {
        Rotate(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void run(KeyRoom room) {
            String key = id();
            show(room.change(keys -> keys.rotate(key, KeyRoom.ACTOR)));
        }
    }

    @Command(
            name = "revoke",
            description = "Ends the validity of a key for good; a running gateway ends its streams and sessions.")
    static final class Revoke extends ExistingKeyCommand {
        Revoke(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void run(KeyRoom room) {
            String key = id();
            show(room.change(keys -> keys.revoke(key, KeyRoom.ACTOR)), "revoked");
        }
    }

    @Command(name = "delete", description = "Forgets a key that was revoked.")
    static final class Delete extends ExistingKeyCommand {
        Delete(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        void run(KeyRoom room) {
            String key = id();
            show(room.change(keys -> keys.delete(key, KeyRoom.ACTOR)), "deleted");
        }
    }
}
