package io.mxgateway.grpc.simulator;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.TextFormatParseInfoTree;
import com.google.protobuf.TextFormatParseLocation;
import io.mxgateway.core.config.ConfigProblem;
import io.mxgateway.proto.simulator.v1.Area;
import io.mxgateway.proto.simulator.v1.Attribute;
import io.mxgateway.proto.simulator.v1.Engine;
import io.mxgateway.proto.simulator.v1.Object;
import io.mxgateway.proto.simulator.v1.Platform;
import io.mxgateway.proto.simulator.v1.SimulatedGalaxy;
import io.mxgateway.proto.simulator.v1.User;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in the text of a galaxy file things stand, by the names that problems call them. Of things of one name it is the
 * last. Used by one thread.
 */
final class GalaxyPlaces {
    private final Place root;
    private final Map<String, Place> places = new HashMap<>();

    /** A message in the text, with what the parser knows of the text inside it; the tree is null when it knows nothing. */
    private record Place(Descriptor type, TextFormatParseInfoTree tree, TextFormatParseLocation where) {
        /** The field of that name, the first or the {@code index}th; itself when the text does not hold it. */
        Place inside(FieldDescriptor field, int index) {
            if (tree == null || index >= tree.getLocations(field).size()) {
                return this;
            }
            boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            return new Place(
                    message ? field.getMessageType() : null,
                    message && index < tree.getNestedTrees(field).size() ? tree.getNestedTree(field, index) : null,
                    tree.getLocation(field, index));
        }

        Place inside(String name, int index) {
            FieldDescriptor field = type == null ? null : type.findFieldByName(name);
            return field == null ? this : inside(field, index);
        }
    }

    GalaxyPlaces(SimulatedGalaxy galaxy, TextFormatParseInfoTree tree) {
        root = new Place(SimulatedGalaxy.getDescriptor(), tree, TextFormatParseLocation.EMPTY);
        int index = 0;
        for (User user : galaxy.getUsersList()) {
            places.put("user " + user.getName(), root.inside("users", index++));
        }
        index = 0;
        for (Platform platform : galaxy.getPlatformsList()) {
            platform(platform, root.inside("platforms", index++));
        }
    }

    private void platform(Platform platform, Place place) {
        node("platform", platform.getTagName(), platform.getAttributesList(), place);
        int index = 0;
        for (Engine engine : platform.getEnginesList()) {
            Place inside = place.inside("engines", index++);
            node("engine", engine.getTagName(), engine.getAttributesList(), inside);
            areas(engine.getAreasList(), inside);
        }
    }

    private void areas(List<Area> areas, Place place) {
        int index = 0;
        for (Area area : areas) {
            Place inside = place.inside("areas", index++);
            node("area", area.getTagName(), area.getAttributesList(), inside);
            areas(area.getAreasList(), inside);
            int number = 0;
            for (Object object : area.getObjectsList()) {
                object(object, object.getTagName(), inside.inside("objects", number++));
            }
        }
    }

    private void object(Object object, String tagName, Place place) {
        node("object", tagName, object.getAttributesList(), place);
        int index = 0;
        for (Object inner : object.getObjectsList()) {
            object(inner, GalaxyReader.tagNameIn(tagName, inner), place.inside("objects", index++));
        }
    }

    private void node(String what, String tagName, List<Attribute> attributes, Place place) {
        places.put(what + " " + tagName, place);
        int index = 0;
        for (Attribute attribute : attributes) {
            places.put(tagName + "." + attribute.getName(), place.inside("attributes", index++));
        }
    }

    /** The problem with its place: the field it is about, or else what holds the field. */
    GalaxyFileProblem locate(ConfigProblem problem) {
        String name = problem.key();
        Place place = places.get(name);
        while (place == null && name.indexOf(' ') >= 0) {
            name = name.substring(0, name.lastIndexOf(' '));
            place = places.get(name);
        }
        if (place == null) {
            name = "";
            place = root;
        }
        for (String field : problem.key().substring(name.length()).strip().split(" ", -1)) {
            place = place.inside(field, 0);
        }
        return new GalaxyFileProblem(place.where().getLine() + 1, place.where().getColumn() + 1, problem.toString());
    }
}
