package io.mxgateway.launcher.config;

import io.mxgateway.core.config.ConfigProblem;
import io.mxgateway.core.security.AuditOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The options {@code auth.*}, {@code audit.*} and those of {@code security.*} that are about places. */
final class SecurityFamily {
    private static final Option<AuthMode> MODE = Option.of(
            "auth.mode",
            OptionType.choice(AuthMode.class),
            AuthMode.API_KEY,
            "how the gateway finds out who calls; disabled = not at all, for development on this machine only");
    private static final Option<String> DIRECTORY = Option.of(
            "security.directory",
            OptionType.TEXT,
            "",
            "where keys, pepper, audit log and self-signed certificate are kept that are not told another place; empty ="
                    + " .mxgateway in the home of the gateway's user");
    private static final Option<String> KEY_DIRECTORY = Option.of(
            "auth.key-directory",
            OptionType.TEXT,
            "",
            "where API keys are kept, one file each; empty = keys in the security directory");
    private static final Option<String> PEPPER_FILE = Option.of(
            "auth.pepper-file",
            OptionType.TEXT,
            "",
            "where the pepper of the keys is kept, when MXGATEWAY_API_KEY_PEPPER does not hold it; empty = pepper in the"
                    + " security directory");
    private static final Option<String> AUDIT_FILE = Option.of(
            "audit.file",
            OptionType.TEXT,
            "",
            "the audit log, unless auth.mode=disabled; empty = audit/audit.log in the security directory");
    private static final Option<Long> AUDIT_FILE_BYTES = Option.of(
            "audit.max-file-bytes",
            OptionType.SIZE,
            AuditOptions.DEFAULT_MAX_BYTES,
            "how long the audit log becomes before a new one is begun");
    private static final Option<Integer> AUDIT_FILES = Option.of(
            "audit.max-files",
            OptionType.INTEGER,
            AuditOptions.DEFAULT_MAX_FILES,
            "how many audit logs are kept, with the one that is written");
    private static final Option<Boolean> READ_ONLY = Option.of(
            "invoke.read-only",
            OptionType.BOOLEAN,
            false,
            "whether every write is refused, whoever asks; for commissioning");

    private SecurityFamily() {}

    static List<Option<?>> options() {
        return List.of(
                MODE, DIRECTORY, KEY_DIRECTORY, PEPPER_FILE, AUDIT_FILE, AUDIT_FILE_BYTES, AUDIT_FILES, READ_ONLY);
    }

    /** The settings; tells problems. */
    static SecuritySettings bind(OptionValues values, List<ConfigProblem> problems) {
        Path home = Path.of(System.getProperty("user.home"), ".mxgateway");
        Path directory = path(DIRECTORY, values, home, problems);
        return new SecuritySettings(
                values.get(MODE),
                path(KEY_DIRECTORY, values, directory.resolve("keys"), problems),
                path(PEPPER_FILE, values, directory.resolve("pepper"), problems),
                audit(
                        path(AUDIT_FILE, values, directory.resolve("audit").resolve("audit.log"), problems),
                        values,
                        problems),
                values.get(READ_ONLY),
                TlsFamily.bind(values, directory.resolve("tls"), problems));
    }

    private static AuditOptions audit(Path file, OptionValues values, List<ConfigProblem> problems) {
        long bytes = values.get(AUDIT_FILE_BYTES);
        int files = values.get(AUDIT_FILES);
        boolean good = range(problems, AUDIT_FILE_BYTES, bytes, AuditOptions.MIN_BYTES, 1L << 40);
        good &= range(problems, AUDIT_FILES, files, 2, AuditOptions.MOST_FILES);
        return good ? new AuditOptions(file, bytes, files) : AuditOptions.at(file);
    }

    private static boolean range(List<ConfigProblem> problems, Option<?> option, long value, long min, long max) {
        boolean holds = value >= min && value <= max;
        if (!holds) {
            problems.add(new ConfigProblem(option.key(), Long.toString(value), "must be " + min + ".." + max));
        }
        return holds;
    }

    /** The place that an option names, or else a place that goes without saying. */
    static Path path(Option<String> option, OptionValues values, Path otherwise, List<ConfigProblem> problems) {
        String text = values.get(option);
        try {
            return text.isEmpty() ? otherwise : Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            problems.add(new ConfigProblem(option.key(), text, "is no path: " + e.getReason()));
            return otherwise;
        }
    }
}
