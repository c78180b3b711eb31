package io.mxgateway.grpc.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Who the gateway is to its clients. Immutable.
 *
 * @param chain the gateway's certificate first, then those that issued it; never empty
 * @param privateKey the key of the first
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey privateKey) {
    public TlsIdentity {
        chain = List.copyOf(chain);
        Objects.requireNonNull(privateKey, "privateKey");
    }

    /** The gateway's own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The SHA-256 of the certificate, in pairs of upper-case hexadecimal digits with colons between them. */
    public String fingerprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(certificate().getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has no fingerprint: " + e.getMessage(), e);
        }
    }

    /** The host names and addresses that the certificate stands for; empty when it names none. */
    public List<String> names() {
        try {
            Collection<List<?>> names = certificate().getSubjectAlternativeNames();
            // The second part is text for names and addresses, bytes for kinds that say nothing about hosts.
            return names == null
                    ? List.of()
                    : names.stream()
                            .map(name -> name.get(1))
                            .filter(String.class::isInstance)
                            .map(name -> ((String) name).toLowerCase(Locale.ROOT))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** When the first certificate of the chain expires. */
    public Instant expiry() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "sha256=" + fingerprint() + " names=" + names() + " expires=" + expiry();
    }
}
