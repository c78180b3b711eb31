package io.mxgateway.grpc.tls;

import io.mxgateway.core.time.GatewayTime;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a {@link GatewayTls} look at its files from time to time, on a thread of its own, as reading files blocks.
 *
 * <p>Thread-safe.
 */
public final class TlsReloader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsReloader.class);

    private final GatewayTls tls;
    private final Duration interval;
    private final GatewayTime time;
    private final Semaphore turns = new Semaphore(0);
    private final Object lock = new Object();
    // Looks at the files; null before the start. Guarded by lock.
    private Thread thread;
    // Brings the next look; NONE while one is under way. Guarded by lock.
    private GatewayTime.Timer next = GatewayTime.Timer.NONE;
    // Whether it was closed. Guarded by lock.
    private boolean closed;

    /**
     * A reloader; nothing runs before {@link #start}.
     *
     * @param interval how long to wait between two looks, positive
     */
    public TlsReloader(GatewayTls tls, Duration interval, GatewayTime time) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval = " + interval + ": must be positive");
        }
        this.tls = Objects.requireNonNull(tls, "tls");
        this.interval = interval;
        this.time = Objects.requireNonNull(time, "time");
    }

    /** Begins to look; once, and not after {@link #close}. */
    public void start() {
        synchronized (lock) {
            if (thread != null || closed) {
                throw new IllegalStateException("a TLS reloader starts once");
            }
            thread = new Thread(this::work, "mxgateway-tls-reload");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void work() {
        while (scheduled()) {
            try {
                turns.acquire();
                tls.reload();
            } catch (InterruptedException e) {
                // close() is the only one to interrupt.
                return;
            } catch (RuntimeException e) {
                LOG.error("looking at the TLS files failed; the certificate in use stays", e);
            }
        }
    }

    private boolean scheduled() {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            next = time.after(interval, turns::release);
            return true;
        }
    }

    /** Looks no more. Idempotent; legal before the start. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            next.cancel();
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
