package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxDetail;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * Finds what a reference stands for: {@code Tagname{.ContainedName}.Attribute}, with {@code []} or {@code [n]} behind an
 * array and a property behind all of it. Immutable.
 */
final class References {
    private static final String USUAL_ATTRIBUTE = "pv";

    private final Map<String, ObjectNode> objects;
    private final AlarmEngine alarms;
    private final SimulatorOptions options;

    /** What has been found: the attribute, and the brackets and property that follow it; or a detail that says why not. */
    private record Found(AttributeNode attribute, String brackets, Target.Property property) {}

    References(Map<String, ObjectNode> objects, AlarmEngine alarms, SimulatorOptions options) {
        this.objects = objects;
        this.alarms = alarms;
        this.options = options;
    }

    /** Resolves an absolute reference. */
    Target resolve(String reference, Instant startedAt) {
        Found found = find(reference);
        if (found == null) {
            return nothing(options.choices().unresolvedDetail(), startedAt);
        }
        AttributeNode attribute = found.attribute();
        boolean array = attribute.spec().isArray();
        if (found.brackets() == null) {
            boolean needsValue = found.property() == null || found.property() == Target.Property.VALUE;
            if (array && needsValue) {
                return nothing(options.choices().arrayIndexDetail(), startedAt);
            }
            return found.property() == null
                    ? new Target.Whole(attribute)
                    : new Target.Known(attribute, found.property());
        }
        if (!array) {
            return nothing(MxDetail.DIMENSION_DOES_NOT_EXIST.number(), startedAt);
        }
        if (found.property() != null && found.property() != Target.Property.VALUE) {
            return new Target.Known(attribute, found.property());
        }
        return indexed(attribute, found.brackets(), startedAt);
    }

    private Target indexed(AttributeNode attribute, String index, Instant startedAt) {
        if (index.isEmpty()) {
            return new Target.Whole(attribute);
        }
        if (!index.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return nothing(MxDetail.INVALID_INDEX.number(), startedAt);
        }
        long number = index.length() > 9 ? Long.MAX_VALUE : Long.parseLong(index);
        return number >= 1 && number <= attribute.spec().arrayDimension()
                ? new Target.Element(attribute, (int) number)
                : nothing(options.choices().arrayIndexDetail(), startedAt);
    }

    private Target nothing(int detail, Instant startedAt) {
        return new Target.Nothing(detail, options.choices().unresolvedQuality(), startedAt);
    }

    /** The attribute that a reference names, with or without brackets and property; null when there is none. */
    AttributeNode attribute(String reference) {
        Found found = find(reference);
        return found == null ? null : found.attribute();
    }

    /** Whether a reference names a whole array and lacks the brackets. */
    boolean isBareArray(String reference) {
        Found found = find(reference);
        return found != null
                && found.brackets() == null
                && found.property() == null
                && found.attribute().spec().isArray();
    }

    private Found find(String reference) {
        if (reference.length() > options.maxReferenceLength()) {
            return null;
        }
        String lower = reference.strip().toLowerCase(Locale.ROOT);
        int dot = lower.indexOf('.');
        ObjectNode object = objects.get(dot < 0 ? lower : lower.substring(0, dot));
        return object == null ? null : findIn(object, dot < 0 ? "" : lower.substring(dot + 1));
    }

    private Found findIn(ObjectNode object, String rest) {
        Found found = rest.isEmpty() ? whole(object, USUAL_ATTRIBUTE, null) : attributeOf(object, rest);
        if (found != null) {
            return found;
        }
        int dot = rest.indexOf('.');
        ObjectNode inner = object.inside(dot < 0 ? rest : rest.substring(0, dot));
        return inner == null || rest.isEmpty() ? null : findIn(inner, dot < 0 ? "" : rest.substring(dot + 1));
    }

    /** The longest reading first: an attribute's name may contain dots and end like a property. */
    private Found attributeOf(ObjectNode object, String rest) {
        Found found = named(object, rest, null);
        if (found != null) {
            return found;
        }
        int dot = rest.lastIndexOf('.');
        if (dot < 0) {
            return null;
        }
        Target.Property property = Target.Property.named(rest.substring(dot + 1));
        return property == null ? null : named(object, rest.substring(0, dot), property);
    }

    private Found named(ObjectNode object, String name, Target.Property property) {
        Found found = bracketed(object, name, property);
        return found != null ? found : ofAlarm(object, name, property);
    }

    /** What an alarm adds to its attribute. */
    private Found ofAlarm(ObjectNode object, String name, Target.Property property) {
        int dot = name.lastIndexOf('.');
        AlarmSubtag subtag = dot < 0 ? null : AlarmSubtag.named(name.substring(dot + 1));
        AttributeNode alarmed = subtag == null ? null : object.attribute(name.substring(0, dot));
        AlarmNode alarm = alarmed == null ? null : alarms.of(alarmed);
        return alarm == null ? null : new Found(new AlarmTag(alarms, alarm, subtag).attribute(), null, property);
    }

    private static Found bracketed(ObjectNode object, String name, Target.Property property) {
        int open = name.indexOf('[');
        if (open < 0) {
            return whole(object, name, property);
        }
        if (!name.endsWith("]")) {
            return null;
        }
        AttributeNode attribute = object.attribute(name.substring(0, open));
        String index = name.substring(open + 1, name.length() - 1).strip();
        return attribute == null ? null : new Found(attribute, index, property);
    }

    private static Found whole(ObjectNode object, String name, Target.Property property) {
        AttributeNode attribute = object.attribute(name);
        return attribute == null ? null : new Found(attribute, null, property);
    }

    /**
     * Makes a relative reference absolute.
     *
     * @return the absolute reference; the given one when it is not relative or its context leads nowhere
     */
    String absolute(String reference, String context) {
        int dot = reference.indexOf('.');
        String first =
                (dot < 0 ? reference : reference.substring(0, dot)).strip().toLowerCase(Locale.ROOT);
        ObjectNode base = contextObject(context);
        if (base == null) {
            return reference;
        }
        ObjectNode meant;
        switch (first) {
            case "me" -> meant = base;
            case "mycontainer" -> meant = base.container();
            case "myarea" -> meant = base.areaAround();
            case "myengine" -> meant = base.engine();
            case "myplatform" -> meant = base.platform();
            default -> {
                return objects.containsKey(first) ? reference : base.tagName() + "." + reference;
            }
        }
        if (meant == null) {
            return reference;
        }
        return dot < 0 ? meant.tagName() : meant.tagName() + reference.substring(dot);
    }

    /** An object by its tag name or by its container's and its own; null when there is none. */
    private ObjectNode contextObject(String context) {
        ObjectNode object = null;
        for (String name : context.strip().toLowerCase(Locale.ROOT).split("\\.")) {
            object = object == null ? objects.get(name) : object.inside(name);
            if (object == null) {
                return null;
            }
        }
        return object;
    }
}
