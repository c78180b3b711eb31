package io.mxgateway.launcher.admin;

import java.util.Objects;

/**
 * Somebody's being signed in with a browser. Immutable.
 *
 * @param id what the cookie holds; a secret
 * @param authorization what was signed in with, as a header would carry it; a secret. Kept so that the key is looked at
 *     again with every request, and a revocation counts at once.
 * @param csrf what each form must carry
 * @param endsNanos when it ends, on the monotonic clock
 */
public record SignIn(String id, String authorization, String csrf, long endsNanos) {
    public SignIn {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(authorization, "authorization");
        Objects.requireNonNull(csrf, "csrf");
    }

    @Override
    public String toString() {
        return "SignIn[endsNanos=" + endsNanos + "]";
    }
}
