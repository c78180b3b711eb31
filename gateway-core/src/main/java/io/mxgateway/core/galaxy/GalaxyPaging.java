package io.mxgateway.core.galaxy;

import java.util.Objects;

/**
 * Which page of an answer is wanted.
 *
 * @param size the most objects in it; 0 for {@value #DEFAULT_SIZE}; what is above {@value #MAX_SIZE} is lowered to it
 * @param token where to go on, from the page before; empty for the first page
 */
public record GalaxyPaging(int size, String token) {
    /** How many objects a page has when nobody says. */
    public static final int DEFAULT_SIZE = 500;

    /** The most objects a page can have. */
    public static final int MAX_SIZE = 5_000;

    /** A page also ends when its objects would take more than this many bytes on the wire, but has one object at least. */
    public static final int MAX_BYTES = 2 << 20;

    /** The first page, of the usual size. */
    public static final GalaxyPaging FIRST = new GalaxyPaging(0, "");

    public GalaxyPaging {
        Objects.requireNonNull(token, "token");
    }

    /** The page that a token leads to, of the same size. */
    public GalaxyPaging at(String nextToken) {
        return new GalaxyPaging(size, nextToken);
    }

    /** The size that is in force. */
    int effectiveSize() {
        return size == 0 ? DEFAULT_SIZE : Math.min(size, MAX_SIZE);
    }
}
