package io.mxgateway.grpc.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything a port needs to be secure, checked.
 *
 * @param identity who the gateway is
 * @param clientCa who may issue certificates of clients; empty when they are not asked for any
 */
record TlsMaterial(TlsIdentity identity, List<X509Certificate> clientCa) {
    private static final byte[] PROBE = {'m', 'x', 'g', 'a', 't', 'e', 'w', 'a', 'y'};

    /** The files of a port as they were read at one time. */
    record Content(PemFile certificate, PemFile privateKey, Optional<PemFile> clientCa) {
        static Content read(TlsFiles files) throws TlsException {
            PemFile certificate = PemFile.read(files.certificate());
            PemFile privateKey =
                    files.privateKey().equals(files.certificate()) ? certificate : PemFile.read(files.privateKey());
            return new Content(
                    certificate,
                    privateKey,
                    files.clientCa().isPresent()
                            ? Optional.of(PemFile.read(files.clientCa().get()))
                            : Optional.empty());
        }
    }

    TlsMaterial {
        clientCa = List.copyOf(clientCa);
    }

    /**
     * What is in the files.
     *
     * @throws TlsException when a client could not be served with it now
     */
    static TlsMaterial of(Content content, Instant now) throws TlsException {
        List<X509Certificate> chain = content.certificate().certificates();
        PrivateKey key = content.privateKey().privateKey();
        belongTogether(content, chain.get(0).getPublicKey(), key);
        inOrder(content.certificate(), chain);
        for (X509Certificate certificate : chain) {
            valid(content.certificate(), certificate, now);
        }
        List<X509Certificate> clientCa =
                content.clientCa().isPresent() ? content.clientCa().get().certificates() : List.of();
        return new TlsMaterial(new TlsIdentity(chain, key), clientCa);
    }

    private static void belongTogether(Content content, PublicKey certified, PrivateKey key) throws TlsException {
        String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        boolean matches;
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(PROBE);
            byte[] signature = signer.sign();
            signer.initVerify(certified);
            signer.update(PROBE);
            matches = signer.verify(signature);
        } catch (GeneralSecurityException e) {
            // A certificate for a key of another type, say.
            matches = false;
        }
        if (!matches) {
            throw new TlsException("the private key in " + content.privateKey() + " does not belong to the certificate"
                    + " in " + content.certificate() + "; name the key that the certificate was made for (the"
                    + " gateway's certificate comes first in its file)");
        }
    }

    private static void inOrder(PemFile file, List<X509Certificate> chain) throws TlsException {
        for (int i = 1; i < chain.size(); i++) {
            X509Certificate issued = chain.get(i - 1);
            if (!issued.getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                throw new TlsException(file + ": certificate " + (i + 1) + " in it, "
                        + chain.get(i).getSubjectX500Principal() + ", did not issue the one before it, which "
                        + issued.getIssuerX500Principal() + " did; put the gateway's own first, then each one's"
                        + " issuer");
            }
        }
    }

    private static void valid(PemFile file, X509Certificate certificate, Instant now) throws TlsException {
        String whose = file + ": the certificate of " + certificate.getSubjectX500Principal();
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            throw new TlsException(whose + " expired at " + until + "; put a renewed one in its place");
        }
        if (now.isBefore(from)) {
            throw new TlsException(
                    whose + " is not valid before " + from + ", and it is " + now + "; look at this machine's clock");
        }
    }
}
