package io.mxgateway.core.galaxy;

/**
 * A source could not be read. The message stands on its own for whoever runs the gateway: what was asked, what went
 * wrong, what to look at; never a password.
 */
public final class GalaxySourceException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * A failure to read.
     *
     * @param cause what led to it, or null
     */
    public GalaxySourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
