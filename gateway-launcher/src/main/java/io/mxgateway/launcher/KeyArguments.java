package io.mxgateway.launcher;

import io.mxgateway.core.mx.MxSecurityClass;
import io.mxgateway.core.security.KeyConstraints;
import io.mxgateway.core.security.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What a new key may do, where, and how long. */
final class KeyArguments {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([mhd])");

    @Option(
            names = {"--scope", "--scopes"},
            paramLabel = "SCOPE",
            split = ",",
            required = true,
            description =
                    "What its holder may do: session:open, session:close, invoke:read, invoke:write, invoke:secure,"
                            + " events:read, metadata:read, admin (which is all). May be repeated, or a list with commas.")
    private List<String> scopes;

    @Option(
            names = "--read-subtree",
            paramLabel = "GLOB",
            description = "Reads only below objects whose contained path is like this; * and ? are wildcards. May be"
                    + " repeated, as all globs.")
    private List<String> readSubtrees = List.of();

    @Option(names = "--write-subtree", paramLabel = "GLOB", description = "The same for writes.")
    private List<String> writeSubtrees = List.of();

    @Option(
            names = "--read-tag",
            paramLabel = "GLOB",
            description = "Reads only tags whose reference is like this; with --read-subtree, either will do.")
    private List<String> readTags = List.of();

    @Option(names = "--write-tag", paramLabel = "GLOB", description = "The same for writes.")
    private List<String> writeTags = List.of();

    @Option(
            names = "--browse-subtree",
            paramLabel = "GLOB",
            description = "Shows only objects whose contained path is like this when browsing.")
    private List<String> browseSubtrees = List.of();

    @Option(
            names = "--write-classification",
            paramLabel = "CLASS",
            split = ",",
            description = "Writes only attributes of this security classification: free-access, operate, secured-write,"
                    + " verified-write, tune, configure, view-only.")
    private List<String> writeClassifications = List.of();

    @Option(
            names = "--max-writes-per-second",
            paramLabel = "N",
            description = "Writes no more values than this in a second. Default: no limit")
    private int maxWritesPerSecond;

    @Option(
            names = "--expires",
            paramLabel = "WHEN",
            description = "Until when it is valid: a date (2027-01-31, from its beginning in UTC on it is not valid any"
                    + " more), a moment (2027-01-31T12:00:00Z) or a time from now (30m, 12h, 90d). Default: for ever")
    private String expires;

    /**
     * The scopes.
     *
     * @throws IllegalArgumentException naming the one that was probably meant
     */
    Set<Scope> scopes() {
        return Scope.parseAll(scopes);
    }

    /**
     * The constraints.
     *
     * @throws IllegalArgumentException naming what was probably meant
     */
    KeyConstraints constraints() {
        Set<MxSecurityClass> classes = writeClassifications.stream()
                .map(KeyConstraints::classification)
                .collect(Collectors.toSet());
        return new KeyConstraints(
                KeyConstraints.globs(readSubtrees),
                KeyConstraints.globs(writeSubtrees),
                KeyConstraints.globs(readTags),
                KeyConstraints.globs(writeTags),
                KeyConstraints.globs(browseSubtrees),
                classes,
                maxWritesPerSecond);
    }

    /**
     * When the key ends.
     *
     * @throws IllegalArgumentException when that is no time
     */
    Optional<Instant> expiresAt(Instant now) {
        return Optional.ofNullable(expires).map(text -> moment(text.strip(), now));
    }

    private static Instant moment(String text, Instant now) {
        Matcher duration = DURATION.matcher(text);
        try {
            if (duration.matches()) {
                long amount = Long.parseLong(duration.group(1));
                return now.plus(
                        switch (duration.group(2)) {
                            case "m" -> Duration.ofMinutes(amount);
                            case "h" -> Duration.ofHours(amount);
                            default -> Duration.ofDays(amount);
                        });
            }
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "--expires '" + text + "' is no time; write 2027-01-31, 2027-01-31T12:00:00Z or 90d", e);
        }
    }
}
