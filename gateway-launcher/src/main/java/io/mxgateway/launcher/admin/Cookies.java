package io.mxgateway.launcher.admin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The one cookie. Browsers keep cookies per host and not per port, so that the name has the port in it. */
public final class Cookies {
    private Cookies() {}

    /** What it is called on a port. */
    public static String name(int port) {
        return "mxgateway-" + port;
    }

    /** The header that sets it. */
    public static String set(int port, String value, Duration lasts, boolean secure) {
        return name(port) + "=" + value + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + lasts.toSeconds()
                + (secure ? "; Secure" : "");
    }

    /** The header that takes it away. */
    public static String clear(int port, boolean secure) {
        return set(port, "", Duration.ZERO, secure);
    }

    /** Its value in the headers of a request. */
    static Optional<String> value(List<String> headers, String name) {
        for (String header : headers) {
            for (String cookie : header.split(";")) {
                String one = cookie.strip();
                if (one.startsWith(name + "=")) {
                    return Optional.of(one.substring(name.length() + 1));
                }
            }
        }
        return Optional.empty();
    }
}
