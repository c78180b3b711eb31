package io.mxgateway.grpc.simulator;

import io.mxgateway.core.config.ConfigProblem;
import io.mxgateway.core.simulator.SimulatedArea;
import io.mxgateway.core.simulator.SimulatedAttribute;
import io.mxgateway.core.simulator.SimulatedEngine;
import io.mxgateway.core.simulator.SimulatedGalaxy;
import io.mxgateway.core.simulator.SimulatedObject;
import io.mxgateway.core.simulator.SimulatedPlatform;
import io.mxgateway.core.simulator.SimulatedUser;
import io.mxgateway.core.simulator.UserRight;
import io.mxgateway.proto.simulator.v1.Area;
import io.mxgateway.proto.simulator.v1.Attribute;
import io.mxgateway.proto.simulator.v1.Engine;
import io.mxgateway.proto.simulator.v1.Object;
import io.mxgateway.proto.simulator.v1.Platform;
import io.mxgateway.proto.simulator.v1.Right;
import io.mxgateway.proto.simulator.v1.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the message of a galaxy file into the core's description. What the core cannot even hold becomes a problem and is
 * left out, so that the rest is looked at all the same. Used once, by one thread.
 */
final class GalaxyReader {
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final FieldReader fields = new FieldReader(problems);
    private final AttributeReader attributes = new AttributeReader(fields);

    /** What could not be turned into anything; more may have been found by the description itself. */
    List<ConfigProblem> problems() {
        return problems;
    }

    /**
     * The description.
     *
     * @throws io.mxgateway.core.config.ConfigException when it breaks a rule
     */
    SimulatedGalaxy read(io.mxgateway.proto.simulator.v1.SimulatedGalaxy galaxy) {
        fields.require(
                galaxy.getPlatformsCount() > 0, "platforms", "none", "must be at least one: nothing else has objects");
        Optional<Instant> deployedAt =
                galaxy.hasDeployedAt() ? fields.time("deployed_at", galaxy.getDeployedAt()) : Optional.empty();
        List<SimulatedUser> users = new ArrayList<>();
        galaxy.getUsersList().forEach(user -> users.add(user(user)));
        List<SimulatedPlatform> platforms = new ArrayList<>();
        galaxy.getPlatformsList().forEach(platform -> platforms.add(platform(platform)));
        return new SimulatedGalaxy(
                galaxy.getName(), galaxy.getSecurityEnabled(), galaxy.getSeed(), deployedAt, users, platforms);
    }

    private SimulatedUser user(User user) {
        Set<UserRight> rights = EnumSet.noneOf(UserRight.class);
        for (Right right : user.getRightsList()) {
            Optional<UserRight> known = right(right);
            known.ifPresent(rights::add);
            fields.require(known.isPresent(), "user " + user.getName() + " rights", right, "must be one of the rights");
        }
        return new SimulatedUser(user.getName(), user.getGuid(), user.getPassword(), rights);
    }

    private static Optional<UserRight> right(Right right) {
        return switch (right) {
            case RIGHT_OPERATE -> Optional.of(UserRight.OPERATE);
            case RIGHT_TUNE -> Optional.of(UserRight.TUNE);
            case RIGHT_CONFIGURE -> Optional.of(UserRight.CONFIGURE);
            case RIGHT_VERIFY -> Optional.of(UserRight.VERIFY);
            case RIGHT_ACKNOWLEDGE_ALARMS -> Optional.of(UserRight.ACKNOWLEDGE_ALARMS);
            case RIGHT_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }

    private SimulatedPlatform platform(Platform platform) {
        List<SimulatedEngine> engines = new ArrayList<>();
        platform.getEnginesList().forEach(engine -> engines.add(engine(engine)));
        return new SimulatedPlatform(
                platform.getTagName(), engines, attributes(platform.getTagName(), platform.getAttributesList()));
    }

    private SimulatedEngine engine(Engine engine) {
        String key = "engine " + engine.getTagName() + " scan_period";
        return new SimulatedEngine(
                engine.getTagName(),
                engine.hasScanPeriod() ? fields.length(key, engine.getScanPeriod()) : Optional.empty(),
                areas(engine.getAreasList()),
                attributes(engine.getTagName(), engine.getAttributesList()));
    }

    private List<SimulatedArea> areas(List<Area> areas) {
        List<SimulatedArea> all = new ArrayList<>(areas.size());
        for (Area area : areas) {
            List<SimulatedObject> objects = new ArrayList<>(area.getObjectsCount());
            area.getObjectsList().forEach(object -> objects.add(object(object, object.getTagName())));
            all.add(new SimulatedArea(
                    area.getTagName(),
                    areas(area.getAreasList()),
                    objects,
                    attributes(area.getTagName(), area.getAttributesList())));
        }
        return all;
    }

    private SimulatedObject object(Object object, String tagName) {
        List<SimulatedObject> inside = new ArrayList<>(object.getObjectsCount());
        for (Object inner : object.getObjectsList()) {
            inside.add(object(inner, tagNameIn(tagName, inner)));
        }
        return new SimulatedObject(
                object.getTagName(),
                object.getContainedName(),
                object.getTemplateChainList(),
                object.getCategoryId(),
                attributes(tagName, object.getAttributesList()),
                inside,
                object.getOffScan());
    }

    /** The tag name of an object within another. */
    static String tagNameIn(String container, Object inner) {
        return inner.getTagName().isBlank() ? container + "_" + inner.getContainedName() : inner.getTagName();
    }

    private List<SimulatedAttribute> attributes(String tagName, List<Attribute> messages) {
        List<SimulatedAttribute> all = new ArrayList<>(messages.size());
        messages.forEach(attribute -> all.add(attributes.read(tagName + "." + attribute.getName(), attribute)));
        return all;
    }
}
