package io.mxgateway.launcher;

import io.mxgateway.core.security.ApiKey;
import io.mxgateway.core.security.Glob;
import io.mxgateway.core.security.KeyConstraints;
import io.mxgateway.core.security.KeyProblem;
import io.mxgateway.core.security.Scope;
import io.mxgateway.launcher.text.Json;
import io.mxgateway.launcher.text.TextTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keys as people and machines are shown them. */
final class KeyText {
    private KeyText() {}

    /** The table of all keys; those that cannot be read come last. */
    static List<String> table(List<ApiKey> keys, List<KeyProblem> problems, Instant now) {
        TextTable table = new TextTable("ID", "STATUS", "SCOPES", "CONSTRAINTS", "EXPIRES", "LAST USED", "NAME");
        for (ApiKey key : keys) {
            table.row(
                    key.id(),
                    status(key, now),
                    scopes(key),
                    key.constraints().isNone() ? "-" : constraints(key.constraints()),
                    time(key.expiresAt()),
                    time(key.lastUsedAt()),
                    shown(key.name()));
        }
        for (KeyProblem problem : problems) {
            if (!problem.keyId().isEmpty()) {
                table.row(problem.keyId(), "damaged", "-", "-", "-", "-", "-");
            }
        }
        return table.lines();
    }

    /** One key, line by line. */
    static List<String> lines(ApiKey key, Instant now) {
        TextTable table = new TextTable("id", key.id());
        table.row("name", shown(key.name()));
        table.row("status", status(key, now));
        table.row("scopes", scopes(key));
        table.row("constraints", key.constraints().isNone() ? "-" : constraints(key.constraints()));
        table.row("expires", time(key.expiresAt()));
        return table.lines();
    }

    /** One key, for machines. */
    static Map<String, Object> object(ApiKey key, Instant now) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", key.id());
        object.put("name", key.name());
        object.put("status", status(key, now));
        object.put("scopes", key.scopes().stream().map(Scope::text).toList());
        object.put("constraints", byName(key.constraints()));
        object.put("created_at", key.createdAt().toString());
        object.put("expires_at", key.expiresAt().map(Instant::toString).orElse(null));
        object.put("revoked_at", key.revokedAt().map(Instant::toString).orElse(null));
        object.put("last_used_at", key.lastUsedAt().map(Instant::toString).orElse(null));
        return object;
    }

    static String json(KeyProblem problem) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", problem.keyId());
        object.put("status", "damaged");
        object.put("problem", problem.text());
        return Json.of(object);
    }

    private static Map<String, Object> byName(KeyConstraints constraints) {
        Map<String, Object> object = new LinkedHashMap<>();
        put(object, "read_subtrees", globs(constraints.readSubtrees()));
        put(object, "write_subtrees", globs(constraints.writeSubtrees()));
        put(object, "read_tags", globs(constraints.readTags()));
        put(object, "write_tags", globs(constraints.writeTags()));
        put(object, "browse_subtrees", globs(constraints.browseSubtrees()));
        put(
                object,
                "write_classifications",
                constraints.writeClassifications().stream()
                        .map(KeyConstraints::classificationText)
                        .toList());
        if (constraints.maxWritesPerSecond() > 0) {
            object.put("max_writes_per_second", constraints.maxWritesPerSecond());
        }
        return object;
    }

    private static void put(Map<String, Object> object, String name, List<String> values) {
        if (!values.isEmpty()) {
            object.put(name, values);
        }
    }

    private static List<String> globs(List<Glob> globs) {
        return globs.stream().map(Glob::text).toList();
    }

    private static String constraints(KeyConstraints constraints) {
        return byName(constraints).entrySet().stream()
                .map(entry -> entry.getKey().replace('_', '-') + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String scopes(ApiKey key) {
        return key.scopes().stream().map(Scope::text).collect(Collectors.joining(","));
    }

    private static String status(ApiKey key, Instant now) {
        return key.status(now).name().toLowerCase(Locale.ROOT);
    }

    private static String time(Optional<Instant> at) {
        return at.map(moment -> moment.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("-");
    }

    private static String shown(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
