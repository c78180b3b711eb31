package io.mxgateway.launcher.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxgateway.launcher.admin.Access;
import io.mxgateway.launcher.admin.AdminRefusal;
import io.mxgateway.launcher.admin.AdminReply;
import io.mxgateway.launcher.admin.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;

/**
 * The stylesheet, the script and the icon, from the class path. Their address has a hash of what is in them, so that a
 * browser asks once and never shows an old one. Immutable and thread-safe.
 */
final class StaticFiles {
    private static final String STYLE = "dashboard.css";
    private static final String SCRIPT = "dashboard.js";
    private static final String ICON = "icon.svg";
    private static final Map<String, String> TYPES = Map.of(
            STYLE, "text/css; charset=utf-8",
            SCRIPT, "text/javascript; charset=utf-8",
            ICON, "image/svg+xml");

    private final Map<String, String> contents = new TreeMap<>();
    private final String hash;

    StaticFiles() {
        MessageDigest digest = sha256();
        for (String name : TYPES.keySet()) {
            contents.put(name, content(name));
        }
        contents.values().forEach(content -> digest.update(content.getBytes(UTF_8)));
        this.hash = HexFormat.of().formatHex(digest.digest(), 0, 6);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static String content(String name) {
        try (InputStream stream = StaticFiles.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("this program was built without " + name);
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("this program's own " + name + " cannot be read", e);
        }
    }

    /** Anybody may have them: they are in the source, and the page to sign in on needs them. */
    Route route() {
        return Route.get("/static/{hash}/{file}", Access.OPEN, call -> {
            String content = contents.get(call.part("file"));
            if (content == null || !call.part("hash").equals(hash)) {
                throw new AdminRefusal(404, "there is no such file");
            }
            return AdminReply.of(200, TYPES.get(call.part("file")), content)
                    .with("Cache-Control", "public, max-age=31536000, immutable");
        });
    }

    String style() {
        return address(STYLE);
    }

    String script() {
        return address(SCRIPT);
    }

    String icon() {
        return address(ICON);
    }

    private String address(String name) {
        return "/static/" + hash + "/" + name;
    }

    /** Everything that is served, for tests: by address. */
    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        for (Entry<String, String> each : contents.entrySet()) {
            all.put(address(each.getKey()), each.getValue());
        }
        return all;
    }
}
