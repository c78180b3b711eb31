package io.mxgateway.launcher.config;

import io.mxgateway.core.config.ConfigProblem;
import io.mxgateway.grpc.tls.SelfSignedCertificate;
import io.mxgateway.grpc.tls.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The options {@code tls.*}. */
final class TlsFamily {
    private static final Option<String> CERTIFICATE = Option.of(
            "tls.certificate",
            OptionType.TEXT,
            "",
            "the PEM file with the gateway's certificate and those that issued it; empty = none");
    private static final Option<String> PRIVATE_KEY = Option.of(
            "tls.private-key",
            OptionType.TEXT,
            "",
            "the PEM file with its key: PKCS#8, not encrypted, RSA or EC; may be the same file");
    private static final Option<String> CLIENT_CA = Option.of(
            "tls.client-ca",
            OptionType.TEXT,
            "",
            "a PEM file with the certificates that issue clients' certificates; then every client must show one; empty ="
                    + " clients need none");
    private static final Option<Boolean> SELF_SIGNED = Option.of(
            "tls.self-signed",
            OptionType.BOOLEAN,
            false,
            "whether the gateway makes and keeps a certificate of its own");
    private static final Option<String> DIRECTORY = Option.of(
            "tls.self-signed-directory",
            OptionType.TEXT,
            "",
            "where it keeps that; empty = tls in the security directory");
    private static final Option<String> NAMES = Option.of(
            "tls.self-signed-names",
            OptionType.TEXT,
            "",
            "host names and addresses, with commas between them, that it stands for beside those of this host");
    private static final Option<Duration> RELOAD_INTERVAL = Option.of(
            "tls.reload-interval",
            OptionType.DURATION,
            Duration.ofSeconds(10),
            "how often the files are looked at for changes");
    private static final Option<Boolean> ALLOW_PLAINTEXT = Option.of(
            "tls.allow-plaintext",
            OptionType.BOOLEAN,
            false,
            "whether other machines are served without encryption; only where something in front of the gateway encrypts");

    private static final Pattern COMMA = Pattern.compile("[,\\s]+");

    private TlsFamily() {}

    static List<Option<?>> options() {
        return List.of(
                CERTIFICATE, PRIVATE_KEY, CLIENT_CA, SELF_SIGNED, DIRECTORY, NAMES, RELOAD_INTERVAL, ALLOW_PLAINTEXT);
    }

    /** The settings; tells problems. */
    static TlsSettings bind(OptionValues values, Path keptIn, List<ConfigProblem> problems) {
        String certificate = values.get(CERTIFICATE);
        String key = values.get(PRIVATE_KEY);
        boolean selfSigned = values.get(SELF_SIGNED);
        if (certificate.isEmpty() != key.isEmpty()) {
            Option<String> missing = certificate.isEmpty() ? CERTIFICATE : PRIVATE_KEY;
            Option<String> given = certificate.isEmpty() ? PRIVATE_KEY : CERTIFICATE;
            problems.add(new ConfigProblem(given.key(), values.get(given), "needs " + missing.key() + " beside it"));
        }
        if (selfSigned && !certificate.isEmpty()) {
            problems.add(new ConfigProblem(
                    SELF_SIGNED.key(), "true", "cannot be together with " + CERTIFICATE.key() + "; leave one of them"));
        }
        boolean encrypted = selfSigned || !certificate.isEmpty();
        if (!values.get(CLIENT_CA).isEmpty() && !encrypted) {
            problems.add(new ConfigProblem(
                    CLIENT_CA.key(),
                    values.get(CLIENT_CA),
                    "needs TLS: " + CERTIFICATE.key() + " and " + PRIVATE_KEY.key() + ", or " + SELF_SIGNED.key()
                            + "=true"));
        }
        Duration interval = values.get(RELOAD_INTERVAL);
        if (interval.compareTo(Duration.ofMillis(100)) < 0 || interval.compareTo(Duration.ofDays(1)) > 0) {
            problems.add(new ConfigProblem(RELOAD_INTERVAL.key(), DurationText.print(interval), "must be 100ms to 1d"));
        }
        Path none = Path.of("");
        return new TlsSettings(
                certificate.isEmpty() || key.isEmpty()
                        ? Optional.empty()
                        : Optional.of(TlsFiles.of(
                                SecurityFamily.path(CERTIFICATE, values, none, problems),
                                SecurityFamily.path(PRIVATE_KEY, values, none, problems))),
                selfSigned,
                SecurityFamily.path(DIRECTORY, values, keptIn, problems),
                names(values, problems),
                values.get(CLIENT_CA).isEmpty()
                        ? Optional.empty()
                        : Optional.of(SecurityFamily.path(CLIENT_CA, values, none, problems)),
                interval,
                values.get(ALLOW_PLAINTEXT));
    }

    private static List<String> names(OptionValues values, List<ConfigProblem> problems) {
        List<String> names = COMMA.splitAsStream(values.get(NAMES))
                .filter(name -> !name.isEmpty())
                .toList();
        names.stream()
                .filter(name -> !SelfSignedCertificate.canStandFor(name))
                .forEach(name -> problems.add(new ConfigProblem(
                        NAMES.key(), values.get(NAMES), "'" + name + "' is neither a host name nor an address")));
        return names;
    }
}
