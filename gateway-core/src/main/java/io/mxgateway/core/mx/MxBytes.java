package io.mxgateway.core.mx;

import java.util.Arrays;

/** An immutable run of bytes that compares by content. */
public final class MxBytes {
    private final byte[] bytes;

    private MxBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies {@code bytes}. */
    public static MxBytes copyOf(byte[] bytes) {
        return new MxBytes(bytes.clone());
    }

    /** A copy of the content. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** The number of bytes. */
    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MxBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
