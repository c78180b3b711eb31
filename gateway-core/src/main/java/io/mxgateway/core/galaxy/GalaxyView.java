package io.mxgateway.core.galaxy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One model under its cache sequence, with the lists that queries have given. Thread-safe. */
final class GalaxyView {
    private static final int NONE = -1;

    private final GalaxyModel model;
    private final long sequence;
    private final PageTokens tokens;
    private final PlaceLists lists = new PlaceLists();

    GalaxyView(GalaxyModel model, long sequence, PageTokens tokens) {
        this.model = model;
        this.sequence = sequence;
        this.tokens = tokens;
    }

    GalaxyModel model() {
        return model;
    }

    long sequence() {
        return sequence;
    }

    /** Works out what most clients ask for first, the roots and everything, before anybody waits for it. */
    void prepare() {
        browse(GalaxyQuery.ALL, GalaxyPaging.FIRST);
        discover(GalaxyQuery.ALL, GalaxyPaging.FIRST);
    }

    /** How many lists are remembered. */
    int rememberedLists() {
        return lists.size();
    }

    GalaxyPage discover(GalaxyQuery query, GalaxyPaging paging) {
        GalaxyFilter filter = new GalaxyFilter(query);
        int depth = query.maxDepth().orElse(GalaxyForest.MAX_DEPTH);
        require(depth >= 0, "max_depth is " + depth + "; it must be 0 (the root alone) or more");
        String name = name('d', query, filter, depth);
        int offset = offset(paging, name);
        int root = root(query, "root");
        int[] places = lists.get(name, () -> subtree(root, depth, filter, query.visibility()))
                .places();
        return page(query, paging, name, places, offset);
    }

    GalaxyPage browse(GalaxyQuery query, GalaxyPaging paging) {
        GalaxyFilter filter = new GalaxyFilter(query);
        String name = name('b', query, filter, 0);
        int offset = offset(paging, name);
        int parent = root(query, "parent");
        PlaceLists.Listed children = lists.get(name, () -> children(parent, filter, query.visibility()));
        GalaxyPage page = page(query, paging, name, children.places(), offset);
        List<Boolean> more = new ArrayList<>(page.objects().size());
        for (int i = 0; i < page.objects().size(); i++) {
            more.add(children.more(offset + i, place -> hasChildren(place, filter, query.visibility())));
        }
        return new GalaxyPage(page.objects(), more, page.nextToken(), page.totalCount(), page.cacheSequence());
    }

    /** Everything that the answer depends on, and nothing else; not the attributes, which do not change the list. */
    private static String name(char call, GalaxyQuery query, GalaxyFilter filter, int depth) {
        StringBuilder name = new StringBuilder().append(call).append(depth).append(' ');
        GalaxyFilter.part(name, rootName(query.root()));
        GalaxyFilter.part(name, filter.canonical());
        GalaxyFilter.part(name, query.visibility().identity());
        return name.toString();
    }

    private static String rootName(GalaxyRoot root) {
        if (root instanceof GalaxyRoot.ById byId) {
            return "id " + byId.id();
        }
        if (root instanceof GalaxyRoot.ByTagName byTagName) {
            return "tag " + GalaxyAttribute.key(byTagName.tagName());
        }
        return root instanceof GalaxyRoot.ByContainedPath byPath ? "path " + GalaxyAttribute.key(byPath.path()) : "";
    }

    private int offset(GalaxyPaging paging, String name) {
        require(
                paging.size() >= 0,
                "page_size is " + paging.size() + "; it must be 0 (" + GalaxyPaging.DEFAULT_SIZE + ") to "
                        + GalaxyPaging.MAX_SIZE);
        return paging.token().isEmpty() ? 0 : tokens.offset(paging.token(), sequence, name);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new GalaxyException(GalaxyErrorCode.INVALID_REQUEST, rule);
        }
    }

    /** The place of the root; -1 for all of them. One that the caller may not see is told like one that is not there. */
    private int root(GalaxyQuery query, String role) {
        GalaxyRoot root = query.root();
        int place;
        String what;
        if (root instanceof GalaxyRoot.ById byId) {
            place = model.placeOfId(byId.id());
            what = "id " + byId.id();
        } else if (root instanceof GalaxyRoot.ByTagName byTagName) {
            place = model.placeOfTagName(byTagName.tagName());
            what = "tag name '" + byTagName.tagName() + "'";
        } else if (root instanceof GalaxyRoot.ByContainedPath byPath) {
            place = model.placeOfPath(byPath.path());
            what = "contained path '" + byPath.path() + "'";
        } else {
            return NONE;
        }
        if (place == NONE || !sees(query.visibility(), place)) {
            throw new GalaxyException(
                    GalaxyErrorCode.ROOT_NOT_FOUND,
                    "no deployed object has the " + what + ", given as the " + role
                            + "; leave it out to begin at the roots of the galaxy");
        }
        return place;
    }

    private boolean sees(GalaxyVisibility visibility, int place) {
        return visibility.identity().isEmpty()
                || visibility.sees(model.object(place).containedPath());
    }

    private int[] subtree(int root, int depth, GalaxyFilter filter, GalaxyVisibility visibility) {
        int end = root == NONE ? model.objectCount() : model.end(root);
        int deepest = Math.min(depth, GalaxyForest.MAX_DEPTH) + (root == NONE ? 0 : model.depth(root));
        int[] found = new int[end - Math.max(root, 0)];
        int count = 0;
        for (int place = Math.max(root, 0); place < end; place++) {
            if (model.depth(place) <= deepest && filter.passes(model.object(place)) && sees(visibility, place)) {
                found[count++] = place;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** The children that pass; in the place of one that is not seen, those below it. */
    private int[] children(int parent, GalaxyFilter filter, GalaxyVisibility visibility) {
        int end = parent == NONE ? model.objectCount() : model.end(parent);
        IntStream.Builder children = IntStream.builder();
        boolean inOrder = true;
        int at = parent + 1;
        while (at < end) {
            if (!sees(visibility, at)) {
                inOrder = false;
                at++;
                continue;
            }
            if (filter.passes(model.object(at))) {
                children.add(at);
            }
            at = model.end(at);
        }
        IntStream found = children.build();
        return inOrder
                ? found.toArray()
                : found.boxed()
                        .sorted((a, b) -> GalaxyForest.SIBLING_OBJECTS.compare(model.object(a), model.object(b)))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    private boolean hasChildren(int parent, GalaxyFilter filter, GalaxyVisibility visibility) {
        int end = model.end(parent);
        if (filter.passesAll() && visibility.identity().isEmpty()) {
            return end > parent + 1;
        }
        int at = parent + 1;
        while (at < end) {
            if (!sees(visibility, at)) {
                at++;
            } else if (filter.passes(model.object(at))) {
                return true;
            } else {
                at = model.end(at);
            }
        }
        return false;
    }

    private GalaxyPage page(GalaxyQuery query, GalaxyPaging paging, String name, int[] places, int offset) {
        List<GalaxyObject> objects = new ArrayList<>();
        long bytes = 0;
        int at = offset;
        int end = (int) Math.min(places.length, (long) offset + paging.effectiveSize());
        while (at < end) {
            GalaxyObject object = model.object(places[at]);
            bytes += WireSize.of(object, query.includeAttributes());
            if (bytes > GalaxyPaging.MAX_BYTES && !objects.isEmpty()) {
                break;
            }
            objects.add(query.includeAttributes() ? object : object.withoutAttributes());
            at++;
        }
        String next = at < places.length ? tokens.token(sequence, name, at) : "";
        return new GalaxyPage(objects, List.of(), next, places.length, sequence);
    }
}
