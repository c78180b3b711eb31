package io.mxgateway.launcher.client;

import io.mxgateway.launcher.client.ClientFailure.Kind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a gateway listens.
 *
 * @param host name or address, without brackets
 * @param port 1 to 65535
 * @param encrypted what its scheme said; empty when there was none
 */
record Endpoint(String host, int port, Optional<Boolean> encrypted) {
    private static final int DEFAULT_PORT = 50051;
    private static final Pattern TEXT =
            Pattern.compile("(?:(https?)://)?(\\[[0-9a-fA-F:.%]+]|[^\\s:/@\\[\\]]+)(?::(\\d{1,5}))?/?");
    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1");

    /**
     * Reads it.
     *
     * @throws ClientFailure when that is none
     */
    static Endpoint parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (matcher.matches()) {
            String port = matcher.group(3);
            int number = port == null ? DEFAULT_PORT : Integer.parseInt(port);
            if (number >= 1 && number <= 65_535) {
                String host = matcher.group(2);
                return new Endpoint(
                        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                        number,
                        Optional.ofNullable(matcher.group(1)).map("https"::equals));
            }
        }
        throw new ClientFailure(
                Kind.USAGE,
                "endpoint = " + text + ": must be HOST:PORT with a port of 1 to 65535, such as localhost:50051 or"
                        + " [::1]:50051; give it as --endpoint or MXGATEWAY_ENDPOINT");
    }

    /** Whether it is on this machine, by its spelling. */
    boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
