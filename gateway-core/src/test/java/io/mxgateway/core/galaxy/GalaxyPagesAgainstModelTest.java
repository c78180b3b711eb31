package io.mxgateway.core.galaxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Pages and filters of random galaxies, odd ones too, against the plainest way of working them out. */
class GalaxyPagesAgainstModelTest {
    private static final int GALAXIES = 150;
    private static final int QUERIES = 40;

    /** Knows objects by their parents' ids, and recurses. */
    private static final class Naive {
        private final Map<Integer, List<GalaxyObject>> children = new HashMap<>();

        Naive(GalaxyModel model) {
            for (int i = 0; i < model.objectCount(); i++) {
                GalaxyObject object = model.object(i);
                children.computeIfAbsent(object.parentId(), id -> new ArrayList<>())
                        .add(object);
            }
            children.values()
                    .forEach(list -> list.sort(Comparator.comparing(GalaxyObject::area)
                            .reversed()
                            .thenComparing(object -> object.browseName().toLowerCase(Locale.ROOT))
                            .thenComparing(object -> object.tagName().toLowerCase(Locale.ROOT))
                            .thenComparing(GalaxyObject::id)));
        }

        List<GalaxyObject> below(int id) {
            return children.getOrDefault(id, List.of());
        }

        void subtree(GalaxyObject object, int depth, GalaxyQuery query, List<Integer> found) {
            if (passes(object, query) && query.visibility().sees(object.containedPath())) {
                found.add(object.id());
            }
            if (depth > 0) {
                below(object.id()).forEach(child -> subtree(child, depth - 1, query, found));
            }
        }

        List<GalaxyObject> seenBelow(int id, GalaxyQuery query) {
            List<GalaxyObject> seen = new ArrayList<>();
            for (GalaxyObject child : below(id)) {
                if (query.visibility().sees(child.containedPath())) {
                    seen.add(child);
                } else {
                    seen.addAll(seenBelow(child.id(), query));
                }
            }
            return seen.stream().filter(object -> passes(object, query)).toList();
        }

        static boolean passes(GalaxyObject object, GalaxyQuery query) {
            String glob = query.tagNameGlob().isEmpty() ? "*" : query.tagNameGlob();
            String regex = glob.toLowerCase(Locale.ROOT).replace("*", ".*").replace("?", ".");
            return (query.categoryIds().isEmpty() || query.categoryIds().contains(object.categoryId()))
                    && (query.templates().isEmpty()
                            || object.templateChain().stream()
                                    .anyMatch(one -> query.templates().stream().anyMatch(one::equalsIgnoreCase)))
                    && object.tagName().toLowerCase(Locale.ROOT).matches(regex)
                    && (!query.alarmBearingOnly()
                            || object.attributes().stream().anyMatch(GalaxyAttribute::alarm))
                    && (!query.historizedOnly() || object.attributes().stream().anyMatch(GalaxyAttribute::historized));
        }
    }

    @Test
    void everyPageOfEveryQueryIsWhatThePlainestWayGives() {
        Random random = Seed.random("GalaxyPagesAgainstModelTest");
        for (int i = 0; i < GALAXIES; i++) {
            GalaxyModel model = GalaxyModel.of(Optional.empty(), Galaxies.random(random, 1 + random.nextInt(120)));
            GalaxyView view = new GalaxyView(model, i + 1, new PageTokens(new byte[32]));
            Naive naive = new Naive(model);
            for (int query = 0; query < QUERIES; query++) {
                compare(random, view, naive, query(random, model));
            }
        }
    }

    private static GalaxyQuery query(Random random, GalaxyModel model) {
        GalaxyQuery query = GalaxyQuery.ALL.withAttributes(random.nextBoolean());
        query = query.filtered(
                random.nextInt(3) == 0 ? List.of(13, 10, random.nextInt(30)) : List.of(),
                random.nextInt(3) == 0 ? List.of("$pump", "$None") : List.of(),
                List.of("", "*", "tag_*", "T?G_1*", "*5", "**1?*", "nothing").get(random.nextInt(7)),
                random.nextInt(4) == 0,
                random.nextInt(4) == 0);
        if (random.nextInt(3) == 0) {
            int modulus = 2 + random.nextInt(4);
            query = query.seenBy(
                    GalaxyVisibility.only("mod " + modulus, path -> Math.floorMod(path.hashCode(), modulus) != 0));
        }
        if (random.nextInt(3) == 0) {
            query = query.downTo(random.nextInt(6));
        }
        GalaxyObject root = model.object(random.nextInt(model.objectCount()));
        // By id only: names may belong to several.
        return random.nextBoolean() && query.visibility().sees(root.containedPath())
                ? query.from(new GalaxyRoot.ById(root.id()))
                : query;
    }

    private static void compare(Random random, GalaxyView view, Naive naive, GalaxyQuery query) {
        int depth = query.maxDepth().orElse(1_000);
        List<Integer> subtree = new ArrayList<>();
        int root = query.root() instanceof GalaxyRoot.ById byId ? byId.id() : 0;
        if (root == 0) {
            naive.below(0).forEach(object -> naive.subtree(object, depth, query, subtree));
        } else {
            GalaxyModel model = view.model();
            naive.subtree(model.object(model.placeOfId(root)), depth, query, subtree);
        }
        int size = 1 + random.nextInt(50);
        assertThat(allPages(view, query, size, false))
                .as("subtree of %s", query)
                .isEqualTo(subtree);

        List<GalaxyObject> children = naive.seenBelow(root, query);
        List<Integer> browsed = allPages(view, query, size, true);
        if (query.visibility().identity().isEmpty()) {
            assertThat(browsed)
                    .as("children of %s", query)
                    .isEqualTo(children.stream().map(GalaxyObject::id).toList());
        } else {
            // What moved up is sorted in among the others.
            assertThat(browsed)
                    .containsExactlyInAnyOrderElementsOf(
                            children.stream().map(GalaxyObject::id).collect(Collectors.toList()));
        }
        GalaxyPage page = view.browse(query, new GalaxyPaging(size, ""));
        for (int i = 0; i < page.objects().size(); i++) {
            assertThat(page.hasChildren().get(i))
                    .isEqualTo(
                            !naive.seenBelow(page.objects().get(i).id(), query).isEmpty());
        }
    }

    private static List<Integer> allPages(GalaxyView view, GalaxyQuery query, int size, boolean browse) {
        List<Integer> ids = new ArrayList<>();
        GalaxyPaging paging = new GalaxyPaging(size, "");
        GalaxyPage page;
        do {
            page = browse ? view.browse(query, paging) : view.discover(query, paging);
            page.objects().forEach(object -> ids.add(object.id()));
            assertThat(page.objects().size()).isLessThanOrEqualTo(size);
            paging = paging.at(page.nextToken());
        } while (!page.nextToken().isEmpty());
        assertThat(page.totalCount()).isEqualTo(ids.size());
        return ids;
    }
}
