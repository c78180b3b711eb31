package io.mxgateway.core.simulator;

import io.mxgateway.core.galaxy.GalaxyAttribute;
import io.mxgateway.core.galaxy.GalaxyEntry;
import io.mxgateway.core.galaxy.GalaxyModel;
import io.mxgateway.core.galaxy.GalaxySource;
import io.mxgateway.core.galaxy.GalaxySourceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells of a simulated galaxy from its description, as a database would tell of a real one: what a session on the
 * simulator can reach is what browsing shows, the script object apart. Ids go by the order of the description, so that
 * the same description gives the same ids.
 *
 * <p>Thread-safe as far as what it is given is.
 */
public final class SimulatedGalaxySource implements GalaxySource {
    private static final int PLATFORM = 1;
    private static final int ENGINE = 3;
    private static final int APPLICATION_OBJECT = 10;
    private static final int AREA = 13;

    /** The native category of an attribute that anybody may write, and of one that nobody may. */
    private static final int WRITEABLE = 4;

    private static final int CALCULATED = 5;

    private final Description descriptions;

    /** Where the description comes from, as often as it is asked for. */
    @FunctionalInterface
    public interface Description {
        /**
         * What there is now, and when it was deployed.
         *
         * @throws GalaxySourceException when it cannot be told
         */
        Deployed deployed() throws GalaxySourceException;
    }

    /**
     * A galaxy as it was deployed.
     *
     * @param galaxy what it consists of
     * @param at when
     */
    public record Deployed(SimulatedGalaxy galaxy, Instant at) {
        public Deployed {
            Objects.requireNonNull(galaxy, "galaxy");
            Objects.requireNonNull(at, "at");
        }
    }

    /** A source that asks for the description each time it is read or looked at. */
    public SimulatedGalaxySource(Description descriptions) {
        this.descriptions = Objects.requireNonNull(descriptions, "descriptions");
    }

    /** Of a galaxy that runs in this process: its deploy time moves when a script deploys it anew. */
    public static SimulatedGalaxySource of(SimulatedGalaxyState running) {
        Objects.requireNonNull(running, "running");
        return new SimulatedGalaxySource(() -> new Deployed(running.description(), running.deployedAt()));
    }

    /**
     * Of a galaxy that other processes run.
     *
     * @param startedAt when it counts as deployed if the description does not say
     */
    public static SimulatedGalaxySource of(SimulatedGalaxy galaxy, Instant startedAt) {
        Deployed always = new Deployed(galaxy, galaxy.deployedAt().orElse(startedAt));
        return new SimulatedGalaxySource(() -> always);
    }

    @Override
    public String description() {
        return "simulated galaxy";
    }

    @Override
    public Optional<Instant> lastDeploy() throws GalaxySourceException {
        return Optional.of(descriptions.deployed().at());
    }

    @Override
    public GalaxyModel load() throws GalaxySourceException {
        Deployed deployed = descriptions.deployed();
        return GalaxyModel.of(
                Optional.of(deployed.at()), new Entries().of(deployed.galaxy().platforms()));
    }

    @Override
    public String test() throws GalaxySourceException {
        Deployed deployed = descriptions.deployed();
        return "the simulated galaxy '" + deployed.galaxy().name() + "' answers, deployed " + deployed.at();
    }

    /** Numbers everything in the order of the description. Used once. */
    private static final class Entries {
        private final List<GalaxyEntry> entries = new ArrayList<>();
        // Made-up galaxies repeat a few attribute lists many times.
        private final Map<List<SimulatedAttribute>, List<GalaxyAttribute>> known = new HashMap<>();
        private int lastId;

        List<GalaxyEntry> of(List<SimulatedPlatform> platforms) {
            for (SimulatedPlatform platform : platforms) {
                int id = add(
                        platform.tagName(),
                        "",
                        new Place(0, 0, 0),
                        PLATFORM,
                        List.of("$WinPlatform"),
                        platform.attributes());
                platform.engines().forEach(engine -> engine(engine, id));
            }
            return entries;
        }

        /** What an object stands in, which area it belongs to, what runs it; 0 for nothing. */
        private record Place(int container, int area, int host) {}

        private void engine(SimulatedEngine engine, int platform) {
            int id = add(
                    engine.tagName(),
                    "",
                    new Place(0, 0, platform),
                    ENGINE,
                    List.of("$AppEngine"),
                    engine.attributes());
            engine.areas().forEach(area -> area(area, new Place(0, 0, id)));
        }

        private void area(SimulatedArea area, Place place) {
            int id = add(area.tagName(), "", place, AREA, List.of("$Area"), area.attributes());
            Place inside = new Place(0, id, place.host());
            area.areas().forEach(inner -> area(inner, inside));
            area.objects().forEach(object -> object(object, object.tagName(), inside));
        }

        private void object(SimulatedObject object, String tagName, Place place) {
            int id = add(
                    tagName,
                    object.containedName(),
                    place,
                    object.categoryId() == 0 ? APPLICATION_OBJECT : object.categoryId(),
                    object.templateChain(),
                    object.attributes());
            Place inside = new Place(id, place.area(), place.host());
            object.objects().forEach(inner -> object(inner, GalaxyCheck.containedTagName(tagName, inner), inside));
        }

        private int add(
                String tagName,
                String containedName,
                Place place,
                int category,
                List<String> templates,
                List<SimulatedAttribute> attributes) {
            lastId++;
            entries.add(new GalaxyEntry(
                    lastId,
                    tagName,
                    containedName,
                    place.container(),
                    place.area(),
                    place.host(),
                    category,
                    category == AREA,
                    templates,
                    known.computeIfAbsent(attributes, Entries::told)));
            return lastId;
        }

        private static List<GalaxyAttribute> told(List<SimulatedAttribute> attributes) {
            return attributes.stream()
                    .map(attribute -> new GalaxyAttribute(
                            attribute.name(),
                            attribute.dataType().nativeNumber(),
                            attribute.isArray(),
                            attribute.arrayDimension(),
                            attribute.access() == AttributeAccess.WRITEABLE ? WRITEABLE : CALCULATED,
                            attribute.securityClass().number(),
                            attribute.description(),
                            attribute.historized(),
                            attribute.alarm().isPresent()))
                    .toList();
        }
    }
}
