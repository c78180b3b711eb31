package io.mxgateway.core.galaxy;

/**
 * About how many bytes things take on the wire, so that a page can end in time. Never less than they do take: a few bytes
 * are counted for the head of every field.
 */
final class WireSize {
    /** Head and value of a number. */
    private static final int NUMBER = 7;

    /** Head and length of a text or a message. */
    private static final int HEAD = 6;

    private static final int ATTRIBUTE_NUMBERS = 6;
    private static final int OBJECT_NUMBERS = 4;

    private WireSize() {}

    /** An attribute, apart from the object's name in its reference. */
    static int of(GalaxyAttribute attribute) {
        // The name stands there twice, the second time within the reference and with ".[]".
        return HEAD
                + 2 * (HEAD + of(attribute.name()))
                + 3
                + HEAD
                + of(attribute.description())
                + HEAD
                + attribute.dataTypeName().length()
                + (ATTRIBUTE_NUMBERS + 1) * NUMBER;
    }

    /** An object with its attributes or without. */
    static int of(GalaxyObject object, boolean withAttributes) {
        int tagName = of(object.tagName());
        int size = HEAD
                + HEAD
                + tagName
                + 2 * (HEAD + Math.max(tagName, of(object.containedName())))
                + HEAD
                + of(object.containedPath())
                + OBJECT_NUMBERS * NUMBER
                + NUMBER;
        for (String template : object.templateChain()) {
            size += HEAD + of(template);
        }
        if (withAttributes) {
            GalaxyAttributes attributes = GalaxyAttributes.of(object.attributes());
            size += attributes.bytes() + attributes.size() * tagName;
        }
        return size;
    }

    private static int of(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return bytes;
    }
}
