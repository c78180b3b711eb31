package io.mxgateway.core.galaxy;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A whole galaxy at one deploy. The objects lie in one array, each before what stands below it and siblings in their
 * order (areas first, then by browse name, ignoring case), so that a subtree is a stretch of the array, and the children
 * of an object are found by leaping from subtree to subtree. Immutable.
 */
public final class GalaxyModel {
    private static final int NONE = -1;

    private final Optional<Instant> deployedAt;
    private final GalaxyObject[] objects;
    private final int[] parents;
    private final int[] depths;
    // One behind the last object of each one's subtree.
    private final int[] ends;
    private final Map<Integer, Integer> byId;
    private final Map<String, Integer> byTagName;
    private final Map<String, Integer> byPath;
    private final int attributeCount;
    private final List<String> warnings;

    private GalaxyModel(Optional<Instant> deployedAt, List<GalaxyForest.Placed> placed, GalaxyWarnings odd) {
        this.deployedAt = deployedAt;
        int count = placed.size();
        this.objects = new GalaxyObject[count];
        this.parents = new int[count];
        this.depths = new int[count];
        this.ends = new int[count];
        this.byId = new HashMap<>(count * 2);
        this.byTagName = new HashMap<>(count * 2);
        this.byPath = new HashMap<>(count * 2);
        int attributes = 0;
        for (int i = 0; i < count; i++) {
            GalaxyForest.Placed one = placed.get(i);
            GalaxyObject object = object(one.entry(), one.parent());
            objects[i] = object;
            parents[i] = one.parent();
            depths[i] = one.depth();
            attributes += object.attributes().size();
            byId.put(object.id(), i);
            index(byTagName, object.tagName(), i, "tag name", odd);
            index(byPath, object.containedPath(), i, "contained path", odd);
        }
        for (int i = count - 1; i >= 0; i--) {
            ends[i] = Math.max(ends[i], i + 1);
            if (parents[i] != NONE) {
                ends[parents[i]] = Math.max(ends[parents[i]], ends[i]);
            }
        }
        this.attributeCount = attributes;
        this.warnings = odd.texts();
    }

    /**
     * Puts a galaxy together. What cannot be true is put right in the mildest way and told in {@link #warnings()}.
     *
     * @param deployedAt when it was deployed; empty when it never was
     * @param entries its objects, in any order
     */
    public static GalaxyModel of(Optional<Instant> deployedAt, Collection<GalaxyEntry> entries) {
        return of(deployedAt, entries, List.of());
    }

    /**
     * As above, for a source that has found something odd itself.
     *
     * @param sourceWarnings told before the model's own
     */
    public static GalaxyModel of(
            Optional<Instant> deployedAt, Collection<GalaxyEntry> entries, List<String> sourceWarnings) {
        GalaxyWarnings odd = new GalaxyWarnings();
        odd.addAll(sourceWarnings);
        return new GalaxyModel(
                Objects.requireNonNull(deployedAt, "deployedAt"), new GalaxyForest(entries, odd).inOrder(), odd);
    }

    private GalaxyObject object(GalaxyEntry entry, int parent) {
        String path = GalaxyForest.browseName(entry);
        return new GalaxyObject(
                entry.id(),
                entry.tagName(),
                entry.containedName().isBlank() ? "" : entry.containedName(),
                parent == NONE ? 0 : objects[parent].id(),
                entry.area(),
                entry.categoryId(),
                entry.hostedById(),
                entry.templateChain(),
                entry.attributes(),
                parent == NONE ? path : objects[parent].containedPath() + "." + path);
    }

    /** The lowest id keeps a name that several have. */
    private void index(Map<String, Integer> index, String name, int place, String what, GalaxyWarnings odd) {
        String key = GalaxyAttribute.key(name);
        Integer other = index.putIfAbsent(key, place);
        if (other != null) {
            int kept = objects[other].id() < objects[place].id() ? other : place;
            index.put(key, kept);
            odd.add("the " + what + " '" + name + "' belongs to the objects " + objects[other].id() + " and "
                    + objects[place].id() + ": it finds " + objects[kept].id());
        }
    }

    /** When it was deployed; empty when it never was. */
    public Optional<Instant> deployedAt() {
        return deployedAt;
    }

    /** How many objects it has. */
    public int objectCount() {
        return objects.length;
    }

    /** How many attributes they have together. */
    public int attributeCount() {
        return attributeCount;
    }

    /** What was odd in what the source told; a bounded number of texts for people. */
    public List<String> warnings() {
        return warnings;
    }

    GalaxyObject object(int place) {
        return objects[place];
    }

    /** The place of the parent; -1 for a root. */
    int parent(int place) {
        return parents[place];
    }

    /** 0 for a root. */
    int depth(int place) {
        return depths[place];
    }

    /** One behind the last place of a subtree; its first child, if it has any, is one behind itself. */
    int end(int place) {
        return ends[place];
    }

    /** The place of an object; -1 when there is none of this id. */
    int placeOfId(int id) {
        return byId.getOrDefault(id, NONE);
    }

    /** The place of an object; -1 when there is none of this tag name, ignoring case. */
    int placeOfTagName(String tagName) {
        return byTagName.getOrDefault(GalaxyAttribute.key(tagName), NONE);
    }

    /** The place of an object; -1 when there is none at this contained path, ignoring case. */
    int placeOfPath(String path) {
        return byPath.getOrDefault(GalaxyAttribute.key(path), NONE);
    }
}
