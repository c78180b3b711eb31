package io.mxgateway.grpc.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PEM file as it was read. What it refuses, it refuses with the file's name and what would be right; never with a part
 * of its content.
 *
 * @param path where it was read
 * @param text what is in it
 */
record PemFile(Path path, String text) {
    private static final Logger LOG = LoggerFactory.getLogger(PemFile.class);
    private static final int LONGEST = 1 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> KEY_TYPES = List.of("RSA", "EC");

    /** A block: what it says that it is, and what it is, in base64 if it is well formed. */
    private record Block(String label, String body) {}

    static PemFile read(Path path) throws TlsException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(LONGEST + 1);
            if (content.length > LONGEST) {
                throw new TlsException(path + " is longer than 1 MiB; it must be a PEM file of certificates or a key");
            }
            return new PemFile(path, new String(content, ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw new TlsException(path + " does not exist; put the PEM file there or name another one", e);
        } catch (IOException e) {
            throw new TlsException(
                    path + " cannot be read (" + e + "); it must be a PEM file that the gateway's user may read", e);
        }
    }

    /** The certificates, at least one. */
    List<X509Certificate> certificates() throws TlsException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks()) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(bytes(block), certificates.size() + 1));
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsException(path + " holds no certificate; it must be PEM, with a line BEGIN CERTIFICATE");
        }
        return certificates;
    }

    private X509Certificate certificate(byte[] content, int number) throws TlsException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(content));
        } catch (CertificateException e) {
            throw new TlsException(
                    path + ": certificate " + number + " in it is damaged (" + e.getMessage() + "); copy it anew", e);
        }
    }

    /** The one private key. */
    PrivateKey privateKey() throws TlsException {
        List<Block> keys = blocks().stream()
                .filter(block -> block.label().endsWith("PRIVATE KEY"))
                .toList();
        if (keys.size() != 1) {
            throw new TlsException(
                    path + " holds " + keys.size() + " private keys; it must be PEM, with one BEGIN PRIVATE KEY");
        }
        Block key = keys.get(0);
        if (!key.label().equals("PRIVATE KEY")) {
            throw new TlsException(path + " holds an " + key.label() + "; the key must be PKCS#8 and not encrypted:"
                    + " `openssl pkcs8 -topk8 -nocrypt -in " + path.getFileName() + "` makes one of it");
        }
        return privateKey(bytes(key));
    }

    private PrivateKey privateKey(byte[] content) throws TlsException {
        for (String type : KEY_TYPES) {
            try {
                return KeyFactory.getInstance(type).generatePrivate(new PKCS8EncodedKeySpec(content));
            } catch (GeneralSecurityException e) {
                // Not of this type. What is of none is refused below, without the cause, which might quote the key.
                LOG.trace("{} holds no {} key", path, type);
            }
        }
        throw new TlsException(path + ": the private key in it is damaged, or of a type other than RSA and EC; copy or"
                + " make it anew");
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            // Encrypted keys of the old kind have headers in front; their label alone is enough to refuse them.
            boolean headers = matcher.group(2).contains(":");
            blocks.add(new Block((headers ? "ENCRYPTED " : "") + matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    private byte[] bytes(Block block) throws TlsException {
        try {
            return Base64.getDecoder().decode(block.body().replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new TlsException(path + ": the " + block.label() + " in it is not base64; copy it anew");
        }
    }

    /** Without the content, which may be a key. */
    @Override
    public String toString() {
        return path.toString();
    }
}
