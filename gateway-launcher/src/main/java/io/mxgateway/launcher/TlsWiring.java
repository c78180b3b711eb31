package io.mxgateway.launcher;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.grpc.tls.GatewayTls;
import io.mxgateway.grpc.tls.Keytool;
import io.mxgateway.grpc.tls.SelfSignedCertificate;
import io.mxgateway.grpc.tls.TlsException;
import io.mxgateway.grpc.tls.TlsFiles;
import io.mxgateway.grpc.tls.TlsReloader;
import io.mxgateway.grpc.worker.ProcessLauncher;
import io.mxgateway.launcher.admin.HealthCheck;
import io.mxgateway.launcher.config.TlsSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encryption as it was configured, for all ports of the gateway; or none. Owned by the gateway's thread. */
final class TlsWiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsWiring.class);
    private static final Duration KEYTOOL_PATIENCE = Duration.ofSeconds(60);

    /** How long before its end a certificate is worth a warning. */
    private static final Duration SOON = Duration.ofDays(30);

    private final Optional<GatewayTls> tls;
    private final Optional<TlsReloader> reloader;

    private TlsWiring(Optional<GatewayTls> tls, Optional<TlsReloader> reloader) {
        this.tls = tls;
        this.reloader = reloader;
    }

    /**
     * Reads the files, or makes them. Blocks; nothing runs yet.
     *
     * @throws CommandFailure when a client could not be served with them
     */
    static TlsWiring of(
            TlsSettings settings,
            ProcessLauncher launcher,
            GatewayTime time,
            GatewayMetrics metrics,
            SecureRandom random) {
        if (!settings.enabled()) {
            return new TlsWiring(Optional.empty(), Optional.empty());
        }
        try {
            TlsFiles own = settings.files().isPresent()
                    ? settings.files().get()
                    : selfSigned(settings, launcher, random).files();
            TlsFiles files = settings.clientCa().map(own::withClientCa).orElse(own);
            GatewayTls tls = new GatewayTls(files, time, metrics);
            LOG.info("TLS with the certificate in {}: {}", files.certificate(), tls.identity());
            if (time.now().plus(SOON).isAfter(tls.identity().expiry())) {
                LOG.warn(
                        "the certificate in {} expires soon, at {}",
                        files.certificate(),
                        tls.identity().expiry());
            }
            return new TlsWiring(Optional.of(tls), Optional.of(new TlsReloader(tls, settings.reloadInterval(), time)));
        } catch (TlsException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
    }

    private static SelfSignedCertificate selfSigned(
            TlsSettings settings, ProcessLauncher launcher, SecureRandom random) {
        List<String> names = new ArrayList<>(settings.names());
        names.addAll(hostNames());
        return new SelfSignedCertificate(
                settings.directory(), names, new Keytool(Keytool.ofThisJvm(), launcher, random, KEYTOOL_PATIENCE));
    }

    private static List<String> hostNames() {
        try {
            InetAddress host = InetAddress.getLocalHost();
            return List.of(host.getHostName(), host.getCanonicalHostName());
        } catch (UnknownHostException e) {
            LOG.warn(
                    "this host has no name that resolves; its certificate stands for localhost and tls.self-signed-names");
            return List.of();
        }
    }

    /** The encryption itself; empty when there is none. */
    Optional<GatewayTls> tls() {
        return tls;
    }

    /** How good the certificate is that clients are shown at a moment; empty without encryption. */
    Optional<HealthCheck.Finding> finding(Instant now) {
        return tls.map(on -> on.problem()
                .map(HealthCheck.Finding::degraded)
                .orElseGet(() -> finding(on.identity().expiry(), now)));
    }

    /** Where a certificate stands that ends at a moment. */
    static HealthCheck.Finding finding(Instant expiry, Instant now) {
        if (!now.isBefore(expiry)) {
            return HealthCheck.Finding.down("the certificate expired at " + expiry
                    + " and clients refuse it: replace its files, which takes effect within seconds");
        }
        return now.plus(SOON).isAfter(expiry)
                ? HealthCheck.Finding.degraded("the certificate expires at " + expiry + ": replace its files before")
                : HealthCheck.Finding.ok("the certificate is good until " + expiry);
    }

    /** Begins to look at the files. */
    void start() {
        reloader.ifPresent(TlsReloader::start);
    }

    /** Makes a server encrypt, if anything is to be encrypted. */
    void secure(NettyServerBuilder server) {
        try {
            if (tls.isPresent()) {
                tls.get().secure(server);
            }
        } catch (TlsException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** In two or three words, for the line that says that the gateway is ready. */
    String text() {
        return tls.map(on -> on.asksForClientCertificates() ? "TLS with client certificates" : "TLS")
                .orElse("no TLS");
    }

    @Override
    public void close() {
        reloader.ifPresent(TlsReloader::close);
    }
}
