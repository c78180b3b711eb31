package io.mxgateway.launcher.client;

import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.grpc.client.AlarmAcknowledged;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code client ack}. */
@Command(
        name = "ack",
        description = "Acknowledges alarms.",
        footer = {"", "Exits 1 when one of them could not be acknowledged. Needs a key with the scope invoke:write."})
final class AckCommand extends ClientCommand {
    @Parameters(
            paramLabel = "ALARM",
            arity = "1..*",
            description = "Full references (Galaxy!Mixing.Reactor_001.Level) or GUIDs, as `alarms` shows them.")
    private List<String> references;

    @Option(
            names = {"-m", "--comment"},
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What the operator has to say.")
    private String comment;

    @Option(
            names = "--operator",
            paramLabel = "USER",
            description = "Who acknowledges. Default: the user of this machine who types it")
    private String operator;

    @Option(names = "--node", paramLabel = "HOST", defaultValue = "", description = "At which machine.")
    private String node;

    @Option(names = "--domain", paramLabel = "NAME", defaultValue = "", description = "Of which domain.")
    private String domain;

    @Option(names = "--full-name", paramLabel = "TEXT", defaultValue = "", description = "The operator's name in full.")
    private String fullName;

    AckCommand(Console console) {
        super(console);
    }

    @Override
    int run() {
        String user = operator == null ? System.getProperty("user.name", "") : operator;
        AlarmAcknowledgement said = new AlarmAcknowledgement(comment, user, node, domain, fullName);
        int code = DONE;
        for (String reference : references) {
            AlarmAcknowledged done = await(client().acknowledgeAlarm(reference, said));
            String why = why(done);
            if (json()) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("alarm", reference);
                object.put("acknowledged", done.isOk());
                object.put("operator", user);
                object.put("error", why);
                print(object);
            } else if (done.isOk()) {
                out().println(Texts.printable(reference) + " acknowledged by " + Texts.printable(user));
            }
            if (!done.isOk()) {
                console()
                        .tell("alarm = " + reference + ": was not acknowledged: " + why
                                + "; `mxgateway client alarms` shows which there are");
                code = FAILED;
            }
        }
        return code;
    }

    private static String why(AlarmAcknowledged done) {
        if (done.isOk()) {
            return "";
        }
        String verdict = Texts.words(done.verdict().name());
        return done.message().isBlank() ? verdict : done.message();
    }
}
