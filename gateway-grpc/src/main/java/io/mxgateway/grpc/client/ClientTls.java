package io.mxgateway.grpc.client;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a client makes sure that it talks to the right gateway, and who it is itself. All files are PEM.
 *
 * @param trusted the certificates to trust; empty for those the JDK trusts
 * @param certificate the client's own certificate chain, where the gateway asks for one
 * @param privateKey the key that belongs to it; present exactly when {@code certificate} is
 * @param authority the name the gateway's certificate must carry; empty for the host that is dialled
 */
public record ClientTls(
        Optional<Path> trusted, Optional<Path> certificate, Optional<Path> privateKey, Optional<String> authority) {
    /** Trusts what the JDK trusts. */
    public static final ClientTls SYSTEM_TRUST =
            new ClientTls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public ClientTls {
        if (certificate.isPresent() != privateKey.isPresent()) {
            throw new IllegalArgumentException(
                    "client certificate " + certificate + " and private key " + privateKey + " must be given together");
        }
    }

    /** Trusts the certificates in a file, such as the gateway's self-signed one. */
    public static ClientTls trusting(Path certificates) {
        return new ClientTls(Optional.of(certificates), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, showing a certificate of the client's own: for a gateway with {@code tls.client-ca}. */
    public ClientTls withOwn(Path chain, Path key) {
        return new ClientTls(trusted, Optional.of(chain), Optional.of(key), authority);
    }

    /** The same, expecting the gateway's certificate to stand for this name, whatever host or address is dialled. */
    public ClientTls expecting(String name) {
        return new ClientTls(trusted, certificate, privateKey, Optional.of(name));
    }
}
