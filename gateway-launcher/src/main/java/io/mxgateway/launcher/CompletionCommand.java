package io.mxgateway.launcher;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}. */
@Command(
        name = "completion",
        description = "Prints a script by which bash completes commands and options.",
        footer = {
            "",
            "For a command of the name mxgateway: source <(mxgateway completion), or put what it prints into",
            "~/.local/share/bash-completion/completions/mxgateway."
        })
final class CompletionCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.out().print(AutoComplete.bash("mxgateway", spec.root().commandLine()));
        surroundings.out().flush();
        return ExitCode.DONE;
    }
}
