package io.mxgateway.core.simulator;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One named thing of a running galaxy: a platform, an engine, an area or an object. What it consists of is fixed once the
 * galaxy runs; its troubles may be changed by any thread.
 */
final class ObjectNode {
    private final String tagName;
    private final String containedName;
    private final ObjectNode parent;
    private final ObjectNode engine;
    private final ObjectNode platform;
    private final boolean area;
    // Keys in lower case. Filled while the galaxy is built, by the building thread; read-only afterwards.
    private final Map<String, AttributeNode> attributes = new HashMap<>();
    private final Map<String, ObjectNode> contained = new HashMap<>();
    // NONE when all is well; written by any thread, the last one wins.
    private volatile Trouble ownTrouble = Trouble.NONE;

    /**
     * A node.
     *
     * @param containedName empty unless it stands in another object
     * @param parent the container, else the area; null at the top
     * @param engine what runs it; null for a platform or an engine
     * @param platform the computer it runs on; null for a platform
     */
    ObjectNode(
            String tagName,
            String containedName,
            ObjectNode parent,
            ObjectNode engine,
            ObjectNode platform,
            boolean area) {
        this.tagName = tagName;
        this.containedName = containedName;
        this.parent = parent;
        this.engine = engine;
        this.platform = platform;
        this.area = area;
    }

    /** Only while the galaxy is built. */
    void add(AttributeNode attribute) {
        attributes.put(attribute.spec().name().toLowerCase(Locale.ROOT), attribute);
    }

    /** Only while the galaxy is built. */
    void add(ObjectNode inner) {
        contained.put(inner.containedName.toLowerCase(Locale.ROOT), inner);
    }

    String tagName() {
        return tagName;
    }

    boolean isArea() {
        return area;
    }

    /** Whether it is an area or what runs areas: a platform or an engine. */
    boolean holdsAreas() {
        return area || (engine == null && !tagName.equals(Script.OBJECT));
    }

    /** Whether it is the given thing, stands in it or runs on it, however deep. */
    boolean isWithin(ObjectNode other) {
        for (ObjectNode node = this; node != null; node = node.parent) {
            if (node == other) {
                return true;
            }
        }
        return other == engine || other == platform;
    }

    /** The object it stands in; null when it stands on its own. */
    ObjectNode container() {
        return parent != null && !parent.area ? parent : null;
    }

    /** The nearest area around it; null for what is not in one. */
    ObjectNode areaAround() {
        ObjectNode node = parent;
        while (node != null && !node.area) {
            node = node.parent;
        }
        return node;
    }

    /** What runs it; null for platforms and engines. */
    ObjectNode engine() {
        return engine;
    }

    /** The computer it runs on; null for a platform. */
    ObjectNode platform() {
        return platform;
    }

    /** An attribute by its name in lower case; null when there is none. */
    AttributeNode attribute(String lowerName) {
        return attributes.get(lowerName);
    }

    /** What stands in it, by its contained name in lower case; null when there is none. */
    ObjectNode inside(String lowerName) {
        return contained.get(lowerName);
    }

    /** The way from the topmost area to this object. */
    String containedPath() {
        String own = containedName.isEmpty() ? tagName : containedName;
        return parent == null ? own : parent.containedPath() + "." + own;
    }

    /** What keeps it from delivering good values; {@link Trouble#NONE} when nothing does. */
    Trouble trouble() {
        if (engine != null && engine.ownTrouble != Trouble.NONE) {
            return engine.ownTrouble;
        }
        return ownTrouble;
    }

    /** Sets the trouble of this object and of everything in it. */
    void setTrouble(Trouble trouble) {
        ownTrouble = trouble;
        contained.values().forEach(inner -> inner.setTrouble(trouble));
    }
}
