package io.mxgateway.core.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration cannot be used; carries everything that is wrong with it. */
public final class ConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    /** Everything that is wrong; at least one problem. */
    public ConfigException(List<ConfigProblem> problems) {
        super(problems.stream()
                .map(ConfigProblem::toString)
                .collect(Collectors.joining("\n  ", "configuration problems (" + problems.size() + "):\n  ", "")));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong; empty after deserialization. */
    public List<ConfigProblem> problems() {
        return problems == null ? List.of() : problems;
    }
}
