package io.mxgateway.core.security;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A key as a client shows it: {@code Bearer mxgw_<id>_<secret>}. Parsed without regard to the case of the two prefixes,
 * and with regard to everything else. Immutable; shown without the secret.
 */
public final class KeyToken {
    /** How many bytes of randomness a secret is. */
    public static final int SECRET_BYTES = 32;

    /** How many characters a secret has: its bytes in base64url without padding. */
    public static final int SECRET_LENGTH = 43;

    private static final String SCHEME = "bearer ";
    private static final String PREFIX = "mxgw_";
    private static final int ID_AT = SCHEME.length() + PREFIX.length();
    private static final int SHORTEST = ID_AT + 1 + 1 + SECRET_LENGTH;
    private static final int LONGEST = ID_AT + ApiKey.MAX_ID + 1 + SECRET_LENGTH;

    private final String header;
    private final int secretAt;

    private KeyToken(String header, int secretAt) {
        this.header = header;
        this.secretAt = secretAt;
    }

    /**
     * Parses the value of the {@code authorization} metadata.
     *
     * @return empty when that is not a well-formed key
     */
    public static Optional<KeyToken> parse(String authorization) {
        return Optional.ofNullable(parseOrNull(authorization));
    }

    /** The same for the path of every call: null when it is malformed. */
    static KeyToken parseOrNull(String header) {
        int length = header.length();
        if (length < SHORTEST
                || length > LONGEST
                || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                || !header.regionMatches(true, SCHEME.length(), PREFIX, 0, PREFIX.length())) {
            return null;
        }
        int secretAt = length - SECRET_LENGTH;
        if (header.charAt(secretAt - 1) != '_') {
            return null;
        }
        for (int i = ID_AT; i < secretAt - 1; i++) {
            if (!ApiKey.isIdCharacter(header.charAt(i))) {
                return null;
            }
        }
        return isSecret(header, secretAt) ? new KeyToken(header, secretAt) : null;
    }

    private static boolean isSecret(String header, int from) {
        int last = -1;
        for (int i = from; i < header.length(); i++) {
            last = digit(header.charAt(i));
            if (last < 0) {
                return false;
            }
        }
        // The last digit carries four bits of the secret; were the other two free, four texts would be one secret.
        return (last & 3) == 0;
    }

    private static int digit(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return switch (c) {
            case '-' -> 62;
            case '_' -> 63;
            default -> -1;
        };
    }

    /** The token of a key, as its holder is to keep it: without the word before it. */
    static String text(String keyId, String secret) {
        return PREFIX + keyId + "_" + secret;
    }

    /** The id of the key that it claims to be. */
    public String id() {
        return header.substring(ID_AT, secretAt - 1);
    }

    /** The secret; never to be shown, logged or kept. */
    String secret() {
        return header.substring(secretAt);
    }

    /** Compares the secret in a time that does not depend on where the two differ. */
    boolean secretIs(byte[] other) {
        int difference = other.length ^ SECRET_LENGTH;
        for (int i = 0; i < SECRET_LENGTH && i < other.length; i++) {
            difference |= header.charAt(secretAt + i) ^ other[i];
        }
        return difference == 0;
    }

    /** The secret as {@link #secretIs} wants it. */
    byte[] secretBytes() {
        return secret().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "KeyToken[id=%s]", id());
    }
}
