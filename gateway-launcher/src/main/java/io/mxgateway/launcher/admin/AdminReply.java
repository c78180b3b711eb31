package io.mxgateway.launcher.admin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a route answers. Immutable.
 *
 * @param status the HTTP status
 * @param contentType of the body; empty when there is no body
 * @param headers more headers, by name
 * @param body the body, sent in UTF-8; empty for none
 */
public record AdminReply(int status, String contentType, Map<String, String> headers, String body) {
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
        return new AdminReply(status, contentType, Map.of(), text);
    }

    /** Sends a browser somewhere else on this server, to be asked for with GET. */
    public static AdminReply seeOther(String path) {
        return new AdminReply(303, "", Map.of("Location", path), "");
    }

    /** The same with one more header. */
    public AdminReply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new AdminReply(status, contentType, more, body);
    }
}
