package io.mxgateway.core.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the audit log. What holds the chain together stands at fixed places, the number first and the hash of the line
 * before last, so that a line can be checked without a parser of JSON.
 *
 * @param id its number, from 1, without gaps
 * @param previous the hash of the line before, in hexadecimal digits; {@link #ORIGIN} in the very first line
 * @param repairs whether it tells that the line before is half a record
 */
record AuditLine(long id, String previous, boolean repairs) {
    /** What stands for the hash of a line that there never was. */
    static final String ORIGIN = "0".repeat(64);

    private static final Pattern SHAPE = Pattern.compile(
            "\\{\"id\":(\\d{1,18}),\"time\":\"[^\"]+\",.*\"action\":\"([^\"]+)\",.*,\"previous\":\"([0-9a-f]{64})\"}");

    /** The line in the log, without its end; empty when it is none. */
    static Optional<AuditLine> parse(String line) {
        Matcher matcher = SHAPE.matcher(line);
        return matcher.matches()
                ? Optional.of(new AuditLine(
                        Long.parseLong(matcher.group(1)),
                        matcher.group(3),
                        matcher.group(2).equals(AuditAction.AUDIT_REPAIRED.text())))
                : Optional.empty();
    }

    /** The text of a record, without the end of the line. */
    static String print(long id, Instant time, AuditRecord record, String previous) {
        StringBuilder line = new StringBuilder(256).append("{\"id\":").append(id);
        field(line, "time", time.toString());
        field(line, "actor", record.actor());
        field(line, "action", record.action().text());
        field(line, "outcome", record.outcome().text());
        field(line, "target", record.target());
        field(line, "peer", record.peer());
        field(line, "correlation_id", record.correlationId());
        line.append(",\"details\":{");
        String comma = "";
        for (Map.Entry<String, String> detail : record.details().entrySet()) {
            line.append(comma);
            comma = ",";
            text(line, detail.getKey());
            line.append(':');
            text(line, detail.getValue());
        }
        line.append('}');
        field(line, "previous", previous);
        return line.append('}').toString();
    }

    private static void field(StringBuilder line, String name, String value) {
        line.append(",\"").append(name).append("\":");
        text(line, value);
    }

    /** Everything but plain ASCII is escaped: a log is read by many tools, some of which show what they should not. */
    private static void text(StringBuilder line, String value) {
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c >= ' ' && c < 127) {
                line.append(c);
            } else {
                line.append("\\u").append(HexFormat.of().toHexDigits(c));
            }
        }
        line.append('"');
    }

    /** The hash of a line, without its end. */
    static String hash(byte[] line) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    static String hash(String line) {
        return hash(line.getBytes(StandardCharsets.UTF_8));
    }
}
