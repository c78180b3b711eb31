package io.mxgateway.core.galaxy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The attributes that objects get from their packages. A package's own come before those of the package it derives from;
 * dynamic ones come before built-in ones of the same name, wherever they are. A primitive instance {@code
 * HistoryExtension} or {@code AlarmExtension} marks the attribute that it is named after.
 *
 * <p>Equal attributes are one object, and packages that add nothing share the list of the package they derive from. Lives
 * for one load; not thread-safe.
 */
final class PackageAttributes {
    private static final int MAX_CHAIN = 10;
    private static final String HISTORY = "HistoryExtension";
    private static final String ALARM = "AlarmExtension";

    private final GalaxyWarnings warnings;
    private final UnaryOperator<String> shared;
    private final Map<Integer, Integer> bases = new HashMap<>();
    private final Map<Integer, List<GalaxyAttribute>> dynamic = new HashMap<>();
    private final Map<Integer, List<Primitive>> primitives = new HashMap<>();
    private final Map<Integer, String> definitions = new HashMap<>();
    private final Map<Integer, List<GalaxyAttribute>> builtIn = new HashMap<>();
    private final Map<GalaxyAttribute, GalaxyAttribute> known = new HashMap<>();
    private final Map<List<Integer>, GalaxyAttributes> merged = new HashMap<>();
    private final Map<GalaxyAttributes, GalaxyAttributes> lists = new HashMap<>();

    private record Primitive(String name, int definitionId) {}

    PackageAttributes(GalaxyWarnings warnings, UnaryOperator<String> shared) {
        this.warnings = warnings;
        this.shared = shared;
    }

    void read(GalaxyReading reading) throws SQLException {
        reading.read(GalaxyTable.PACKAGE, row -> bases.put(row.getInt(1), row.getInt(2)));
        reading.read(
                GalaxyTable.DYNAMIC_ATTRIBUTE,
                row -> dynamic.computeIfAbsent(row.getInt(1), packageId -> new ArrayList<>(4))
                        .add(attribute(row, row.getInt(5), 6)));
        reading.read(
                GalaxyTable.PRIMITIVE_INSTANCE,
                row -> primitives
                        .computeIfAbsent(row.getInt(1), packageId -> new ArrayList<>(4))
                        .add(new Primitive(shared.apply(row.getString(2)), row.getInt(3))));
        reading.read(
                GalaxyTable.PRIMITIVE_DEFINITION,
                row -> definitions.put(row.getInt(1), shared.apply(row.getString(2))));
        // Without a dimension: what a built-in array holds is known only when it runs.
        reading.read(
                GalaxyTable.ATTRIBUTE_DEFINITION,
                row -> builtIn.computeIfAbsent(row.getInt(1), definition -> new ArrayList<>(4))
                        .add(attribute(row, 0, 5)));
    }

    private GalaxyAttribute attribute(ResultSet row, int dimension, int category) throws SQLException {
        boolean array = row.getBoolean(4);
        return one(new GalaxyAttribute(
                shared.apply(row.getString(2)),
                row.getInt(3),
                array,
                array ? Math.max(0, dimension) : 0,
                row.getInt(category),
                row.getInt(category + 1),
                "",
                false,
                false));
    }

    private GalaxyAttribute one(GalaxyAttribute attribute) {
        GalaxyAttribute before = known.putIfAbsent(attribute, attribute);
        return before == null ? attribute : before;
    }

    /** The attributes of an object with this deployed package. */
    GalaxyAttributes of(int deployedPackage, String tagName) {
        return merged.computeIfAbsent(chain(deployedPackage, tagName), chain -> {
            GalaxyAttributes all = GalaxyAttributes.of(merge(chain));
            GalaxyAttributes before = lists.putIfAbsent(all, all);
            return before == null ? all : before;
        });
    }

    /** The package and those it derives from, the nearest first; without those that have nothing. */
    private List<Integer> chain(int deployedPackage, String tagName) {
        List<Integer> contributing = new ArrayList<>();
        List<Integer> seen = new ArrayList<>();
        int id = deployedPackage;
        while (id != 0) {
            String why = !bases.containsKey(id)
                    ? "package " + id + " does not exist"
                    : seen.contains(id)
                            ? "package " + id + " derives from itself"
                            : seen.size() == MAX_CHAIN ? "it is longer than " + MAX_CHAIN : null;
            if (why != null) {
                warnings.add("the packages of object '" + tagName + "' end after " + seen.size() + ": " + why);
                break;
            }
            seen.add(id);
            if (dynamic.containsKey(id) || primitives.containsKey(id)) {
                contributing.add(id);
            }
            id = bases.get(id);
        }
        return contributing;
    }

    private Collection<GalaxyAttribute> merge(List<Integer> chain) {
        Map<String, GalaxyAttribute> byName = new LinkedHashMap<>();
        Set<String> historized = new HashSet<>();
        Set<String> alarmed = new HashSet<>();
        for (int packageId : chain) {
            for (GalaxyAttribute attribute : dynamic.getOrDefault(packageId, List.of())) {
                byName.putIfAbsent(GalaxyAttribute.key(attribute.name()), attribute);
            }
        }
        for (int packageId : chain) {
            for (Primitive primitive : primitives.getOrDefault(packageId, List.of())) {
                String definition = definitions.getOrDefault(primitive.definitionId(), "");
                if (definition.equalsIgnoreCase(HISTORY)) {
                    historized.add(GalaxyAttribute.key(primitive.name()));
                } else if (definition.equalsIgnoreCase(ALARM)) {
                    alarmed.add(GalaxyAttribute.key(primitive.name()));
                }
                addBuiltIn(byName, primitive);
            }
        }
        byName.replaceAll((key, attribute) -> marked(attribute, historized.contains(key), alarmed.contains(key)));
        return byName.values();
    }

    /** What a primitive brings along carries the primitive's name in front, if that has one. */
    private void addBuiltIn(Map<String, GalaxyAttribute> byName, Primitive primitive) {
        for (GalaxyAttribute attribute : builtIn.getOrDefault(primitive.definitionId(), List.of())) {
            String name = primitive.name().isBlank() ? attribute.name() : primitive.name() + "." + attribute.name();
            byName.computeIfAbsent(GalaxyAttribute.key(name), key -> named(attribute, name));
        }
    }

    private GalaxyAttribute named(GalaxyAttribute attribute, String name) {
        return attribute.name().equals(name)
                ? attribute
                : one(new GalaxyAttribute(
                        shared.apply(name),
                        attribute.dataType(),
                        attribute.array(),
                        attribute.arrayDimension(),
                        attribute.category(),
                        attribute.securityClassification(),
                        attribute.description(),
                        false,
                        false));
    }

    private GalaxyAttribute marked(GalaxyAttribute attribute, boolean historized, boolean alarmed) {
        return historized || alarmed
                ? one(new GalaxyAttribute(
                        attribute.name(),
                        attribute.dataType(),
                        attribute.array(),
                        attribute.arrayDimension(),
                        attribute.category(),
                        attribute.securityClassification(),
                        attribute.description(),
                        historized,
                        alarmed))
                : attribute;
    }
}
