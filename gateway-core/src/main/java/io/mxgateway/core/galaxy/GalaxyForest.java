package io.mxgateway.core.galaxy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds every object its parent, whatever the source says: the answer is always a forest. What cannot be true (twice the
 * same id, a container that is not there, objects that contain each other) is put right in the mildest way and told.
 * Lives while a model is built; not thread-safe.
 */
final class GalaxyForest {
    /** No galaxy is nested deeper; a longer chain is a mistake, and its paths would fill the memory. */
    static final int MAX_DEPTH = 100;

    private static final int NONE = -1;

    private static final Comparator<GalaxyEntry> SIBLINGS = Comparator.comparing((GalaxyEntry entry) -> !entry.area())
            .thenComparing(GalaxyForest::browseName, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(GalaxyEntry::tagName, String.CASE_INSENSITIVE_ORDER)
            .thenComparingInt(GalaxyEntry::id);

    /** The same order, of objects that have their places. */
    static final Comparator<GalaxyObject> SIBLING_OBJECTS = Comparator.comparing(
                    (GalaxyObject object) -> !object.area())
            .thenComparing(GalaxyObject::browseName, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(GalaxyObject::tagName, String.CASE_INSENSITIVE_ORDER)
            .thenComparingInt(GalaxyObject::id);

    private final GalaxyWarnings warnings;
    // In the order of siblings, so that whoever is visited in this order visits siblings in theirs.
    private final GalaxyEntry[] entries;
    private final Map<Integer, Integer> places = new HashMap<>();
    private final int[] parents;

    GalaxyForest(Collection<GalaxyEntry> all, GalaxyWarnings warnings) {
        this.warnings = warnings;
        this.entries = usable(all);
        Arrays.sort(entries, SIBLINGS);
        for (int i = 0; i < entries.length; i++) {
            places.put(entries[i].id(), i);
        }
        this.parents = new int[entries.length];
        for (int i = 0; i < entries.length; i++) {
            parents[i] = parentOf(entries[i]);
        }
        cutCycles();
        cutDepths();
    }

    static String browseName(GalaxyEntry entry) {
        return entry.containedName().isBlank() ? entry.tagName() : entry.containedName();
    }

    private GalaxyEntry[] usable(Collection<GalaxyEntry> all) {
        Map<Integer, GalaxyEntry> byId = new HashMap<>(all.size() * 2);
        for (GalaxyEntry entry : all) {
            if (entry.id() <= 0 || entry.tagName().isBlank()) {
                warnings.add("object " + entry.id() + " '" + entry.tagName()
                        + "' is left out: an object needs an id above 0 and a tag name");
            } else {
                GalaxyEntry before = byId.putIfAbsent(entry.id(), entry);
                if (before != null) {
                    warnings.add("object id " + entry.id() + " is there twice, as '" + before.tagName() + "' and as '"
                            + entry.tagName() + "': the second is left out");
                }
            }
        }
        return byId.values().toArray(new GalaxyEntry[0]);
    }

    private int parentOf(GalaxyEntry entry) {
        int container = known(entry, entry.containerId(), "container");
        return container != NONE ? container : known(entry, entry.areaId(), "area");
    }

    private int known(GalaxyEntry entry, int id, String role) {
        if (id == 0 || id == entry.id()) {
            return NONE;
        }
        Integer place = places.get(id);
        if (place == null) {
            warnings.add("the " + role + " " + id + " of object " + entry.id() + " '" + entry.tagName()
                    + "' is not among the deployed objects: the object is shown without it");
            return NONE;
        }
        return place;
    }

    /** Of objects that contain each other, the one with the lowest id becomes a root. */
    private void cutCycles() {
        int[] seen = new int[parents.length];
        for (int i = 0; i < parents.length; i++) {
            int at = i;
            while (at != NONE && seen[at] == 0) {
                seen[at] = i + 1;
                at = parents[at];
            }
            if (at != NONE && seen[at] == i + 1) {
                cut(at);
            }
        }
    }

    private void cut(int member) {
        int lowest = member;
        StringBuilder names = new StringBuilder();
        int at = member;
        do {
            if (entries[at].id() < entries[lowest].id()) {
                lowest = at;
            }
            if (names.length() < 200) {
                names.append(names.length() == 0 ? "'" : ", '")
                        .append(entries[at].tagName())
                        .append('\'');
            }
            at = parents[at];
        } while (at != member);
        parents[lowest] = NONE;
        warnings.add("the containers or areas of " + names + " form a circle: '" + entries[lowest].tagName()
                + "' is shown as a root");
    }

    private void cutDepths() {
        int[] depths = new int[parents.length]; // from 1; 0 is not known yet
        int[] way = new int[parents.length];
        for (int i = 0; i < parents.length; i++) {
            int length = 0;
            for (int at = i; at != NONE && depths[at] == 0; at = parents[at]) {
                way[length++] = at;
            }
            while (length > 0) {
                int at = way[--length];
                depths[at] = parents[at] == NONE ? 1 : depths[parents[at]] + 1;
                if (depths[at] > MAX_DEPTH) {
                    parents[at] = NONE;
                    depths[at] = 1;
                    warnings.add("object '" + entries[at].tagName() + "' is nested deeper than " + MAX_DEPTH
                            + " levels: it is shown as a root");
                }
            }
        }
    }

    /** What was found, each object before those below it, siblings in their order, and with the depth of each. */
    List<Placed> inOrder() {
        int[] firstChild = new int[entries.length];
        int[] nextSibling = new int[entries.length];
        Arrays.fill(firstChild, NONE);
        int firstRoot = NONE;
        for (int i = entries.length - 1; i >= 0; i--) {
            int parent = parents[i];
            nextSibling[i] = parent == NONE ? firstRoot : firstChild[parent];
            if (parent == NONE) {
                firstRoot = i;
            } else {
                firstChild[parent] = i;
            }
        }
        List<Placed> placed = new ArrayList<>(entries.length);
        int[] positions = new int[entries.length];
        int[] depths = new int[entries.length];
        int at = firstRoot;
        while (at != NONE) {
            int parent = parents[at];
            positions[at] = placed.size();
            depths[at] = parent == NONE ? 0 : depths[parent] + 1;
            placed.add(new Placed(entries[at], parent == NONE ? NONE : positions[parent], depths[at]));
            at = firstChild[at] != NONE ? firstChild[at] : afterSubtreeOf(at, nextSibling);
        }
        return placed;
    }

    private int afterSubtreeOf(int last, int[] nextSibling) {
        int at = last;
        while (at != NONE && nextSibling[at] == NONE) {
            at = parents[at];
        }
        return at == NONE ? NONE : nextSibling[at];
    }

    /**
     * An object in its place.
     *
     * @param parent the position of its parent among all; -1 for a root
     * @param depth 0 for a root
     */
    record Placed(GalaxyEntry entry, int parent, int depth) {}
}
