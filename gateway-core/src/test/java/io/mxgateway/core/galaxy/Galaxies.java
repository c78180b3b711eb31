package io.mxgateway.core.galaxy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Galaxies for tests. */
final class Galaxies {
    static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
    static final Instant TUESDAY = Instant.parse("2026-03-03T08:00:00Z");

    private static final List<Integer> CATEGORIES = List.of(1, 3, 10, 11, 26);
    private static final List<String> TEMPLATES = List.of("$Base", "$Pump", "$Valve", "$Reactor");

    private Galaxies() {}

    static GalaxyAttribute attribute(String name) {
        return new GalaxyAttribute(name, 2, false, 0, 4, 1, "", false, false);
    }

    static GalaxyAttribute array(String name, int security) {
        return new GalaxyAttribute(name, 3, true, 10, 4, security, "", false, false);
    }

    static GalaxyEntry area(int id, String tagName, int areaId) {
        return new GalaxyEntry(id, tagName, "", 0, areaId, 0, 13, true, List.of("$Area"), List.of());
    }

    static GalaxyEntry object(int id, String tagName, int areaId, GalaxyAttribute... attributes) {
        return new GalaxyEntry(id, tagName, "", 0, areaId, 0, 10, false, List.of("$Base"), List.of(attributes));
    }

    static GalaxyEntry contained(int id, String tagName, String name, int container, GalaxyAttribute... attributes) {
        return new GalaxyEntry(id, tagName, name, container, 0, 0, 10, false, List.of(), List.of(attributes));
    }

    static GalaxyModel model(GalaxyEntry... entries) {
        return GalaxyModel.of(Optional.of(MONDAY), List.of(entries));
    }

    /** Two areas, one in the other, with three objects. */
    static GalaxyModel small(Instant deployedAt) {
        return GalaxyModel.of(
                Optional.of(deployedAt),
                List.of(
                        area(1, "Plant", 0),
                        area(2, "Mixing", 1),
                        object(3, "Pump_001", 2, attribute("Speed"), attribute("PV")),
                        object(4, "Pump_002", 2, attribute("Speed"), array("Recipe", 4)),
                        object(5, "Boiler", 1, attribute("Level"))));
    }

    /** Any galaxy, and often an odd one: objects without parents, in circles, with names like others'. */
    static List<GalaxyEntry> random(Random random, int count) {
        List<GalaxyEntry> entries = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            boolean area = random.nextInt(4) == 0;
            int parent = random.nextInt(8) == 0 ? random.nextInt(count + 5) : random.nextInt(id);
            boolean contained = !area && random.nextInt(3) == 0;
            String name = (random.nextBoolean() ? "Tag_" : "tAG_") + (random.nextInt(20) == 0 ? 1 : id);
            List<GalaxyAttribute> attributes = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                attributes.add(new GalaxyAttribute(
                        "A" + i, 2, false, 0, 4, 1, "", random.nextInt(6) == 0, random.nextInt(6) == 0));
            }
            entries.add(new GalaxyEntry(
                    id,
                    name,
                    contained ? "C" + random.nextInt(5) : "",
                    contained ? parent : 0,
                    contained ? random.nextInt(id) : parent,
                    0,
                    area ? 13 : CATEGORIES.get(random.nextInt(CATEGORIES.size())),
                    area,
                    TEMPLATES.subList(0, random.nextInt(TEMPLATES.size() + 1)),
                    attributes));
        }
        return entries;
    }
}
