package io.mxgateway.core.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the nodes of a running galaxy from its description. Used once, by one thread. */
final class GalaxyBuilder {
    private final long seed;
    private final Duration scanPeriod;
    private final Instant startedAt;
    private final Map<String, ObjectNode> objects = new HashMap<>();
    private final List<AttributeNode> alarmed = new ArrayList<>();
    private int attributes;
    private long shortestScan;

    GalaxyBuilder(long seed, Duration scanPeriod, Instant startedAt) {
        this.seed = seed;
        this.scanPeriod = scanPeriod;
        this.startedAt = startedAt;
        this.shortestScan = scanPeriod.toNanos();
    }

    void build(List<SimulatedPlatform> platforms) {
        for (SimulatedPlatform description : platforms) {
            ObjectNode platform = new ObjectNode(description.tagName(), "", null, null, null, false);
            add(platform, description.attributes(), scanPeriod);
            description.engines().forEach(engine -> engine(engine, platform));
        }
        ObjectNode simulator = new ObjectNode(Script.OBJECT, "", null, null, null, false);
        int described = attributes;
        for (Script script : Script.values()) {
            add(simulator, List.of(script.spec()), scanPeriod);
        }
        attributes = described;
    }

    /** All objects, by tag name in lower case. */
    Map<String, ObjectNode> objects() {
        return objects;
    }

    /** How many attributes were described. */
    int attributes() {
        return attributes;
    }

    /** The attributes that have an alarm. */
    List<AttributeNode> alarmed() {
        return alarmed;
    }

    /** The shortest scan of any engine, in nanoseconds. */
    long shortestScan() {
        return shortestScan;
    }

    private void engine(SimulatedEngine description, ObjectNode platform) {
        ObjectNode engine = new ObjectNode(description.tagName(), "", null, null, platform, false);
        Duration scan = description.scanPeriod().orElse(scanPeriod);
        shortestScan = Math.min(shortestScan, scan.toNanos());
        add(engine, description.attributes(), scan);
        description.areas().forEach(area -> area(area, null, engine, platform, scan));
    }

    private void area(
            SimulatedArea description, ObjectNode parent, ObjectNode engine, ObjectNode platform, Duration scan) {
        ObjectNode area = new ObjectNode(description.tagName(), "", parent, engine, platform, true);
        add(area, description.attributes(), scan);
        description.areas().forEach(inner -> area(inner, area, engine, platform, scan));
        description
                .objects()
                .forEach(object -> object(object, object.tagName(), new Place(area, engine, platform, scan)));
    }

    /** Where an object stands. */
    private record Place(ObjectNode parent, ObjectNode engine, ObjectNode platform, Duration scan) {}

    private ObjectNode object(SimulatedObject description, String tagName, Place place) {
        ObjectNode object = new ObjectNode(
                tagName, description.containedName(), place.parent(), place.engine(), place.platform(), false);
        add(object, description.attributes(), place.scan());
        Place inside = new Place(object, place.engine(), place.platform(), place.scan());
        for (SimulatedObject inner : description.objects()) {
            object.add(object(inner, GalaxyCheck.containedTagName(tagName, inner), inside));
        }
        if (description.offScan()) {
            object.setTrouble(Trouble.offScan(0));
        }
        return object;
    }

    private void add(ObjectNode node, List<SimulatedAttribute> specs, Duration scan) {
        objects.put(node.tagName().toLowerCase(Locale.ROOT), node);
        for (SimulatedAttribute spec : specs) {
            AttributeNode attribute = new AttributeNode(node, spec, seed, longer(spec.scanPeriod(), scan), startedAt);
            node.add(attribute);
            if (spec.alarm().isPresent()) {
                alarmed.add(attribute);
            }
            attributes++;
        }
    }

    private static long longer(Optional<Duration> own, Duration engines) {
        return Math.max(own.orElse(engines).toNanos(), engines.toNanos());
    }
}
