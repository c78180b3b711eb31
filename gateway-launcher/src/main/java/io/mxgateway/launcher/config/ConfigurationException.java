package io.mxgateway.launcher.config;

import java.util.List;

/** The gateway cannot run as it was told to; carries everything that is wrong. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<SettingProblem> problems;

    ConfigurationException(List<SettingProblem> problems) {
        super(problems.size() + " configuration problems");
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, at least one problem; empty after deserialization. */
    public List<SettingProblem> problems() {
        return problems == null ? List.of() : problems;
    }
}
