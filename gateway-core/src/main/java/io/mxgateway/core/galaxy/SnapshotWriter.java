package io.mxgateway.core.galaxy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a model. Texts, attributes and lists of attributes are written once each; from the second time on their number
 * stands for them. {@link SnapshotReader} reads it.
 */
final class SnapshotWriter {
    /** Stands before what is written for the first time. */
    static final int NEW = -1;

    private final DataOutputStream out;
    private final Map<String, Integer> texts = new HashMap<>();
    private final Map<GalaxyAttribute, Integer> attributes = new HashMap<>();
    private final Map<List<GalaxyAttribute>, Integer> lists = new HashMap<>();

    SnapshotWriter(DataOutputStream out) {
        this.out = out;
    }

    void write(String source, GalaxyModel model) throws IOException {
        text(source);
        Optional<Instant> deployed = model.deployedAt();
        out.writeBoolean(deployed.isPresent());
        out.writeLong(deployed.map(Instant::getEpochSecond).orElse(0L));
        out.writeInt(deployed.map(Instant::getNano).orElse(0));
        texts(model.warnings());
        out.writeInt(model.objectCount());
        for (int i = 0; i < model.objectCount(); i++) {
            object(model.object(i));
        }
    }

    private void object(GalaxyObject object) throws IOException {
        out.writeInt(object.id());
        text(object.tagName());
        text(object.containedName());
        out.writeInt(object.parentId());
        out.writeInt(object.hostedById());
        out.writeInt(object.categoryId());
        out.writeBoolean(object.area());
        texts(object.templateChain());
        list(object.attributes());
    }

    private void list(List<GalaxyAttribute> list) throws IOException {
        if (known(lists, list)) {
            return;
        }
        out.writeInt(list.size());
        for (GalaxyAttribute attribute : list) {
            attribute(attribute);
        }
    }

    private void attribute(GalaxyAttribute attribute) throws IOException {
        if (known(attributes, attribute)) {
            return;
        }
        text(attribute.name());
        out.writeInt(attribute.dataType());
        out.writeBoolean(attribute.array());
        out.writeInt(attribute.arrayDimension());
        out.writeInt(attribute.category());
        out.writeInt(attribute.securityClassification());
        text(attribute.description());
        out.writeBoolean(attribute.historized());
        out.writeBoolean(attribute.alarm());
    }

    private void texts(List<String> all) throws IOException {
        out.writeInt(all.size());
        for (String text : all) {
            text(text);
        }
    }

    private void text(String text) throws IOException {
        if (known(texts, text)) {
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Writes the number of what was written before, or that it follows now. */
    private <T> boolean known(Map<T, Integer> numbers, T thing) throws IOException {
        Integer number = numbers.putIfAbsent(thing, numbers.size());
        out.writeInt(number == null ? NEW : number);
        return number != null;
    }
}
