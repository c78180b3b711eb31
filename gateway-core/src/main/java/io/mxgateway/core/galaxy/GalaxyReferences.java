package io.mxgateway.core.galaxy;

import io.mxgateway.core.mx.MxSecurityClass;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks references up in whatever model is served at the moment: {@code Tagname{.ContainedName}.Attribute}, with {@code
 * []} or {@code [n]} behind an array and a property behind all of it; without an attribute {@code PV} is meant.
 * Thread-safe.
 */
final class GalaxyReferences implements GalaxyMetadata {
    private static final int MAX_LENGTH = 329;
    private static final int MAX_HOSTS = 10;
    private static final Set<Integer> PLATFORMS = Set.of(1);
    private static final Set<Integer> ENGINES = Set.of(3, 4);
    private static final String USUAL_ATTRIBUTE = "PV";
    private static final Set<String> PROPERTIES = Set.of(
            "value", "type", "quality", "time", "name", "dimension1", "securityclassification", "locked", "category");

    private final Supplier<GalaxyModel> models;

    /** The object and the attribute that a reference names, and whether it names the array as a whole, without brackets. */
    private record Found(GalaxyObject object, GalaxyAttribute attribute, boolean bare) {}

    /**
     * Looks up in what the supplier has.
     *
     * @param models the model of the moment; null when there is none
     */
    GalaxyReferences(Supplier<GalaxyModel> models) {
        this.models = Objects.requireNonNull(models, "models");
    }

    @Override
    public boolean isArray(String reference) {
        Found found = find(reference);
        return found != null && found.bare() && found.attribute().array();
    }

    @Override
    public Optional<String> containedPath(String reference) {
        return Optional.ofNullable(find(reference)).map(found -> found.object().containedPath());
    }

    @Override
    public Optional<MxSecurityClass> securityClassification(String reference) {
        return Optional.ofNullable(find(reference))
                .flatMap(found -> MxSecurityClass.ofNumber(found.attribute().securityClassification()));
    }

    @Override
    public Optional<String> absoluteReference(String reference, String context) {
        if (context.isBlank()) {
            return Optional.of(reference);
        }
        GalaxyModel model = models.get();
        int base = model == null ? -1 : objectNamed(model, context.strip());
        if (base < 0) {
            return Optional.empty();
        }
        int dot = reference.indexOf('.');
        String first = (dot < 0 ? reference : reference.substring(0, dot)).strip();
        int meant;
        switch (GalaxyAttribute.key(first)) {
            case "me" -> meant = base;
            case "mycontainer" -> meant = model.object(base).containedName().isEmpty() ? -1 : model.parent(base);
            case "myarea" -> meant = areaAround(model, base);
            case "myengine" -> meant = host(model, base, ENGINES);
            case "myplatform" -> meant = host(model, base, PLATFORMS);
            default -> {
                return Optional.of(
                        model.placeOfTagName(first) >= 0
                                ? reference
                                : model.object(base).tagName() + "." + reference);
            }
        }
        return meant < 0
                ? Optional.empty()
                : Optional.of(model.object(meant).tagName() + (dot < 0 ? "" : reference.substring(dot)));
    }

    /** By its tag name, and behind dots what it contains; -1 when there is none. */
    private static int objectNamed(GalaxyModel model, String name) {
        String[] parts = name.split("\\.");
        int place = parts.length == 0 ? -1 : model.placeOfTagName(parts[0]);
        for (int i = 1; i < parts.length && place >= 0; i++) {
            place = inside(model, place, parts[i]);
        }
        return place;
    }

    private static int areaAround(GalaxyModel model, int place) {
        int around = model.parent(place);
        while (around >= 0 && !model.object(around).area()) {
            around = model.parent(around);
        }
        return around;
    }

    /** What runs an object, at whatever remove, and is of such a category; -1 when nothing is. */
    private static int host(GalaxyModel model, int place, Set<Integer> categories) {
        int host = place;
        // A galaxy that is not in order may have hosts that run each other.
        for (int i = 0; i < MAX_HOSTS; i++) {
            host = model.placeOfId(model.object(host).hostedById());
            if (host < 0 || categories.contains(model.object(host).categoryId())) {
                return host;
            }
        }
        return -1;
    }

    private Found find(String reference) {
        GalaxyModel model = models.get();
        String text = reference.strip();
        if (model == null || text.length() > MAX_LENGTH) {
            return null;
        }
        int dot = text.indexOf('.');
        int place = model.placeOfTagName(dot < 0 ? text : text.substring(0, dot));
        String rest = dot < 0 ? "" : text.substring(dot + 1);
        while (place >= 0) {
            Found found = inObject(model.object(place), rest);
            if (found != null || rest.isEmpty()) {
                return found;
            }
            dot = rest.indexOf('.');
            place = inside(model, place, dot < 0 ? rest : rest.substring(0, dot));
            rest = dot < 0 ? "" : rest.substring(dot + 1);
        }
        return null;
    }

    /** The place of what is contained in an object under this name; -1 when nothing is. */
    private static int inside(GalaxyModel model, int place, String containedName) {
        int inner = model.placeOfPath(model.object(place).containedPath() + "." + containedName);
        return inner >= 0
                        && model.parent(inner) == place
                        && model.object(inner).containedName().equalsIgnoreCase(containedName)
                ? inner
                : -1;
    }

    /** The longest reading first: an attribute's name may contain dots and end like a property. */
    private static Found inObject(GalaxyObject object, String rest) {
        if (rest.isEmpty()) {
            return named(object, USUAL_ATTRIBUTE, true);
        }
        Found found = bracketed(object, rest, true);
        int dot = rest.lastIndexOf('.');
        if (found == null
                && dot > 0
                && PROPERTIES.contains(rest.substring(dot + 1).toLowerCase(Locale.ROOT))) {
            return bracketed(object, rest.substring(0, dot), false);
        }
        return found;
    }

    private static Found bracketed(GalaxyObject object, String name, boolean bare) {
        int open = name.indexOf('[');
        if (open < 0) {
            return named(object, name, bare);
        }
        return name.endsWith("]") ? named(object, name.substring(0, open), false) : null;
    }

    private static Found named(GalaxyObject object, String name, boolean bare) {
        GalaxyAttribute attribute = GalaxyAttributes.of(object.attributes()).find(name);
        return attribute == null ? null : new Found(object, attribute, bare);
    }
}
