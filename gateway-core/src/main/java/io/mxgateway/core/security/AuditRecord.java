package io.mxgateway.core.security;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One thing that is taken down; the log adds its number, the time, and the hash of the record before. Immutable. Never
 * holds a secret or a value of a tag.
 *
 * @param actor who did it: the id of a key, or a fixed word such as {@code anonymous}, {@code gateway}, {@code command-line}
 * @param action what was done
 * @param outcome what became of it
 * @param target what it was done to: a key, a session, a tag; may be empty
 * @param peer the address it came from; empty when it came from none
 * @param correlationId the client's own id of the call; may be empty
 * @param details more of it, by name, in this order
 */
public record AuditRecord(
        String actor,
        AuditAction action,
        AuditOutcome outcome,
        String target,
        String peer,
        String correlationId,
        Map<String, String> details) {
    public AuditRecord {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(correlationId, "correlationId");
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** A record without peer, correlation id and details. */
    public static AuditRecord of(String actor, AuditAction action, AuditOutcome outcome, String target) {
        return new AuditRecord(actor, action, outcome, target, "", "", Map.of());
    }

    /** The same with one more detail. */
    public AuditRecord with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(details);
        more.put(name, Objects.requireNonNull(value, name));
        return new AuditRecord(actor, action, outcome, target, peer, correlationId, more);
    }

    /** The same, from a call: its peer and its correlation id. */
    public AuditRecord from(String peerAddress, String correlation) {
        return new AuditRecord(actor, action, outcome, target, peerAddress, correlation, details);
    }
}
