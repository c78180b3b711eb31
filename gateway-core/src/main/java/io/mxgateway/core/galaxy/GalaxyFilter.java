package io.mxgateway.core.galaxy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The filters of a query, checked and made ready to be asked of many objects. Immutable. */
final class GalaxyFilter {
    /** More alternatives than anybody types. */
    private static final int MAX_ALTERNATIVES = 1_000;

    /** The longest reference there is. */
    private static final int MAX_GLOB = 329;

    // Sorted.
    private final int[] categories;
    private final Set<String> templates;
    private final NameGlob glob;
    private final boolean alarmBearing;
    private final boolean historized;

    /**
     * The filters of a query.
     *
     * @throws GalaxyException when they break a rule
     */
    GalaxyFilter(GalaxyQuery query) {
        bounded("category_ids", query.categoryIds());
        bounded("template_chain_contains", query.templates());
        if (query.tagNameGlob().length() > MAX_GLOB) {
            throw new GalaxyException(
                    GalaxyErrorCode.INVALID_REQUEST,
                    "tag_name_glob has " + query.tagNameGlob().length() + " characters; at most " + MAX_GLOB
                            + " can match a tag name");
        }
        this.categories = query.categoryIds().stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .distinct()
                .toArray();
        this.templates = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        templates.addAll(query.templates());
        this.glob = new NameGlob(query.tagNameGlob());
        this.alarmBearing = query.alarmBearingOnly();
        this.historized = query.historizedOnly();
    }

    private static void bounded(String name, List<?> values) {
        if (values.size() > MAX_ALTERNATIVES) {
            throw new GalaxyException(
                    GalaxyErrorCode.INVALID_REQUEST,
                    name + " has " + values.size() + " entries; at most " + MAX_ALTERNATIVES + " are allowed");
        }
    }

    boolean passes(GalaxyObject object) {
        if (categories.length > 0 && Arrays.binarySearch(categories, object.categoryId()) < 0) {
            return false;
        }
        GalaxyAttributes attributes = GalaxyAttributes.of(object.attributes());
        if ((alarmBearing && !attributes.alarmBearing()) || (historized && !attributes.historized())) {
            return false;
        }
        return (templates.isEmpty() || isMadeFromOne(object.templateChain())) && glob.matches(object.tagName());
    }

    /** A loop, since a query may ask this of every object of a large galaxy. */
    private boolean isMadeFromOne(List<String> chain) {
        for (int i = 0; i < chain.size(); i++) {
            if (templates.contains(chain.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether every object passes. */
    boolean passesAll() {
        return categories.length == 0
                && templates.isEmpty()
                && !alarmBearing
                && !historized
                && glob.canonical().isEmpty();
    }

    /** Equal for filters that let the same objects pass whatever the galaxy. */
    String canonical() {
        StringBuilder text = new StringBuilder();
        part(text, Arrays.toString(categories));
        templates.forEach(template -> part(text, GalaxyAttribute.key(template)));
        part(text, "");
        part(text, glob.canonical());
        return text.append(alarmBearing).append(historized).toString();
    }

    /** Appends a part so that no two lists of parts give one text. */
    static void part(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }
}
