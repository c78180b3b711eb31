package io.mxgateway.grpc.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges clients' certificates by the issuers that are in force when they are shown.
 *
 * <p>Thread-safe.
 */
final class CurrentClientCa extends X509ExtendedTrustManager {
    // Who judges. Written by one thread at a time: the one that loads.
    private volatile X509ExtendedTrustManager judge;

    CurrentClientCa(List<X509Certificate> issuers) throws TlsException {
        this.judge = judge(issuers);
    }

    void change(List<X509Certificate> issuers) throws TlsException {
        judge = judge(issuers);
    }

    private static X509ExtendedTrustManager judge(List<X509Certificate> issuers) throws TlsException {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (int i = 0; i < issuers.size(); i++) {
                trusted.setCertificateEntry("issuer-" + i, issuers.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return extended;
                }
            }
            throw new TlsException("this JVM's " + factory.getProvider() + " cannot judge certificates of clients");
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException("the issuers of clients' certificates cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge.checkServerTrusted(chain, authType);
    }

    /** None: which ones there are is sent to clients once and for all, and these may change. Clients then choose freely. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
