package io.mxgateway.core.security;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What may be known of a key: everything but its secret. Immutable.
 *
 * @param id what calls and sessions are known by; see {@link #requireId}
 * @param name what people call it; at most {@value #MAX_NAME} printable characters, may be empty
 * @param scopes what its holder may do; at least one
 * @param constraints where its holder may do it
 * @param createdAt when it was made
 * @param expiresAt from when on it is not valid any more; empty for never
 * @param revokedAt since when it is not valid any more; empty when nobody has revoked it
 * @param lastUsedAt when it was used last, on the minute or so; empty when it never was
 */
public record ApiKey(
        String id,
        String name,
        Set<Scope> scopes,
        KeyConstraints constraints,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt) {
    /** The most characters that an id may have. */
    public static final int MAX_ID = 64;

    /** The most characters that a name may have. */
    public static final int MAX_NAME = 128;

    /** Whether a key may be used, and if not, why. */
    public enum Status {
        /** It may be used. */
        ACTIVE,
        /** Somebody has revoked it, for good. */
        REVOKED,
        /** Its time is over. */
        EXPIRED
    }

    public ApiKey {
        requireId(id);
        requireName(name);
        scopes = Scope.setOf(scopes);
        Objects.requireNonNull(constraints, "constraints");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(revokedAt, "revokedAt");
        Objects.requireNonNull(lastUsedAt, "lastUsedAt");
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException(
                    "the key " + id + " has no scope; the scopes are " + String.join(", ", Scope.known()));
        }
    }

    /** Whether it may be used at a moment of the wall clock. A key that is both revoked and expired is a revoked one. */
    public Status status(Instant now) {
        if (revokedAt.isPresent()) {
            return Status.REVOKED;
        }
        return expiresAt.isPresent() && !now.isBefore(expiresAt.get()) ? Status.EXPIRED : Status.ACTIVE;
    }

    /** The same key, revoked. */
    public ApiKey revoked(Instant at) {
        return new ApiKey(id, name, scopes, constraints, createdAt, expiresAt, Optional.of(at), lastUsedAt);
    }

    /** The same key, used. */
    public ApiKey used(Instant at) {
        return new ApiKey(id, name, scopes, constraints, createdAt, expiresAt, revokedAt, Optional.of(at));
    }

    /**
     * Refuses what cannot be the id of a key.
     *
     * @return the id
     * @throws IllegalArgumentException unless it has 1 to {@value #MAX_ID} ASCII letters, digits, dots and hyphens
     */
    public static String requireId(String id) {
        Objects.requireNonNull(id, "id");
        if (id.isEmpty() || id.length() > MAX_ID || !id.chars().allMatch(c -> isIdCharacter((char) c))) {
            throw new IllegalArgumentException(
                    "'" + Nearest.quoted(id) + "' cannot be the id of a key: it must have 1 to " + MAX_ID
                            + " ASCII letters, digits, '.' and '-'");
        }
        return id;
    }

    /**
     * Refuses what cannot be the name of a key.
     *
     * @return the name
     * @throws IllegalArgumentException when it is too long, has control characters, or begins or ends with white space
     */
    public static String requireName(String name) {
        Objects.requireNonNull(name, "name");
        if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl) || !name.equals(name.strip())) {
            throw new IllegalArgumentException(
                    "'" + Nearest.quoted(name) + "' cannot be the name of a key: it must have at" + " most " + MAX_NAME
                            + " characters, none of them a control character and no white space at its ends");
        }
        return name;
    }

    static boolean isIdCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    }
}
