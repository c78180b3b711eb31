package io.mxgateway.core.galaxy;

import io.mxgateway.core.mx.MxDataType;
import java.util.Locale;
import java.util.Objects;

/**
 * An attribute as it was deployed, apart from the object that has it: objects made from one template share theirs.
 *
 * @param name unique in its object, ignoring case; may contain dots
 * @param dataType the native number of the data type, see {@link MxDataType#nativeNumber()}
 * @param array whether it is an array
 * @param arrayDimension the number of elements; 0 for a scalar, and when nobody said
 * @param category the native number of its category
 * @param securityClassification the native number, see {@link io.mxgateway.core.mx.MxSecurityClass#number()}
 * @param description for people; may be empty
 * @param historized whether a historian records it
 * @param alarm whether it bears an alarm
 */
public record GalaxyAttribute(
        String name,
        int dataType,
        boolean array,
        int arrayDimension,
        int category,
        int securityClassification,
        String description,
        boolean historized,
        boolean alarm) {
    public GalaxyAttribute {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
    }

    /** What to hand to AddItem, for the attribute of a certain object: brackets stand behind a whole array. */
    public String reference(String tagName) {
        return array ? tagName + "." + name + "[]" : tagName + "." + name;
    }

    /** The data type as a word, for instance {@code ELAPSED_TIME}; {@code UNKNOWN} for a number that no type has. */
    public String dataTypeName() {
        return MxDataType.ofNative(dataType).name();
    }

    /** The key by which attributes are compared and found. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
