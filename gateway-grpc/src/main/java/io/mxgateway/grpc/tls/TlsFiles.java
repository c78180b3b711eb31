package io.mxgateway.grpc.tls;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The files that make a port secure, all PEM. Certificate and key may be one file. Immutable.
 *
 * @param certificate the gateway's certificate, followed by those that issued it, without the root
 * @param privateKey the key that belongs to it: PKCS#8, not encrypted, RSA or EC
 * @param clientCa the certificates that may issue clients' certificates, which every client must then show; empty to ask
 *     clients for none
 */
public record TlsFiles(Path certificate, Path privateKey, Optional<Path> clientCa) {
    public TlsFiles {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(clientCa, "clientCa");
    }

    /** Certificate and key, without certificates of clients. */
    public static TlsFiles of(Path certificate, Path privateKey) {
        return new TlsFiles(certificate, privateKey, Optional.empty());
    }

    /** The same gateway, which lets in only clients whose certificates were issued by one of these. */
    public TlsFiles withClientCa(Path certificates) {
        return new TlsFiles(certificate, privateKey, Optional.of(certificates));
    }
}
