package io.mxgateway.core.galaxy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads page tokens: the sequence of the cache, the place to go on at, a digest of the query, and a seal over
 * all of it, so that nobody can make one but this process. Thread-safe.
 */
final class PageTokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int DIGEST = 8;
    private static final int SEAL = 16;
    private static final int CONTENT = Long.BYTES + Integer.BYTES + DIGEST;

    private final SecretKeySpec key;

    /**
     * Tokens under a key.
     *
     * @param key random bytes, 32 of them; tokens of another key are foreign here
     */
    PageTokens(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The token that leads to a place. */
    String token(long sequence, String query, int offset) {
        byte[] content = ByteBuffer.allocate(CONTENT)
                .putLong(sequence)
                .putInt(offset)
                .put(digest(query))
                .array();
        byte[] token = Arrays.copyOf(content, CONTENT + SEAL);
        System.arraycopy(seal(content), 0, token, CONTENT, SEAL);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /**
     * The place that a token leads to.
     *
     * @throws GalaxyException when it was not made here, or not for this query, or not for this galaxy
     */
    int offset(String token, long sequence, String query) {
        byte[] bytes = decoded(token);
        byte[] content = Arrays.copyOf(bytes, CONTENT);
        if (bytes.length != CONTENT + SEAL
                || !MessageDigest.isEqual(Arrays.copyOfRange(bytes, CONTENT, bytes.length), seal(content))) {
            throw refusal("was not issued by this gateway since it started; begin with an empty one");
        }
        ByteBuffer fields = ByteBuffer.wrap(content);
        long issuedFor = fields.getLong();
        int offset = fields.getInt();
        byte[] digest = new byte[DIGEST];
        fields.get(digest);
        if (issuedFor != sequence) {
            throw refusal("is stale: it belongs to cache sequence " + issuedFor
                    + ", and the galaxy has been refreshed to " + sequence + " since; begin with an empty one");
        }
        if (!Arrays.equals(digest, digest(query))) {
            throw refusal("belongs to another request: root, depth, filters and caller must stay the same from page to"
                    + " page");
        }
        return offset;
    }

    private static byte[] decoded(String token) {
        if (token.length() > 2 * (CONTENT + SEAL)) {
            return new byte[0];
        }
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notOurs) {
            return new byte[0];
        }
    }

    private static GalaxyException refusal(String why) {
        return new GalaxyException(GalaxyErrorCode.INVALID_PAGE_TOKEN, "page_token " + why);
    }

    private byte[] digest(String query) {
        return Arrays.copyOf(hmac(query.getBytes(StandardCharsets.UTF_8)), DIGEST);
    }

    private byte[] seal(byte[] content) {
        return Arrays.copyOf(hmac(content), SEAL);
    }

    private byte[] hmac(byte[] data) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
        }
    }
}
