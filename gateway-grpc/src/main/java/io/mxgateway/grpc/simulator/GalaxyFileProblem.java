package io.mxgateway.grpc.simulator;

import java.util.Objects;

/**
 * One thing that is wrong with the description of a galaxy.
 *
 * @param line from 1; 0 when it is the file as a whole
 * @param column from 1; 0 when it is the file as a whole
 * @param text what is wrong: the object or attribute, what it says, and the rule
 */
public record GalaxyFileProblem(int line, int column, String text) {
    public GalaxyFileProblem {
        Objects.requireNonNull(text, "text");
    }

    /** Something that is wrong with no place in particular. */
    static GalaxyFileProblem ofWhole(String text) {
        return new GalaxyFileProblem(0, 0, text);
    }

    @Override
    public String toString() {
        return line == 0 ? text : "line " + line + ", column " + column + ": " + text;
    }
}
