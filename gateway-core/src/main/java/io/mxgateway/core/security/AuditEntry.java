package io.mxgateway.core.security;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the audit log as it can be read again. Immutable.
 *
 * @param id its number, from 1
 * @param fields the texts of the record under their names in the log ({@code time}, {@code actor}, {@code action}, …), in
 *     their order, without number and hash
 * @param details the details of the record
 */
public record AuditEntry(long id, Map<String, String> fields, Map<String, String> details) {
    public AuditEntry {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** A text of the record; empty when the line has none of that name. */
    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** What a line of the log says; empty when it is none. */
    public static Optional<AuditEntry> parse(String line) {
        Optional<AuditLine> checked = AuditLine.parse(line);
        if (checked.isEmpty()) {
            return Optional.empty();
        }
        try {
            Reader reader = new Reader(line);
            Map<String, String> details = new LinkedHashMap<>();
            Map<String, String> fields = reader.object(details);
            fields.remove("id");
            fields.remove("previous");
            return Optional.of(new AuditEntry(checked.get().id(), fields, details));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Reads the JSON that {@link AuditLine} writes, which is a little part of what JSON can be. */
    private static final class Reader {
        private final String line;
        private int at;

        Reader(String line) {
            this.line = line;
        }

        /** An object; the object in it, if there is one, goes to {@code inner}. */
        Map<String, String> object(Map<String, String> inner) {
            Map<String, String> object = new LinkedHashMap<>();
            expect('{');
            while (line.charAt(at) != '}') {
                if (!object.isEmpty()) {
                    expect(',');
                }
                String name = text();
                expect(':');
                object.put(name, value(inner));
            }
            at++;
            return object;
        }

        private String value(Map<String, String> inner) {
            char first = line.charAt(at);
            if (first == '"') {
                return text();
            }
            if (first == '{') {
                inner.putAll(object(inner));
                return "";
            }
            int begin = at;
            while (Character.isDigit(line.charAt(at))) {
                at++;
            }
            return line.substring(begin, at);
        }

        private String text() {
            expect('"');
            StringBuilder text = new StringBuilder();
            while (line.charAt(at) != '"') {
                char c = line.charAt(at++);
                if (c != '\\') {
                    text.append(c);
                } else if (line.charAt(at) == 'u') {
                    text.append((char) Integer.parseInt(line.substring(at + 1, at + 5), 16));
                    at += 5;
                } else {
                    text.append(line.charAt(at++));
                }
            }
            at++;
            return text.toString();
        }

        private void expect(char wanted) {
            if (line.charAt(at++) != wanted) {
                throw new IllegalArgumentException("no " + wanted + " at " + (at - 1));
            }
        }
    }
}
