package io.mxgateway.grpc.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Gives handshakes the identity that is in force when they begin. An alias names one identity for good, so that a
 * handshake that a change catches half way gets the key of the certificate it has shown.
 *
 * <p>Thread-safe.
 */
final class CurrentKey extends X509ExtendedKeyManager {
    /** An identity, the name handshakes know it by, and the one before it (null for the first). */
    private record Generation(String alias, TlsIdentity identity, Generation before) {}

    // What new handshakes get. Written by one thread at a time: the one that loads.
    private volatile Generation current;

    CurrentKey(TlsIdentity identity) {
        this.current = new Generation("1", identity, null);
    }

    void change(TlsIdentity identity) {
        Generation old = current;
        String alias = Long.toString(Long.parseLong(old.alias()) + 1);
        current = new Generation(alias, identity, new Generation(old.alias(), old.identity(), null));
    }

    private TlsIdentity named(String alias) {
        Generation newest = current;
        if (newest.alias().equals(alias)) {
            return newest.identity();
        }
        Generation before = newest.before();
        return before != null && before.alias().equals(alias) ? before.identity() : null;
    }

    private String aliasFor(String keyType) {
        Generation newest = current;
        return newest.identity().privateKey().getAlgorithm().equals(keyType) ? newest.alias() : null;
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return aliasFor(keyType);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return aliasFor(keyType);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        String alias = aliasFor(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        TlsIdentity identity = named(alias);
        return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        TlsIdentity identity = named(alias);
        return identity == null ? null : identity.privateKey();
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }
}
