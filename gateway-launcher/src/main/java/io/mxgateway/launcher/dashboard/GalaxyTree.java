package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;

import io.mxgateway.core.galaxy.GalaxyObject;
import io.mxgateway.core.galaxy.GalaxyPage;
import io.mxgateway.core.galaxy.GalaxyPaging;
import io.mxgateway.core.galaxy.GalaxyRoot;
import io.mxgateway.launcher.admin.AdminCall;
import io.mxgateway.launcher.admin.GalaxyView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tree with the way to one object opened. A level that is not opened is not asked for; each that is shows a part of
 * its objects, so that a page keeps its size however large the galaxy is. Not thread-safe.
 */
final class GalaxyTree {
    /** Objects on a page, over all levels. */
    private static final int MOST = 90;

    private static final int LEAST_ON_A_LEVEL = 5;
    private static final int DEEPEST = 20;
    private static final int LONG = 40;

    private final GalaxyView galaxy;
    private final AdminCall call;
    private List<GalaxyObject> way = List.of(); // from the root to the chosen object

    GalaxyTree(GalaxyView galaxy, AdminCall call) {
        this.galaxy = galaxy;
        this.call = call;
    }

    Html html(Optional<GalaxyObject> chosen) {
        way = wayTo(chosen);
        return el("nav.tree", attr("aria-label", "Objects"), level(GalaxyRoot.ALL, 0, 0));
    }

    private List<GalaxyObject> wayTo(Optional<GalaxyObject> chosen) {
        List<GalaxyObject> up = new ArrayList<>();
        Optional<GalaxyObject> next = chosen;
        while (next.isPresent() && up.size() < DEEPEST) {
            up.add(next.get());
            int parent = next.get().parentId();
            next = parent == 0 ? Optional.empty() : galaxy.object(parent, call.caller());
        }
        Collections.reverse(up);
        return up;
    }

    private Html level(GalaxyRoot parent, int parentId, int depth) {
        boolean deepest = depth == way.size();
        String after = deepest ? call.query().text("after") : "";
        int size = Math.max(LEAST_ON_A_LEVEL, MOST / (way.size() + 1));
        GalaxyPage page = GalaxySection.firstUnlessThereIs(
                after, token -> galaxy.browse(parent, new GalaxyPaging(size, token), call.caller()));
        Optional<GalaxyObject> opened = deepest ? Optional.empty() : Optional.of(way.get(depth));
        List<Html> entries = new ArrayList<>();
        // It may stand further behind than what is shown.
        if (opened.isPresent()
                && page.objects().stream()
                        .noneMatch(object -> object.id() == opened.get().id())) {
            entries.add(entry(opened.get(), true, true, depth));
        }
        for (int i = 0; i < page.objects().size(); i++) {
            GalaxyObject object = page.objects().get(i);
            boolean open = opened.isPresent() && opened.get().id() == object.id();
            entries.add(entry(object, page.hasChildren().get(i), open, depth));
        }
        if (!page.nextToken().isEmpty()) {
            entries.add(el(
                    "li", el("a", attr("href", more(parentId, page.nextToken())), attr("rel", "next"), "More…")));
        }
        return entries.isEmpty() ? Html.NONE : el("ul", entries);
    }

    private Html entry(GalaxyObject object, boolean children, boolean open, int depth) {
        boolean here = open && depth == way.size() - 1;
        Html.Attribute there = attr("href", GalaxySection.address(object.id()));
        Html text = Show.brief(object.browseName(), LONG);
        Html name = here ? el("a", there, attr("aria-current", "true"), text) : el("a", there, text);
        Html mark = el(
                children ? "span.branch" : "span.leaf",
                attr("aria-hidden", "true"),
                children ? (open ? "▾ " : "▸ ") : "· ");
        return el(
                "li",
                mark,
                name,
                object.area() ? el("span.quiet", " area") : Html.NONE,
                open && children ? level(new GalaxyRoot.ById(object.id()), object.id(), depth + 1) : Html.NONE);
    }

    private static String more(int parent, String token) {
        return Html.query(
                GalaxySection.PATH, parent == 0 ? Map.of("after", token) : Map.of("object", parent, "after", token));
    }
}
