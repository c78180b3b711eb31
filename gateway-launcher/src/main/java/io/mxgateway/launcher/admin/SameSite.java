package io.mxgateway.launcher.admin;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps other web sites from using a browser on this machine against the gateway: a name of theirs may lead to our address,
 * and a form of theirs to our port. Stateless.
 */
final class SameSite {
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private SameSite() {}

    /**
     * Looks at where the browser says that it is.
     *
     * @param local whether the port listens on loopback addresses only, so that only their names can be meant
     * @throws AdminRefusal when it is somewhere else
     */
    static void check(HttpExchange exchange, boolean local) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (host == null) {
            throw new AdminRefusal(400, "the header Host is missing");
        }
        if (local && !LOCAL_NAMES.contains(withoutPort(host))) {
            throw new AdminRefusal(421, "this port answers to localhost only");
        }
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin != null && !sameHost(origin, host)) {
            throw new AdminRefusal(403, "this request comes from a page of another site");
        }
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
    }

    private static boolean sameHost(String origin, String host) {
        try {
            return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
