package io.mxgateway.core.security;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What is kept instead of a secret: its HMAC-SHA256 under the {@link Pepper}. Compared in constant time; not shown by
 * {@link #toString()}. Immutable.
 */
public final class SecretHash {
    /** How many bytes it has. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private SecretHash(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException(
                    "the hash of a secret has " + LENGTH + " bytes, but this one has " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** A hash from its bytes, which are copied. */
    public static SecretHash of(byte[] bytes) {
        return new SecretHash(bytes.clone());
    }

    /**
     * A hash from its hexadecimal digits.
     *
     * @throws IllegalArgumentException when these are not the right number of digits
     */
    public static SecretHash ofHex(String hex) {
        return new SecretHash(HexFormat.of().parseHex(hex));
    }

    /** Its bytes, a copy, for a store to keep. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Its hexadecimal digits, for a store to keep. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Compares in a time that does not depend on where the two differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecretHash that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SecretHash[hidden]";
    }
}
