package io.mxgateway.launcher.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names and values as a form or the query of a URL has them; a name may come several times. Immutable. */
public final class Parameters {
    /** The most that are taken. */
    static final int MOST = 200;

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads them.
     *
     * @param encoded as it came; null or empty for none
     * @throws AdminRefusal when it cannot be read
     */
    static Parameters of(String encoded) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (encoded != null && !encoded.isEmpty()) {
            String[] pairs = encoded.split("&");
            if (pairs.length > MOST) {
                throw new AdminRefusal(400, "too many parameters; the most is " + MOST);
            }
            for (String pair : pairs) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.computeIfAbsent(decoded(name), unused -> new ArrayList<>())
                        .add(decoded(value));
            }
        }
        return new Parameters(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AdminRefusal(400, "a parameter is not percent-encoded as it should be");
        }
    }

    /** The first value under a name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The first value under a name, without space around it; empty when there is none. */
    public String text(String name) {
        return first(name).map(String::strip).orElse("");
    }

    /** All values under a name. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }
}
