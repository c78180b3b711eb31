package io.mxgateway.core.galaxy;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Which objects are wanted. An object passes when every filter lets it pass. Immutable; start with {@link #ALL}.
 *
 * @param root where to begin; for a browse, the parent of the wanted children
 * @param maxDepth levels below the root, 0 for the root alone; empty for no limit; without effect on a browse
 * @param categoryIds any of these categories; empty takes all
 * @param templates any of these templates anywhere in the chain, ignoring case; empty takes all
 * @param tagNameGlob {@code *} and {@code ?}, whole tag name, ignoring case; empty takes all
 * @param alarmBearingOnly only objects with an attribute that bears an alarm
 * @param historizedOnly only objects with an attribute that is recorded
 * @param includeAttributes whether the objects come with their attributes; no filter
 * @param visibility what the caller may see
 */
public record GalaxyQuery(
        GalaxyRoot root,
        OptionalInt maxDepth,
        List<Integer> categoryIds,
        List<String> templates,
        String tagNameGlob,
        boolean alarmBearingOnly,
        boolean historizedOnly,
        boolean includeAttributes,
        GalaxyVisibility visibility) {
    /** Everything from every root, with attributes. */
    public static final GalaxyQuery ALL = new GalaxyQuery(
            GalaxyRoot.ALL,
            OptionalInt.empty(),
            List.of(),
            List.of(),
            "",
            false,
            false,
            true,
            GalaxyVisibility.EVERYTHING);

    public GalaxyQuery {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(maxDepth, "maxDepth");
        categoryIds = List.copyOf(categoryIds);
        templates = List.copyOf(templates);
        Objects.requireNonNull(tagNameGlob, "tagNameGlob");
        Objects.requireNonNull(visibility, "visibility");
    }

    /** The same, from another root. */
    public GalaxyQuery from(GalaxyRoot other) {
        return new GalaxyQuery(
                other,
                maxDepth,
                categoryIds,
                templates,
                tagNameGlob,
                alarmBearingOnly,
                historizedOnly,
                includeAttributes,
                visibility);
    }

    /** The same, down to a depth. */
    public GalaxyQuery downTo(int depth) {
        return new GalaxyQuery(
                root,
                OptionalInt.of(depth),
                categoryIds,
                templates,
                tagNameGlob,
                alarmBearingOnly,
                historizedOnly,
                includeAttributes,
                visibility);
    }

    /** The same, with other filters. */
    public GalaxyQuery filtered(
            List<Integer> categories, List<String> anyTemplate, String glob, boolean alarms, boolean history) {
        return new GalaxyQuery(
                root, maxDepth, categories, anyTemplate, glob, alarms, history, includeAttributes, visibility);
    }

    /** The same, with attributes or without. */
    public GalaxyQuery withAttributes(boolean include) {
        return new GalaxyQuery(
                root,
                maxDepth,
                categoryIds,
                templates,
                tagNameGlob,
                alarmBearingOnly,
                historizedOnly,
                include,
                visibility);
    }

    /** The same, for a caller that may see this much. */
    public GalaxyQuery seenBy(GalaxyVisibility other) {
        return new GalaxyQuery(
                root,
                maxDepth,
                categoryIds,
                templates,
                tagNameGlob,
                alarmBearingOnly,
                historizedOnly,
                includeAttributes,
                other);
    }
}
