package io.mxgateway.launcher.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a route answers. Immutable, but for the bytes, which nobody changes once they are in here.
 *
 * @param status the HTTP status
 * @param contentType of the body; empty when there is no body
 * @param headers more headers, by name
 * @param body the body; empty for none
 */
public record AdminReply(int status, String contentType, Map<String, String> headers, byte[] body) {
    public static final String HTML = "text/html; charset=utf-8";
    public static final String JSON = "application/json";
    public static final String TEXT = "text/plain; charset=utf-8";

    public AdminReply {
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(body, "body");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** A text in UTF-8. */
    public static AdminReply of(int status, String contentType, String text) {
        return new AdminReply(status, contentType, Map.of(), text.getBytes(UTF_8));
    }

    /** Sends a browser somewhere else on this server, to be asked for with GET. */
    public static AdminReply seeOther(String path) {
        return new AdminReply(303, "", Map.of("Location", path), new byte[0]);
    }

    /** The same with one more header. */
    public AdminReply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new AdminReply(status, contentType, more, body);
    }
}
