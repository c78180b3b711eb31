package io.mxgateway.launcher.client;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of this package, to stand side by side below the root of all commands. */
public final class ClientCommands {
    private ClientCommands() {}

    /** {@code sessions}. */
    public static CommandLine sessions(Console console) {
        return SessionsCommand.create(console);
    }

    /** {@code drain}. */
    public static CommandLine drain(Console console) {
        return new CommandLine(new DrainCommand(console));
    }

    /** {@code client}, with all that is below it. */
    public static CommandLine client(Console console) {
        return new CommandLine(new Client())
                .addSubcommand(new ReadCommand(console))
                .addSubcommand(new WriteCommand(console))
                .addSubcommand(new SubscribeCommand(console))
                .addSubcommand(new BrowseCommand(console))
                .addSubcommand(new AlarmsCommand(console))
                .addSubcommand(new AckCommand(console))
                .addSubcommand(new InvokeCommand(console))
                .addSubcommand(new SmokeCommand(console));
    }

    /** {@code client}, which is nothing by itself. */
    @Command(
            name = "client",
            description = "Reads, writes and watches tags and alarms of a gateway, over gRPC like any other client.",
            synopsisSubcommandLabel = "COMMAND",
            footer = {
                "",
                "A gateway elsewhere: --endpoint HOST:PORT --ca FILE --api-key-file FILE, or MXGATEWAY_ENDPOINT,",
                "MXGATEWAY_CLIENT_CA and MXGATEWAY_API_KEY.",
            })
    private static final class Client {}
}
