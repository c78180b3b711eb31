package io.mxgateway.core.security;

import io.mxgateway.core.mx.MxSecurityClass;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A key as text: a line with the version, lines {@code name = value}, and a line that says that this was all. Whatever is
 * not exactly like this is refused, so that half a file is never taken for a key with fewer constraints.
 */
final class KeyFile {
    /** The most bytes that a key can have: five full lists of the longest patterns, and then some. */
    static final long MAX_BYTES = 4L << 20;

    private static final String MAGIC = "mxgateway-key";
    private static final String VERSION = "1";
    private static final String END = "end";
    private static final String SEPARATOR = " = ";
    private static final Set<String> ONCE = Set.of(
            "id",
            "name",
            "hash",
            "scopes",
            "created",
            "expires",
            "revoked",
            "write-classifications",
            "max-writes-per-second");
    private static final Set<String> MANY =
            Set.of("read-subtree", "write-subtree", "read-tag", "write-tag", "browse-subtree");

    private final Map<String, List<String>> fields;

    private KeyFile(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /** The text of a key, without when it was used last. */
    static byte[] print(StoredKey stored) {
        ApiKey key = stored.key();
        KeyConstraints constraints = key.constraints();
        StringBuilder text = new StringBuilder(MAGIC + " " + VERSION + "\n");
        line(text, "id", key.id());
        line(text, "name", key.name());
        line(text, "hash", stored.hash().hex());
        line(text, "scopes", key.scopes().stream().map(Scope::text).collect(Collectors.joining(" ")));
        line(text, "created", key.createdAt().toString());
        key.expiresAt().ifPresent(at -> line(text, "expires", at.toString()));
        key.revokedAt().ifPresent(at -> line(text, "revoked", at.toString()));
        constraints.readSubtrees().forEach(glob -> line(text, "read-subtree", glob.text()));
        constraints.writeSubtrees().forEach(glob -> line(text, "write-subtree", glob.text()));
        constraints.readTags().forEach(glob -> line(text, "read-tag", glob.text()));
        constraints.writeTags().forEach(glob -> line(text, "write-tag", glob.text()));
        constraints.browseSubtrees().forEach(glob -> line(text, "browse-subtree", glob.text()));
        if (!constraints.writeClassifications().isEmpty()) {
            line(
                    text,
                    "write-classifications",
                    constraints.writeClassifications().stream()
                            .map(KeyConstraints::classificationText)
                            .collect(Collectors.joining(" ")));
        }
        if (constraints.maxWritesPerSecond() > 0) {
            line(text, "max-writes-per-second", Integer.toString(constraints.maxWritesPerSecond()));
        }
        return text.append(END).append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(SEPARATOR).append(value).append('\n');
    }

    /**
     * The key of a text.
     *
     * @param id the id that it must have
     * @throws IllegalArgumentException when the text is not exactly that of a key; tells what is wrong
     */
    static StoredKey parse(String id, byte[] content) {
        List<String> lines = decoded(content).lines().toList();
        requireHeader(lines);
        if (!lines.get(lines.size() - 1).equals(END)) {
            throw new IllegalArgumentException("it is cut off: it does not end with the line '" + END + "'");
        }
        KeyFile file = new KeyFile(fields(lines.subList(1, lines.size() - 1)));
        String found = file.one("id");
        if (!found.equals(id)) {
            throw new IllegalArgumentException("it holds the key '" + Nearest.quoted(found) + "', not '" + id
                    + "' as its name says, and so seems to be a copy of another file");
        }
        return file.key(id);
    }

    private static String decoded(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not text", e);
        }
    }

    private static void requireHeader(List<String> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        String header = lines.get(0);
        if (!header.startsWith(MAGIC + " ")) {
            throw new IllegalArgumentException("it does not begin with '" + MAGIC + " " + VERSION + "'");
        }
        String version = header.substring(MAGIC.length() + 1);
        if (!version.equals(VERSION)) {
            throw new IllegalArgumentException("it has the version '" + Nearest.quoted(version)
                    + "', but this gateway knows only " + VERSION + "; it may have been written by a newer one");
        }
    }

    private static Map<String, List<String>> fields(List<String> lines) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String line : lines) {
            int at = line.indexOf(SEPARATOR);
            String name = at < 0 ? line : line.substring(0, at);
            if (at < 0 || !(ONCE.contains(name) || MANY.contains(name))) {
                Set<String> known = new TreeSet<>(ONCE);
                known.addAll(MANY);
                throw new IllegalArgumentException(
                        "it has a line that is not known: '" + Nearest.quoted(name) + "'" + Nearest.hint(name, known));
            }
            List<String> values = fields.computeIfAbsent(name, any -> new ArrayList<>());
            if (ONCE.contains(name) && !values.isEmpty()) {
                throw new IllegalArgumentException("it has the line '" + name + "' twice");
            }
            values.add(line.substring(at + SEPARATOR.length()));
        }
        return fields;
    }

    private StoredKey key(String id) {
        KeyConstraints constraints = new KeyConstraints(
                KeyConstraints.globs(many("read-subtree")),
                KeyConstraints.globs(many("write-subtree")),
                KeyConstraints.globs(many("read-tag")),
                KeyConstraints.globs(many("write-tag")),
                KeyConstraints.globs(many("browse-subtree")),
                optional("write-classifications").map(KeyFile::classifications).orElse(Set.of()),
                optional("max-writes-per-second").map(KeyFile::number).orElse(0));
        ApiKey key = new ApiKey(
                id,
                one("name"),
                Scope.parseAll(words(one("scopes"))),
                constraints,
                instant("created", one("created")),
                optional("expires").map(text -> instant("expires", text)),
                optional("revoked").map(text -> instant("revoked", text)),
                Optional.empty());
        return new StoredKey(key, hash(one("hash")));
    }

    private String one(String name) {
        return optional(name).orElseThrow(() -> new IllegalArgumentException("it has no line '" + name + "'"));
    }

    private Optional<String> optional(String name) {
        return many(name).stream().findFirst();
    }

    private List<String> many(String name) {
        return fields.getOrDefault(name, List.of());
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split(" +"));
    }

    private static Set<MxSecurityClass> classifications(String text) {
        Function<String, MxSecurityClass> parse = KeyConstraints::classification;
        return words(text).stream().map(parse).collect(Collectors.toSet());
    }

    private static Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "max-writes-per-second is '" + Nearest.quoted(text) + "', which is no whole number", e);
        }
    }

    private static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + name + "' is no moment such as 2026-01-31T12:00:00Z", e);
        }
    }

    private static SecretHash hash(String text) {
        try {
            return SecretHash.ofHex(text);
        } catch (IllegalArgumentException e) {
            // Without the value: nobody is to learn even half a hash from a log.
            throw new IllegalArgumentException("its hash is not " + 2 * SecretHash.LENGTH + " hexadecimal digits");
        }
    }
}
