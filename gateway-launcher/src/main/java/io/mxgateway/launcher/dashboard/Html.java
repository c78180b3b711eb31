package io.mxgateway.launcher.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A piece of a page, which is always whole elements and escaped text: there is no way to make one from markup, so that
 * nobody can forget to escape. What is written is at the same time well-formed XML. Immutable.
 */
final class Html {
    /** Nothing at all. */
    static final Html NONE = new Html("");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
    private static final Set<String> VOID = Set.of("br", "hr", "img", "input", "link", "meta");
    private static final Set<String> ADDRESSES = Set.of("href", "src", "action", "formaction");

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /** An attribute of the element that it is given to. */
    static final class Attribute {
        private final String markup;

        private Attribute(String name, String value) {
            this.markup = " " + name + "=\"" + escaped(value).replace("\n", "&#10;") + '"';
        }
    }

    /**
     * An attribute.
     *
     * @throws IllegalArgumentException when it would run or fetch something that is not ours
     */
    static Attribute attr(String name, Object value) {
        String text = String.valueOf(value);
        if (!NAME.matcher(name).matches() || name.startsWith("on") || name.equals("style")) {
            throw new IllegalArgumentException("'" + name + "' cannot be an attribute of a page");
        }
        if (ADDRESSES.contains(name) && !isOurs(text)) {
            throw new IllegalArgumentException("the address of '" + name + "' must be a path of this server");
        }
        return new Attribute(name, text);
    }

    private static boolean isOurs(String address) {
        return address.startsWith("#")
                || address.startsWith("?")
                || (address.startsWith("/") && !address.startsWith("//") && address.indexOf('\\') < 0);
    }

    /**
     * An element.
     *
     * @param name its name, then any classes, each after a dot: {@code td.number}
     * @param content attributes, pieces and lists of pieces; of anything else the text
     */
    static Html el(String name, Object... content) {
        String[] parts = name.split("\\.");
        if (!NAME.matcher(parts[0]).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot be an element of a page");
        }
        StringBuilder markup = new StringBuilder("<").append(parts[0]);
        if (parts.length > 1) {
            markup.append(" class=\"")
                    .append(escaped(String.join(" ", List.of(parts).subList(1, parts.length))))
                    .append('"');
        }
        for (Object one : content) {
            if (one instanceof Attribute attribute) {
                markup.append(attribute.markup);
            }
        }
        if (VOID.contains(parts[0])) {
            return new Html(markup.append("/>").toString());
        }
        markup.append('>');
        write(markup, List.of(content));
        return new Html(markup.append("</").append(parts[0]).append('>').toString());
    }

    /** Pieces one after the other. */
    static Html all(Object... content) {
        StringBuilder markup = new StringBuilder();
        write(markup, List.of(content));
        return new Html(markup.toString());
    }

    /** A whole document. */
    static String document(Html root) {
        return "<!DOCTYPE html>\n" + root.markup + "\n";
    }

    /** A link on this server; its parts may be anything. */
    static String path(String base, Object... parts) {
        StringBuilder path = new StringBuilder(base);
        for (Object part : parts) {
            path.append('/').append(encoded(String.valueOf(part)));
        }
        return path.toString();
    }

    /** A path with what stands behind the question mark; values that are empty are left out. */
    static String query(String path, Map<String, ?> values) {
        StringBuilder query = new StringBuilder();
        values.forEach((name, value) -> {
            String text = String.valueOf(value);
            if (!text.isEmpty()) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(encoded(name))
                        .append('=')
                        .append(encoded(text));
            }
        });
        return path + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void write(StringBuilder markup, List<?> content) {
        for (Object one : content) {
            if (one instanceof Html html) {
                markup.append(html.markup);
            } else if (one instanceof List<?> list) {
                write(markup, list);
            } else if (!(one instanceof Attribute)) {
                markup.append(escaped(String.valueOf(one)));
            }
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.append(c);
                default -> escaped.append(isShowable(text, i) ? c : '\ufffd');
            }
        }
        return escaped.toString();
    }

    /** Control characters, halves of pairs and what turns the direction of text around have no place on a page. */
    private static boolean isShowable(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        boolean turns = (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
        return !Character.isISOControl(c) && !turns && c < '\ufffe';
    }

    /** The markup. */
    @Override
    public String toString() {
        return markup;
    }
}
