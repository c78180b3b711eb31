package io.mxgateway.grpc.simulator;

import java.util.List;
import java.util.stream.Collectors;

/** The description of a galaxy cannot be used; carries what is wrong with it. */
public final class GalaxyFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<GalaxyFileProblem> problems;

    GalaxyFileException(List<GalaxyFileProblem> problems, Throwable cause) {
        super(
                problems.stream()
                        .map(GalaxyFileProblem::toString)
                        .collect(Collectors.joining("\n  ", "problems in a galaxy file:\n  ", "")),
                cause);
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, at least one problem, in the order of the file; empty after deserialization. */
    public List<GalaxyFileProblem> problems() {
        return problems == null ? List.of() : problems;
    }
}
