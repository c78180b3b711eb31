package io.mxgateway.core.galaxy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the tables and joins them: objects with their template chains, and the attributes that the packages have.
 * Lives for one load; not thread-safe.
 */
final class GalaxyJoin {
    /** The category of areas. */
    private static final int AREA = 13;

    /** Platforms, engines, areas, devices and application objects: what clients can use. */
    private static final Set<Integer> CATEGORIES = Set.of(1, 3, 4, 10, AREA, 11, 17, 24, 26);

    private static final int MAX_CHAIN = 10;

    private final GalaxyWarnings warnings;
    private final Map<Integer, ObjectRow> objects = new HashMap<>();
    private final Map<Integer, Integer> categories = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Map<Integer, List<String>> chains = new HashMap<>();

    private record ObjectRow(
            int id,
            String tagName,
            String containedName,
            int containerId,
            int areaId,
            int hostedById,
            int derivedFromId,
            int templateDefinitionId,
            int deployedPackageId,
            boolean template) {
        boolean deployed() {
            return !template && deployedPackageId != 0;
        }
    }

    GalaxyJoin(GalaxyWarnings warnings) {
        this.warnings = warnings;
    }

    List<GalaxyEntry> read(GalaxyReading reading) throws SQLException {
        reading.read(GalaxyTable.GOBJECT, this::takeObject);
        reading.read(GalaxyTable.TEMPLATE_DEFINITION, row -> categories.put(row.getInt(1), row.getInt(2)));
        PackageAttributes packages = new PackageAttributes(warnings, this::shared);
        packages.read(reading);
        List<GalaxyEntry> entries = new ArrayList<>();
        for (ObjectRow object : objects.values()) {
            if (object.deployed()) {
                add(entries, object, packages);
            }
        }
        return entries;
    }

    private void takeObject(ResultSet row) throws SQLException {
        ObjectRow object = new ObjectRow(
                row.getInt(1),
                shared(row.getString(2)),
                shared(row.getString(3)),
                row.getInt(4),
                row.getInt(5),
                row.getInt(6),
                row.getInt(7),
                row.getInt(8),
                row.getInt(9),
                row.getBoolean(10));
        ObjectRow before = objects.putIfAbsent(object.id(), object);
        if (before != null) {
            warnings.add("gobject_id " + object.id() + " is there twice, as '" + before.tagName() + "' and as '"
                    + object.tagName() + "': the second is left out");
        }
    }

    private void add(List<GalaxyEntry> entries, ObjectRow object, PackageAttributes packages) {
        Integer category = categories.get(object.templateDefinitionId());
        if (category == null) {
            warnings.add(
                    "object " + object.id() + " '" + object.tagName() + "' is left out: its template_definition_id "
                            + object.templateDefinitionId() + " does not exist, so its category is unknown");
        } else if (CATEGORIES.contains(category)) {
            entries.add(new GalaxyEntry(
                    object.id(),
                    object.tagName(),
                    object.containedName(),
                    object.containerId(),
                    object.areaId(),
                    object.hostedById(),
                    category,
                    category == AREA,
                    chain(object),
                    packages.of(object.deployedPackageId(), object.tagName())));
        }
    }

    /** Objects made from one template share its chain. */
    private List<String> chain(ObjectRow object) {
        return object.derivedFromId() == 0
                ? List.of()
                : chains.computeIfAbsent(object.derivedFromId(), first -> chainFrom(first, object));
    }

    private List<String> chainFrom(int first, ObjectRow object) {
        List<String> names = new ArrayList<>();
        List<Integer> seen = new ArrayList<>();
        int id = first;
        while (id != 0) {
            ObjectRow template = objects.get(id);
            String why = template == null
                    ? "gobject " + id + " does not exist"
                    : seen.contains(id)
                            ? "'" + template.tagName() + "' derives from itself"
                            : names.size() == MAX_CHAIN ? "it is longer than " + MAX_CHAIN : null;
            if (why != null) {
                warnings.add("the template chain of object '" + object.tagName() + "' ends after " + names.size() + ": "
                        + why);
                break;
            }
            seen.add(id);
            names.add(template.tagName());
            id = template.derivedFromId();
        }
        return List.copyOf(names);
    }

    /** One string for equal ones; empty for null. */
    private String shared(String text) {
        if (text == null) {
            return "";
        }
        String before = texts.putIfAbsent(text, text);
        return before == null ? text : before;
    }
}
