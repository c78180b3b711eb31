package io.mxgateway.core.galaxy;

/**
 * One reader's place among the deploys. The reader pulls: it polls until it gets null, then waits to be woken.
 *
 * <p>One thread at a time may poll; the other methods are safe for any thread.
 */
public interface DeployWatch extends AutoCloseable {
    /** A watch that was over before it began. */
    DeployWatch OVER = new DeployWatch() {
        @Override
        public GalaxyDeploy poll() {
            return null;
        }

        @Override
        public boolean ended() {
            return true;
        }

        @Override
        public void close() {}
    };

    /**
     * The next deploy; the first one is the present state, unless that is the one the reader knows.
     *
     * @return null when there is none for now, or no more at all, which {@link #ended()} tells apart. After a null the
     *     reader's wake-up is called once, as soon as there is something to poll or to learn.
     */
    GalaxyDeploy poll();

    /** Whether there is nothing to poll any more, as the reader has left or the repository was closed. */
    boolean ended();

    /** Leaves; idempotent. The wake-up is not called afterwards, but a call that has begun may still be under way. */
    @Override
    void close();
}
