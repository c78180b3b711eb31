package io.mxgateway.launcher.admin;

import com.sun.net.httpserver.HttpExchange;
import io.mxgateway.core.security.Authenticator;
import io.mxgateway.core.security.Caller;
import io.mxgateway.core.security.Scope;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Decides, once for each request, who asks and whether they may: machines show a key in the header {@code Authorization},
 * people a cookie that they got for one. The same authenticator as for gRPC looks at the key every time. Thread-safe.
 */
public final class AdminAccess {
    private final Authenticator authenticator;
    private final boolean authenticating;
    private final boolean local;
    private final SignIns signIns;
    private final String openCsrf;

    /**
     * The rules of one port.
     *
     * @param authenticator looks at keys; {@link Authenticator#DISABLED} lets everybody do everything
     * @param local whether the port listens on loopback addresses only
     * @param signIns who is signed in
     * @param openCsrf what forms carry while authentication is off, and the one to sign in with; unpredictable
     */
    public AdminAccess(Authenticator authenticator, boolean local, SignIns signIns, String openCsrf) {
        this.authenticator = authenticator;
        this.authenticating = authenticator != Authenticator.DISABLED;
        this.local = local;
        this.signIns = signIns;
        this.openCsrf = openCsrf;
    }

    /** Whether keys are asked for at all. */
    public boolean authenticating() {
        return authenticating;
    }

    /** Who is signed in. */
    public SignIns signIns() {
        return signIns;
    }

    /**
     * The key that somebody signs in with.
     *
     * @return the authorization header that the key makes
     * @throws AdminRefusal when the key is not valid, or may not even look
     */
    public String checkedKey(String token, String peer) {
        String authorization = "Bearer " + token;
        Caller caller = authenticated(authorization, peer);
        if (!caller.may(Scope.METADATA_READ)) {
            throw new AdminRefusal(403, "this key may not look here; it needs the scope " + Scope.METADATA_READ.text());
        }
        return authorization;
    }

    /**
     * Lets a request in.
     *
     * @throws AdminRefusal when it must not be answered
     */
    Visitor admit(HttpExchange exchange, Access access) {
        if (!authenticating) {
            return new Visitor(Caller.ANONYMOUS, Optional.empty(), openCsrf);
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Optional<SignIn> signIn = authorization == null ? signIn(exchange) : Optional.empty();
        if (access == Access.OPEN || (access == Access.LOCAL_OR_VIEW && local)) {
            return new Visitor(
                    Caller.ANONYMOUS, signIn, signIn.map(SignIn::csrf).orElse(openCsrf));
        }
        if (authorization == null && signIn.isEmpty()) {
            throw new AdminRefusal(401, "this needs a key: sign in, or send Authorization: Bearer KEY");
        }
        Caller caller =
                authenticated(signIn.map(SignIn::authorization).orElse(authorization), AdminCall.peerOf(exchange));
        Scope needed = access == Access.ACT ? Scope.ADMIN : Scope.METADATA_READ;
        if (!caller.may(needed)) {
            throw new AdminRefusal(403, "this needs a key with the scope " + needed.text());
        }
        return new Visitor(caller, signIn, signIn.map(SignIn::csrf).orElse(""));
    }

    /**
     * Checks that a form comes from a page of this server, shown to this very visitor.
     *
     * @throws AdminRefusal when it does not
     */
    public static void checkCsrf(Visitor visitor, Parameters form) {
        String expected = visitor.csrf();
        String given = form.text("csrf");
        if (expected.isEmpty()
                || !MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8))) {
            throw new AdminRefusal(
                    403, "this form is not one of ours, or too old; go back, reload the page, try again");
        }
    }

    private Caller authenticated(String authorization, String peer) {
        try {
            return authenticator.authenticate(authorization, peer);
        } catch (SessionException e) {
            if (e.code() == SessionErrorCode.TOO_MANY_ATTEMPTS) {
                throw new AdminRefusal(429, "too many attempts with wrong keys from this address; wait a minute");
            }
            throw new AdminRefusal(401, "this key is not valid");
        }
    }

    private Optional<SignIn> signIn(HttpExchange exchange) {
        return Cookies.value(
                        exchange.getRequestHeaders().getOrDefault("Cookie", java.util.List.of()),
                        Cookies.name(exchange.getLocalAddress().getPort()))
                .flatMap(signIns::find);
    }
}
