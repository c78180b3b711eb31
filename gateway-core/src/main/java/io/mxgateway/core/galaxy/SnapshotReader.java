package io.mxgateway.core.galaxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@link SnapshotWriter} has written. What it reads has passed its checksum, and is doubted all the same. */
final class SnapshotReader {
    private static final int MAX_TEXT = 1 << 20;

    private final DataInputStream in;
    private final List<String> texts = new ArrayList<>();
    private final List<GalaxyAttribute> attributes = new ArrayList<>();
    private final List<GalaxyAttributes> lists = new ArrayList<>();

    SnapshotReader(DataInputStream in) {
        this.in = in;
    }

    /**
     * The model, when it is of the source.
     *
     * @return empty when it is of another
     * @throws IOException when it makes no sense
     */
    Optional<GalaxyModel> read(String source) throws IOException {
        if (!text().equals(source)) {
            return Optional.empty();
        }
        Optional<Instant> deployed = deployTime();
        List<String> warnings = texts();
        int count = count();
        List<GalaxyEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry());
        }
        return Optional.of(GalaxyModel.of(deployed, entries, warnings));
    }

    private Optional<Instant> deployTime() throws IOException {
        boolean present = in.readBoolean();
        long seconds = in.readLong();
        int nanos = in.readInt();
        try {
            return present ? Optional.of(Instant.ofEpochSecond(seconds, nanos)) : Optional.empty();
        } catch (DateTimeException e) {
            throw new IOException("a deploy time of " + seconds + " s", e);
        }
    }

    private GalaxyEntry entry() throws IOException {
        int id = in.readInt();
        String tagName = text();
        String containedName = text();
        int parent = in.readInt();
        int hostedBy = in.readInt();
        int category = in.readInt();
        boolean area = in.readBoolean();
        List<String> templates = texts();
        return new GalaxyEntry(id, tagName, containedName, parent, 0, hostedBy, category, area, templates, list());
    }

    private GalaxyAttributes list() throws IOException {
        int number = in.readInt();
        if (number != SnapshotWriter.NEW) {
            return known(lists, number);
        }
        int count = count();
        List<GalaxyAttribute> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(attribute());
        }
        GalaxyAttributes all = GalaxyAttributes.of(list);
        lists.add(all);
        return all;
    }

    private GalaxyAttribute attribute() throws IOException {
        int number = in.readInt();
        if (number != SnapshotWriter.NEW) {
            return known(attributes, number);
        }
        String name = text();
        int dataType = in.readInt();
        boolean array = in.readBoolean();
        int dimension = in.readInt();
        int category = in.readInt();
        int security = in.readInt();
        GalaxyAttribute attribute = new GalaxyAttribute(
                name, dataType, array, dimension, category, security, text(), in.readBoolean(), in.readBoolean());
        attributes.add(attribute);
        return attribute;
    }

    private List<String> texts() throws IOException {
        int count = count();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(text());
        }
        return all;
    }

    private String text() throws IOException {
        int number = in.readInt();
        if (number != SnapshotWriter.NEW) {
            return known(texts, number);
        }
        int length = count();
        if (length > MAX_TEXT) {
            throw new IOException("a text of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        texts.add(text);
        return text;
    }

    private int count() throws IOException {
        int count = in.readInt();
        if (count < 0) {
            throw new IOException("a count of " + count);
        }
        return count;
    }

    private static <T> T known(List<T> things, int number) throws IOException {
        if (number < 0 || number >= things.size()) {
            throw new IOException("number " + number + " of " + things.size());
        }
        return things.get(number);
    }
}
