package io.mxgateway.core.security;

import java.util.Objects;

/** What a method of the wire asks of its caller: a row of the {@link AccessTable}. */
public sealed interface Access {
    /** Nothing: whoever reaches the port may call it, without a key. */
    Access OPEN = new Open();

    /** A valid key; which scope, the command in the message decides. */
    Access PER_COMMAND = new PerCommand();

    /** See {@link #OPEN}. */
    record Open() implements Access {}

    /** See {@link #PER_COMMAND}. */
    record PerCommand() implements Access {}

    /** A valid key with this scope. */
    record Needs(Scope scope) implements Access {
        public Needs {
            Objects.requireNonNull(scope, "scope");
        }
    }
}
