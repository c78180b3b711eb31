package io.mxgateway.launcher.admin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that the admin port serves. Immutable.
 *
 * @param method the HTTP method; GET serves HEAD as well
 * @param pattern the path; a part in braces stands for any one part, and is known to the handler under that name
 * @param access who may ask
 * @param handler answers
 */
public record Route(String method, String pattern, Access access, Handler handler) {
    /** Answers a call that has been admitted. Called on several threads at once; may block for a moment. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers.
         *
         * @throws AdminRefusal to refuse
         */
        AdminReply answer(AdminCall call);
    }

    public Route {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(handler, "handler");
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("the pattern of a route begins with '/', this one is '" + pattern + "'");
        }
    }

    /** Something to look at. */
    public static Route get(String pattern, Access access, Handler handler) {
        return new Route("GET", pattern, access, handler);
    }

    /** Something to do. */
    public static Route post(String pattern, Access access, Handler handler) {
        return new Route("POST", pattern, access, handler);
    }

    /** The named parts of a path that fits the pattern; empty when it does not. */
    Optional<Map<String, String>> match(List<String> path) {
        List<String> parts = parts(pattern);
        if (parts.size() != path.size()) {
            return Optional.empty();
        }
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.startsWith("{")) {
                named.put(part.substring(1, part.length() - 1), path.get(i));
            } else if (!part.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(named);
    }

    /** The parts between the slashes; none for the root. */
    static List<String> parts(String path) {
        return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
    }
}
