package io.mxgateway.grpc.client;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a client reaches a gateway. Immutable; begin with {@link #at} and change what is to differ.
 *
 * @param host the gateway's host
 * @param port its port, 1 to 65535
 * @param apiKey the key sent with every call; empty for a gateway that asks for none
 * @param tls how the connection is secured; empty for plaintext
 * @param callTimeout how long one call may take, positive
 * @param keepAlive how long a connection may be silent before it is probed, at least 10 s
 * @param resumeWindow how long a broken event stream is tried again before its subscriptions end; 0 for never
 * @param window how many events may be on their way or waiting for the application at once, 1 to 100,000
 * @param keyInPlaintext whether the key may be sent unencrypted to another machine than this one
 */
public record ClientOptions(
        String host,
        int port,
        Optional<String> apiKey,
        Optional<ClientTls> tls,
        Duration callTimeout,
        Duration keepAlive,
        Duration resumeWindow,
        int window,
        boolean keyInPlaintext) {
    private static final Duration LEAST_KEEP_ALIVE = Duration.ofSeconds(10);
    private static final int MAX_WINDOW = 100_000;
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");

    public ClientOptions {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(apiKey, "apiKey");
        Objects.requireNonNull(tls, "tls");
        require(port >= 1 && port <= 65_535, "port", port, "must be 1..65535");
        require(!callTimeout.isNegative() && !callTimeout.isZero(), "callTimeout", callTimeout, "must be positive");
        // More often than that, and servers take the probes for abuse.
        require(keepAlive.compareTo(LEAST_KEEP_ALIVE) >= 0, "keepAlive", keepAlive, "must be at least 10 s");
        require(!resumeWindow.isNegative(), "resumeWindow", resumeWindow, "must not be negative");
        require(window >= 1 && window <= MAX_WINDOW, "window", window, "must be 1.." + MAX_WINDOW);
    }

    private static void require(boolean holds, String name, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + " = " + value + ": " + rule);
        }
    }

    /** A gateway in plaintext, without a key: 30 s for a call, 30 s between probes, a minute to resume. */
    public static ClientOptions at(String host, int port) {
        return new ClientOptions(
                host,
                port,
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                1024,
                false);
    }

    /** The same gateway with a key. */
    public ClientOptions withApiKey(String key) {
        return new ClientOptions(
                host, port, Optional.of(key), tls, callTimeout, keepAlive, resumeWindow, window, keyInPlaintext);
    }

    /** The same gateway over TLS. */
    public ClientOptions withTls(ClientTls security) {
        return new ClientOptions(
                host,
                port,
                apiKey,
                Optional.of(security),
                callTimeout,
                keepAlive,
                resumeWindow,
                window,
                keyInPlaintext);
    }

    /** The same gateway with another time for a call. */
    public ClientOptions withCallTimeout(Duration timeout) {
        return new ClientOptions(host, port, apiKey, tls, timeout, keepAlive, resumeWindow, window, keyInPlaintext);
    }

    /** The same gateway with another time to resume. */
    public ClientOptions withResumeWindow(Duration time) {
        return new ClientOptions(host, port, apiKey, tls, callTimeout, keepAlive, time, window, keyInPlaintext);
    }

    /** The same gateway with room for another number of events. */
    public ClientOptions withWindow(int events) {
        return new ClientOptions(host, port, apiKey, tls, callTimeout, keepAlive, resumeWindow, events, keyInPlaintext);
    }

    /**
     * The same gateway, the key being sent although whoever listens in on the network can take it: for a network where
     * something else encrypts. Without this, a key goes to other machines over TLS only.
     */
    public ClientOptions withKeyInPlaintext() {
        return new ClientOptions(host, port, apiKey, tls, callTimeout, keepAlive, resumeWindow, window, true);
    }

    /** Whether these options would show the key to whoever listens in, without anybody having said that this is fine. */
    boolean exposesKey() {
        return apiKey.isPresent() && tls.isEmpty() && !keyInPlaintext && !isThisMachine(host);
    }

    /** By its spelling: a name that has to be looked up may lead anywhere, and elsewhere tomorrow. */
    private static boolean isThisMachine(String host) {
        return host.equalsIgnoreCase("localhost") || LOOPBACK.matcher(host).matches();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ClientOptions[" + host + ":" + port + ", key=" + (apiKey.isPresent() ? "***" : "none") + ", tls="
                + tls.isPresent() + ", callTimeout=" + callTimeout + "]";
    }
}
