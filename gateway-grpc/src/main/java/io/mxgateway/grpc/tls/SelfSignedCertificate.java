package io.mxgateway.grpc.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate of the gateway's own making: made once and kept, so that clients can trust it for as long as its ten
 * years last.
 *
 * <p>Two files in one directory: {@value #IDENTITY} holds key and certificate, for its owner alone; {@value #CERTIFICATE}
 * holds the certificate, for clients to trust. Key and certificate are one file so that no other start ever finds one
 * without the other.
 */
public final class SelfSignedCertificate {
    /** The file with key and certificate. */
    public static final String IDENTITY = "self-signed.pem";

    /** The file that clients are given. */
    public static final String CERTIFICATE = "self-signed.crt";

    private static final Logger LOG = LoggerFactory.getLogger(SelfSignedCertificate.class);

    private final Path directory;
    private final List<String> names;
    private final Keytool keytool;

    /**
     * A certificate; nothing is read or made yet.
     *
     * @param directory where it is kept; made if it is not there
     * @param names host names and addresses that it stands for beside localhost, 127.0.0.1 and ::1; those that no
     *     certificate can stand for are left out
     * @param keytool makes it
     */
    public SelfSignedCertificate(Path directory, List<String> names, Keytool keytool) {
        this.directory = directory.toAbsolutePath();
        this.names = List.copyOf(names);
        this.keytool = Objects.requireNonNull(keytool, "keytool");
    }

    /**
     * The files, which are made if they are not there. Blocks, for as long as the keytool takes.
     *
     * @throws TlsException when they are not there and cannot be made
     */
    public TlsFiles files() throws TlsException {
        Path identity = directory.resolve(IDENTITY);
        boolean made = !Files.exists(identity);
        if (made) {
            make(identity);
        }
        TlsIdentity found = identity(identity);
        publish(found);
        LOG.info("self-signed certificate {}: {} {}", made ? "made" : "kept", directory.resolve(CERTIFICATE), found);
        List<String> missing = names.stream()
                .filter(SubjectNames::isName)
                .filter(name -> !found.names().contains(SubjectNames.canonical(name)))
                .toList();
        if (!missing.isEmpty()) {
            LOG.warn(
                    "the self-signed certificate does not stand for {}; clients that dial these will not trust it. Delete"
                            + " {} to have a new one made, which every client then has to be given",
                    missing,
                    identity);
        }
        return TlsFiles.of(identity, identity);
    }

    /** Whether it is a host name or an address, as a certificate can stand for. */
    public static boolean canStandFor(String name) {
        return SubjectNames.isName(name);
    }

    private static TlsIdentity identity(Path file) throws TlsException {
        PemFile pem = PemFile.read(file);
        return new TlsIdentity(pem.certificates(), pem.privateKey());
    }

    private void make(Path identity) throws TlsException {
        Path work = null;
        try {
            Files.createDirectories(directory, privately("rwx------"));
            work = Files.createTempDirectory(directory, ".making-", privately("rwx------"));
            Keytool.Made made = keytool.make(work, SubjectNames.of(names));
            Path beside = work.resolve(IDENTITY);
            write(
                    beside,
                    pem("PRIVATE KEY", made.key().getEncoded()) + pem("CERTIFICATE", encoded(made.certificate())),
                    "rw-------");
            Files.move(beside, identity, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new TlsException(
                    "the self-signed certificate cannot be made in " + directory + " (" + e
                            + "); the gateway's user must be able to write there, or tls.self-signed-directory name another place",
                    e);
        } finally {
            remove(work);
        }
    }

    /** Puts the part beside it that is no secret; written anew when it is not what the gateway shows. */
    private void publish(TlsIdentity identity) throws TlsException {
        Path file = directory.resolve(CERTIFICATE);
        try {
            String content = pem("CERTIFICATE", encoded(identity.certificate()));
            if (!Files.exists(file) || !Files.readString(file).equals(content)) {
                Path beside = Files.createTempFile(directory, ".certificate-", "");
                write(beside, content, "rw-r--r--");
                Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new TlsException(
                    file + " cannot be written (" + e + "); the gateway's user must be able to write there", e);
        }
    }

    private static byte[] encoded(Certificate certificate) throws IOException {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IOException("the certificate cannot be written: " + e.getMessage(), e);
        }
    }

    private static String pem(String label, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static void write(Path file, String content, String permissions) throws IOException {
        if (isPosix(file)) {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
            // The process's mask takes away at creation what others may do.
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
        Files.writeString(
                file, content, US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    }

    private FileAttribute<?>[] privately(String permissions) {
        return isPosix(directory)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static void remove(Path work) {
        if (work == null) {
            return;
        }
        try {
            for (String name : List.of(IDENTITY, Keytool.STORE)) {
                Files.deleteIfExists(work.resolve(name));
            }
            Files.deleteIfExists(work);
        } catch (IOException e) {
            LOG.warn("{} cannot be removed; it may hold a key, so remove it by hand", work, e);
        }
    }
}
