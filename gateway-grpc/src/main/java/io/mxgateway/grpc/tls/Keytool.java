package io.mxgateway.grpc.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxgateway.grpc.worker.LaunchSpec;
import io.mxgateway.grpc.worker.ProcessLauncher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The JDK's keytool, as a process of its own: the one thing in a JDK that makes certificates and is not internal.
 *
 * <p>Thread-safe.
 */
public final class Keytool {
    /** What the keytool leaves in the directory that it works in. */
    static final String STORE = "keytool.p12";

    private static final String ALIAS = "gateway";
    private static final String PASSWORD = "MXGATEWAY_KEYTOOL_PASSWORD";
    private static final int PASSWORD_BYTES = 16;
    private static final int VALID_DAYS = 3650;
    private static final int LONGEST_OUTPUT = 2000;

    private final Path program;
    private final ProcessLauncher launcher;
    private final SecureRandom random;
    private final Duration patience;

    /** A certificate and its key. */
    record Made(Certificate certificate, Key key) {
        /** Without the key. */
        @Override
        public String toString() {
            return "Made[" + certificate.getType() + "]";
        }
    }

    /**
     * A keytool.
     *
     * @param program where it is
     * @param launcher starts it
     * @param random makes the password of the file that it hands the key over in
     * @param patience how long it may take
     */
    public Keytool(Path program, ProcessLauncher launcher, SecureRandom random, Duration patience) {
        this.program = Objects.requireNonNull(program, "program");
        this.launcher = Objects.requireNonNull(launcher, "launcher");
        this.random = Objects.requireNonNull(random, "random");
        this.patience = Objects.requireNonNull(patience, "patience");
    }

    /** Where the keytool of the JDK is that runs this. */
    public static Path ofThisJvm() {
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        Path windows = bin.resolve("keytool.exe");
        return Files.exists(windows) ? windows : bin.resolve("keytool");
    }

    /**
     * Makes a certificate and a key; leaves a file in the directory, which the caller removes.
     *
     * @param subjectNames what it stands for, in the keytool's words
     */
    Made make(Path directory, String subjectNames) throws IOException, TlsException {
        Path store = directory.resolve(STORE);
        byte[] secret = new byte[PASSWORD_BYTES];
        random.nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        run(
                List.of(
                        program.toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-sigalg",
                        "SHA256withECDSA",
                        "-validity",
                        Integer.toString(VALID_DAYS),
                        "-dname",
                        "CN=mxgateway",
                        "-ext",
                        "san=" + subjectNames,
                        "-ext",
                        "eku=serverAuth",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        // Arguments can be read by everybody on the machine, an environment by its user alone.
                        "-storepass:env",
                        PASSWORD),
                Map.of(PASSWORD, password));
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore made = KeyStore.getInstance("PKCS12");
            made.load(in, password.toCharArray());
            return new Made(made.getCertificate(ALIAS), made.getKey(ALIAS, password.toCharArray()));
        } catch (GeneralSecurityException e) {
            throw new TlsException("what " + program + " has made cannot be read: " + e.getMessage(), e);
        }
    }

    private void run(List<String> command, Map<String, String> environment) throws TlsException {
        Process process;
        try {
            process = launcher.launch(new LaunchSpec(command, "", environment)).process();
        } catch (IOException e) {
            throw new TlsException(
                    program + " cannot be started (" + e.getMessage()
                            + "); it comes with a JDK: run the gateway on one, or"
                            + " bring a certificate with tls.certificate and tls.private-key",
                    e);
        }
        try {
            process.getOutputStream().close();
            // What it says fits into the pipe; one that says more is stopped by it, and then by the clock.
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TlsException(program + " did not make a certificate within " + patience.toSeconds()
                        + " s; bring one with tls.certificate and tls.private-key");
            }
            if (process.exitValue() != 0) {
                String said = new String(process.getInputStream().readNBytes(LONGEST_OUTPUT), UTF_8);
                throw new TlsException(program + " could not make a certificate, exit code " + process.exitValue()
                        + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TlsException("interrupted while " + program + " made a certificate", e);
        } catch (IOException e) {
            throw new TlsException(program + " could not make a certificate: " + e, e);
        } finally {
            process.destroyForcibly();
        }
    }
}
