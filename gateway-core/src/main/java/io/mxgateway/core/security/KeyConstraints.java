package io.mxgateway.core.security;

import io.mxgateway.core.galaxy.GalaxyVisibility;
import io.mxgateway.core.mx.MxSecurityClass;
import io.mxgateway.core.session.CallerLimits;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a key may touch, apart from what its scopes allow. A reference is readable when its own text fits one of {@code
 * readTags} or the contained path of its object one of {@code readSubtrees}; with both empty everything is. Writing goes
 * by the other pair in the same way.
 *
 * <p>Immutable; sets and lists are unmodifiable copies.
 *
 * @param readSubtrees paths of objects whose attributes may be read
 * @param writeSubtrees paths of objects whose attributes may be written
 * @param readTags references that may be read
 * @param writeTags references that may be written
 * @param browseSubtrees paths of objects that browsing shows; empty for all
 * @param writeClassifications security classes that may be written; empty for all
 * @param maxWritesPerSecond how many values may be written in a second, entries of bulks counted one by one; 0 for no limit
 */
public record KeyConstraints(
        List<Glob> readSubtrees,
        List<Glob> writeSubtrees,
        List<Glob> readTags,
        List<Glob> writeTags,
        List<Glob> browseSubtrees,
        Set<MxSecurityClass> writeClassifications,
        int maxWritesPerSecond)
        implements CallerLimits {
    /** The most patterns of one list. */
    public static final int MAX_PATTERNS = 1000;

    /** The most that {@code maxWritesPerSecond} may be. */
    public static final int MAX_WRITES_PER_SECOND = 1_000_000;

    /** None at all. */
    public static final KeyConstraints NONE =
            new KeyConstraints(List.of(), List.of(), List.of(), List.of(), List.of(), Set.of(), 0);

    public KeyConstraints {
        readSubtrees = patterns("read-subtrees", readSubtrees);
        writeSubtrees = patterns("write-subtrees", writeSubtrees);
        readTags = patterns("read-tags", readTags);
        writeTags = patterns("write-tags", writeTags);
        browseSubtrees = patterns("browse-subtrees", browseSubtrees);
        EnumSet<MxSecurityClass> classes = EnumSet.noneOf(MxSecurityClass.class);
        classes.addAll(writeClassifications);
        writeClassifications = Collections.unmodifiableSet(classes);
        if (maxWritesPerSecond < 0 || maxWritesPerSecond > MAX_WRITES_PER_SECOND) {
            throw new IllegalArgumentException("max-writes-per-second is " + maxWritesPerSecond + ", it must be 1.."
                    + MAX_WRITES_PER_SECOND + ", or 0 for no limit");
        }
    }

    private static List<Glob> patterns(String name, List<Glob> globs) {
        if (globs.size() > MAX_PATTERNS) {
            throw new IllegalArgumentException(
                    name + " has " + globs.size() + " patterns, the most is " + MAX_PATTERNS);
        }
        return List.copyOf(globs);
    }

    @Override
    public boolean isNone() {
        return !constrainsReads() && !constrainsWrites() && browseSubtrees.isEmpty() && maxWritesPerSecond == 0;
    }

    /** Whether not everything may be read. */
    public boolean constrainsReads() {
        return !readSubtrees.isEmpty() || !readTags.isEmpty();
    }

    /** Whether not everything may be written, the rate apart. */
    public boolean constrainsWrites() {
        return !writeSubtrees.isEmpty() || !writeTags.isEmpty() || !writeClassifications.isEmpty();
    }

    /**
     * Whether browsing shows an object.
     *
     * @param containedPath its path from the topmost area, the parts joined by dots
     */
    public boolean mayBrowse(String containedPath) {
        return browseSubtrees.isEmpty() || anyMatches(browseSubtrees, containedPath);
    }

    /** What browsing shows; keys with the same patterns see the same, and share lists. */
    public GalaxyVisibility visibility() {
        if (browseSubtrees.isEmpty()) {
            return GalaxyVisibility.EVERYTHING;
        }
        // The lengths keep patterns apart, whatever characters they are made of.
        String identity = browseSubtrees.stream()
                .map(glob -> glob.text().toLowerCase(Locale.ROOT))
                .map(text -> text.length() + ":" + text)
                .sorted()
                .collect(Collectors.joining(" "));
        return GalaxyVisibility.only(identity, this::mayBrowse);
    }

    /**
     * Whether objects that browsing shows may lie below this one, so that it is needed as the way to them even when it
     * is not shown for its own sake.
     *
     * @param containedPath its path from the topmost area, the parts joined by dots
     */
    public boolean leadsToBrowsable(String containedPath) {
        if (browseSubtrees.isEmpty()) {
            return true;
        }
        String below = containedPath + ".";
        return browseSubtrees.stream().anyMatch(glob -> glob.matchesSomethingBelow(below));
    }

    static boolean anyMatches(List<Glob> globs, String text) {
        for (Glob glob : globs) {
            if (glob.matches(text)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Patterns of texts.
     *
     * @throws IllegalArgumentException when one of them can match nothing
     */
    public static List<Glob> globs(Collection<String> texts) {
        return texts.stream().map(Glob::of).toList();
    }

    /**
     * The security class with this name, written like {@code SecuredWrite}, {@code secured-write} or {@code
     * SECURED_WRITE}, or with this native number.
     *
     * @throws IllegalArgumentException when there is none, naming those that exist and the one that was probably meant
     */
    public static MxSecurityClass classification(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
        for (MxSecurityClass known : MxSecurityClass.values()) {
            if (classificationText(known).replace("-", "").equals(wanted)
                    || Integer.toString(known.number()).equals(wanted)) {
                return known;
            }
        }
        List<String> known = Arrays.stream(MxSecurityClass.values())
                .map(KeyConstraints::classificationText)
                .toList();
        throw new IllegalArgumentException("there is no security classification '" + Nearest.quoted(text) + "'"
                + Nearest.hint(text.strip().toLowerCase(Locale.ROOT), known) + "; they are "
                + String.join(", ", known));
    }

    /** How a security class is written in keys and on the command line, such as {@code secured-write}. */
    public static String classificationText(MxSecurityClass classification) {
        return classification.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
