package io.mxgateway.core.galaxy;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.RandomAccess;

/**
 * The attributes of an object in the order of their names, ignoring case, with what is asked of all of them together
 * worked out once. Objects made from one template share one of these. Immutable.
 */
final class GalaxyAttributes extends AbstractList<GalaxyAttribute> implements RandomAccess {
    static final GalaxyAttributes NONE = new GalaxyAttributes(new GalaxyAttribute[0]);

    private static final Comparator<GalaxyAttribute> BY_NAME =
            Comparator.comparing(GalaxyAttribute::name, String.CASE_INSENSITIVE_ORDER);

    private final GalaxyAttribute[] sorted;
    private final boolean alarmBearing;
    private final boolean historized;
    private final int bytes;

    private GalaxyAttributes(GalaxyAttribute[] sorted) {
        this.sorted = sorted;
        boolean alarms = false;
        boolean history = false;
        int size = 0;
        for (GalaxyAttribute attribute : sorted) {
            alarms |= attribute.alarm();
            history |= attribute.historized();
            size += WireSize.of(attribute);
        }
        this.alarmBearing = alarms;
        this.historized = history;
        this.bytes = size;
    }

    /** These attributes, sorted; of those with one name the first. The list itself when it is one of ours. */
    static GalaxyAttributes of(Collection<GalaxyAttribute> attributes) {
        if (attributes instanceof GalaxyAttributes ours) {
            return ours;
        }
        if (attributes.isEmpty()) {
            return NONE;
        }
        GalaxyAttribute[] sorted = attributes.toArray(new GalaxyAttribute[0]);
        Arrays.sort(sorted, BY_NAME); // stable
        int kept = 1;
        for (int i = 1; i < sorted.length; i++) {
            if (BY_NAME.compare(sorted[i], sorted[kept - 1]) != 0) {
                sorted[kept++] = sorted[i];
            }
        }
        return new GalaxyAttributes(kept == sorted.length ? sorted : Arrays.copyOf(sorted, kept));
    }

    @Override
    public GalaxyAttribute get(int index) {
        return sorted[index];
    }

    @Override
    public int size() {
        return sorted.length;
    }

    /** Whether any bears an alarm. */
    boolean alarmBearing() {
        return alarmBearing;
    }

    /** Whether any is recorded. */
    boolean historized() {
        return historized;
    }

    /** About how many bytes they take on the wire, apart from the object's name in their references. */
    int bytes() {
        return bytes;
    }

    /** The attribute of a name, ignoring case; null when there is none. */
    GalaxyAttribute find(String name) {
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = String.CASE_INSENSITIVE_ORDER.compare(sorted[middle].name(), name);
            if (order == 0) {
                return sorted[middle];
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }
}
