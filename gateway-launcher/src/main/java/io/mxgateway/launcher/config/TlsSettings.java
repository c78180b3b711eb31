package io.mxgateway.launcher.config;

import io.mxgateway.grpc.tls.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How connections are encrypted. Immutable.
 *
 * @param files the gateway's own certificate; empty when there is none or it makes one
 * @param selfSigned whether the gateway makes its certificate
 * @param directory where it keeps that
 * @param names what it stands for beside this host
 * @param clientCa who issues clients' certificates; empty when they need none
 * @param reloadInterval how often files are looked at
 * @param allowPlaintext whether others than this machine may be served without encryption
 */
public record TlsSettings(
        Optional<TlsFiles> files,
        boolean selfSigned,
        Path directory,
        List<String> names,
        Optional<Path> clientCa,
        Duration reloadInterval,
        boolean allowPlaintext) {
    public TlsSettings {
        Objects.requireNonNull(files, "files");
        Objects.requireNonNull(directory, "directory");
        names = List.copyOf(names);
        Objects.requireNonNull(clientCa, "clientCa");
        Objects.requireNonNull(reloadInterval, "reloadInterval");
    }

    /** Whether connections are encrypted. */
    public boolean enabled() {
        return selfSigned || files.isPresent();
    }
}
