package io.mxgateway.core.galaxy;

import java.util.ArrayList;
import java.util.List;

/** Collects what is odd in a galaxy; keeps the first few texts and the number of all. Not thread-safe. */
final class GalaxyWarnings {
    private static final int KEPT = 50;

    private final List<String> texts = new ArrayList<>();
    private int count;

    void add(String text) {
        count++;
        if (texts.size() < KEPT) {
            texts.add(text);
        }
    }

    void addAll(List<String> others) {
        others.forEach(this::add);
    }

    /** The texts, the last of which says how many there are beyond. */
    List<String> texts() {
        List<String> all = new ArrayList<>(texts);
        if (count > KEPT) {
            all.add("and " + (count - KEPT) + " more like these");
        }
        return List.copyOf(all);
    }
}
