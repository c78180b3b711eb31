package io.mxgateway.launcher.client;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All commands of this package. */
public final class ClientCommands {
    private ClientCommands() {}

    /** The commands, to stand side by side below the root of all commands. */
    public static List<CommandLine> all(Console console) {
        return List.of(client(console), SessionsCommand.create(console), new CommandLine(new DrainCommand(console)));
    }

    private static CommandLine client(Console console) {
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
