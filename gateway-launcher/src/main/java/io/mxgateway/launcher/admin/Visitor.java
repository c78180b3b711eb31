package io.mxgateway.launcher.admin;

import io.mxgateway.core.security.Caller;
import java.util.Objects;
import java.util.Optional;

/**
 * Who asks, and how they showed it.
 *
 * @param caller who; {@link Caller#ANONYMOUS} also for somebody who has shown nothing and needs to show nothing
 * @param signIn the sign-in that their browser named; empty for machines, and while authentication is off
 * @param csrf what each form must carry that this visitor sends; empty when they send none
 */
public record Visitor(Caller caller, Optional<SignIn> signIn, String csrf) {
    public Visitor {
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(signIn, "signIn");
        Objects.requireNonNull(csrf, "csrf");
    }
}
