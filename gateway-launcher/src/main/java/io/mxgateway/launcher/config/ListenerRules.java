package io.mxgateway.launcher.config;

import io.mxgateway.core.config.ConfigProblem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a gateway that others can reach must have: callers that are known, and encryption, or somebody who said that it
 * need not be. One set of rules for all addresses it listens on.
 */
public final class ListenerRules {
    private ListenerRules() {}

    /**
     * An address that the gateway listens on.
     *
     * @param key the option that names it
     * @param bind the address
     */
    record Listener(String key, String bind) {}

    /** Everything that is wrong. Looks names up. */
    static List<ConfigProblem> problems(List<Listener> listeners, SecuritySettings security) {
        List<ConfigProblem> problems = new ArrayList<>();
        for (Listener listener : listeners) {
            if (listener.bind().isBlank()) {
                // Told by whoever checks the address alone.
                continue;
            }
            try {
                if (!isLoopback(listener.bind())) {
                    reachable(listener, security, problems);
                }
            } catch (UnknownHostException e) {
                problems.add(new ConfigProblem(
                        listener.key(),
                        listener.bind(),
                        "is neither an address nor the name of a host that is known here"));
            }
        }
        return problems;
    }

    private static void reachable(Listener listener, SecuritySettings security, List<ConfigProblem> problems) {
        if (security.mode() == AuthMode.DISABLED) {
            problems.add(new ConfigProblem(
                    listener.key(),
                    listener.bind(),
                    "must be a loopback address (127.0.0.1, ::1, localhost) while auth.mode=disabled lets everybody do"
                            + " everything; or set auth.mode=api-key"));
        }
        if (!security.tls().enabled() && !security.tls().allowPlaintext()) {
            problems.add(new ConfigProblem(
                    listener.key(),
                    listener.bind(),
                    "must be a loopback address (127.0.0.1, ::1, localhost) without TLS, as keys and values would travel"
                            + " in the open; set tls.self-signed=true, or tls.certificate and tls.private-key, or"
                            + " tls.allow-plaintext=true where something in front of the gateway encrypts"));
        }
    }

    /**
     * Whether only this machine can reach an address. One that stands for all addresses of the machine is not, and a name
     * only when all its addresses are. May look a name up, and so block.
     *
     * @throws UnknownHostException when it is neither an address nor a known name
     */
    public static boolean isLoopback(String bind) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(bind)).allMatch(InetAddress::isLoopbackAddress);
    }
}
