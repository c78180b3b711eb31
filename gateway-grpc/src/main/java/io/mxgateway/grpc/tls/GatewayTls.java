package io.mxgateway.grpc.tls;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.time.GatewayTime;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The encryption of all ports of a gateway: TLS 1.2 and later, with what is in the files. {@link #reload} takes up what
 * has changed; connections that stand go on as they began. A {@link TlsReloader} calls it from time to time.
 *
 * <p>Thread-safe.
 */
public final class GatewayTls {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayTls.class);
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final TlsFiles files;
    private final GatewayTime time;
    private final GatewayMetrics metrics;
    private final CurrentKey key;
    private final CurrentClientCa clientCa;
    // Whether somebody reloads: who sets it, alone does, and writes the fields below.
    private final AtomicBoolean reloading = new AtomicBoolean();
    // What the files held when they were read last, usable or not.
    private volatile TlsMaterial.Content seen;
    // What is in use.
    private volatile TlsMaterial material;
    // Why the files' newest content is not in use; empty while it is.
    private volatile String refused = "";

    /**
     * Reads the files. Blocks.
     *
     * @throws TlsException when a client could not be served with what is in them
     */
    public GatewayTls(TlsFiles files, GatewayTime time, GatewayMetrics metrics) throws TlsException {
        this.files = Objects.requireNonNull(files, "files");
        this.time = Objects.requireNonNull(time, "time");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.seen = TlsMaterial.Content.read(files);
        this.material = TlsMaterial.of(seen, time.now());
        this.key = new CurrentKey(material.identity());
        this.clientCa = new CurrentClientCa(material.clientCa());
        metrics.set(GatewayMetric.TLS_CERTIFICATE_EXPIRY, identity().expiry().getEpochSecond());
    }

    /** Who the gateway is to clients that connect now. */
    public TlsIdentity identity() {
        return material.identity();
    }

    /** Whether clients must show a certificate. */
    public boolean asksForClientCertificates() {
        return files.clientCa().isPresent();
    }

    /** What is wrong: that changed files are not used and why, or that the certificate has expired; empty when all is well. */
    public Optional<String> problem() {
        if (!refused.isEmpty()) {
            return Optional.of(refused);
        }
        Instant expiry = identity().expiry();
        return time.now().isAfter(expiry)
                ? Optional.of(files.certificate() + " expired at " + expiry + "; put a renewed one in its place")
                : Optional.empty();
    }

    /**
     * Makes a gRPC server speak TLS and nothing else.
     *
     * @throws TlsException when this JVM cannot
     */
    public void secure(NettyServerBuilder server) throws TlsException {
        try {
            SslContextBuilder context =
                    GrpcSslContexts.configure(SslContextBuilder.forServer(key)).protocols(PROTOCOLS);
            if (asksForClientCertificates()) {
                context.trustManager(clientCa).clientAuth(ClientAuth.REQUIRE);
            }
            server.sslContext(context.build());
        } catch (SSLException e) {
            throw new TlsException("TLS cannot be set up on this machine: " + e.getMessage(), e);
        }
    }

    /**
     * The same for a server of the JDK, such as an HTTPS server; one that {@linkplain #asksForClientCertificates() asks for
     * client certificates} has to be told to demand them.
     *
     * @throws TlsException when this JVM cannot
     */
    public SSLContext context() throws TlsException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {key}, new TrustManager[] {clientCa}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new TlsException("TLS cannot be set up on this machine: " + e.getMessage(), e);
        }
    }

    /**
     * Looks at the files, and takes up what has changed if it can be used; else what is in use stays, and log and {@link
     * #problem()} say why. Blocks.
     *
     * @return whether something new is in use
     */
    public boolean reload() {
        if (!reloading.compareAndSet(false, true)) {
            return false;
        }
        try {
            TlsMaterial.Content now = TlsMaterial.Content.read(files);
            if (now.equals(seen) && refused.isEmpty()) {
                return false;
            }
            seen = now;
            TlsMaterial loaded = TlsMaterial.of(now, time.now());
            // First what may fail, so that nothing is changed by halves.
            clientCa.change(loaded.clientCa());
            key.change(loaded.identity());
            material = loaded;
            refused = "";
        } catch (TlsException e) {
            return refuse(e.getMessage());
        } finally {
            reloading.set(false);
        }
        metrics.set(GatewayMetric.TLS_CERTIFICATE_EXPIRY, identity().expiry().getEpochSecond());
        LOG.info("TLS files have changed; new connections get {}", identity());
        return true;
    }

    /** Keeps what is in use; a problem that stays is told once. */
    private boolean refuse(String problem) {
        if (!problem.equals(refused)) {
            refused = problem;
            LOG.error("TLS files have changed and cannot be used, the certificate before them stays: {}", problem);
        }
        return false;
    }
}
