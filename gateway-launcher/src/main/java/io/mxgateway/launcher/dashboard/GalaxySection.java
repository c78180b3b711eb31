package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;

import io.mxgateway.core.galaxy.GalaxyErrorCode;
import io.mxgateway.core.galaxy.GalaxyException;
import io.mxgateway.core.galaxy.GalaxyObject;
import io.mxgateway.core.galaxy.GalaxyPage;
import io.mxgateway.core.galaxy.GalaxyPaging;
import io.mxgateway.core.galaxy.GalaxyStatus;
import io.mxgateway.launcher.admin.Access;
import io.mxgateway.launcher.admin.AdminCall;
import io.mxgateway.launcher.admin.AdminReply;
import io.mxgateway.launcher.admin.GalaxyView;
import io.mxgateway.launcher.admin.GatewayView;
import io.mxgateway.launcher.admin.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The deployed objects as a tree, and the attributes of one with their values. Thread-safe. */
final class GalaxySection implements Section {
    static final String PATH = "/galaxy";

    private static final int FOUND = 100;
    private static final int LONG = 40;

    private final GatewayView gateway;

    GalaxySection(GatewayView gateway) {
        this.gateway = gateway;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public String title() {
        return "Galaxy";
    }

    @Override
    public List<Route> routes(Frame frame) {
        return List.of(Route.get(PATH, Access.VIEW, call -> page(frame, call)));
    }

    private AdminReply page(Frame frame, AdminCall call) {
        GalaxyView galaxy = gateway.galaxy();
        GalaxyStatus status = galaxy.status();
        if (status.objectCount() == 0 && status.cacheSequence() == 0) {
            return nothing(frame, call, status);
        }
        try {
            String name = call.query().text("name");
            return name.isEmpty() ? tree(frame, call, galaxy) : found(frame, call, galaxy, name);
        } catch (GalaxyException e) {
            int code = switch (e.code()) {
                case ROOT_NOT_FOUND -> 404;
                case INVALID_REQUEST, INVALID_PAGE_TOKEN -> 400;
                case LIMIT_REACHED, UNAVAILABLE -> 503;
            };
            return frame.problemPage(
                    code,
                    call,
                    this,
                    code == 404 ? "No such object" : "This cannot be shown",
                    el("p", Show.sentence(e.getMessage())),
                    el("p", el("a", attr("href", PATH), "The whole galaxy")));
        }
    }

    private AdminReply nothing(Frame frame, AdminCall call, GalaxyStatus status) {
        return frame.livePage(
                call,
                this,
                title(),
                el("p.empty", "No galaxy is known. ", Show.sentence(status.message())),
                el("p", el("code", "galaxy.source"), " says where it is read from."));
    }

    private AdminReply tree(Frame frame, AdminCall call, GalaxyView galaxy) {
        String asked = call.query().text("object");
        Optional<GalaxyObject> chosen =
                asked.matches("[0-9]{1,9}") ? galaxy.object(Integer.parseInt(asked), call.caller()) : Optional.empty();
        if (chosen.isEmpty() && !asked.isEmpty()) {
            throw new GalaxyException(
                    GalaxyErrorCode.ROOT_NOT_FOUND,
                    "the galaxy has no such object any more, or the key may not see it");
        }
        Html objects = new GalaxyTree(galaxy, call).html(chosen);
        return frame.livePage(
                call,
                this,
                title(),
                filter(""),
                el(
                        "div.columns",
                        el("section", el("h2", "Objects"), objects),
                        el(
                                "section",
                                chosen.map(object ->
                                                Html.all(el("h2", Show.brief(object.tagName(), LONG)), facts(object)))
                                        .orElseGet(
                                                () -> Html.all(el("h2", "What is deployed"), facts(galaxy.status()))))),
                chosen.map(object ->
                                el("section", el("h2", "Attributes"), new AttributeTable(galaxy, call).html(object)))
                        .orElse(Html.NONE));
    }

    private AdminReply found(Frame frame, AdminCall call, GalaxyView galaxy, String name) {
        GalaxyPage page = firstUnlessThereIs(
                call.query().text("after"),
                token -> galaxy.search(name, new GalaxyPaging(FOUND, token), call.caller()));
        Table table = new Table(Show.count(page.totalCount()) + " objects with this name")
                .column("Object")
                .column("Where it stands")
                .column("Made from");
        page.objects()
                .forEach(object -> table.row(
                        el("a", attr("href", address(object.id())), Show.brief(object.tagName(), LONG)),
                        Show.brief(object.containedPath(), LONG),
                        object.templateChain().isEmpty()
                                ? Show.orDash("")
                                : Show.brief(object.templateChain().get(0), LONG)));
        return frame.page(
                call,
                this,
                title(),
                filter(name),
                table.html("No object has this name. * stands for any letters, ? for one."),
                page.nextToken().isEmpty()
                        ? Html.NONE
                        : el(
                                "p",
                                el(
                                        "a",
                                        attr("href", Html.query(PATH, Map.of("name", name, "after", page.nextToken()))),
                                        attr("rel", "next"),
                                        "More objects")));
    }

    private static Html filter(String name) {
        return el(
                "form.filter",
                attr("method", "get"),
                attr("action", PATH),
                attr("role", "search"),
                el("label", attr("for", "name"), "Name of an object"),
                el(
                        "input",
                        attr("id", "name"),
                        attr("name", "name"),
                        attr("type", "search"),
                        attr("maxlength", 100),
                        attr("placeholder", "Reactor*"),
                        attr("value", name)),
                el("button", attr("type", "submit"), "Find"),
                name.isEmpty() ? Html.NONE : el("a", attr("href", PATH), "The whole galaxy"));
    }

    private static Html facts(GalaxyStatus status) {
        return Show.facts(List.of(
                "State",
                Html.all(
                        status.state().name().equals("HEALTHY")
                                ? el("span.state.ok", "Up to date")
                                : Show.state(status.state().name()),
                        status.message().isEmpty() ? "" : " " + Show.sentence(status.message())),
                "Read from",
                status.source(),
                "Deployed",
                status.lastDeploy().map(Show::moment).orElseGet(() -> Show.orDash("")),
                "Objects",
                Show.count(status.objectCount()),
                "Attributes",
                Show.count(status.attributeCount())));
    }

    private static Html facts(GalaxyObject object) {
        return Show.facts(List.of(
                "Kind",
                object.area() ? "area" : "object",
                "Where it stands",
                Show.brief(object.containedPath(), 4 * LONG),
                "Made from",
                Show.brief(
                        object.templateChain().isEmpty() ? "–" : String.join(", ", object.templateChain()), 4 * LONG),
                "Attributes",
                Show.count(object.attributes().size())));
    }

    /** The page of an object. */
    static String address(int object) {
        return Html.query(PATH, Map.of("object", object));
    }

    /** The page that a token leads to; the first one where the galaxy has changed since the token was given. */
    static GalaxyPage firstUnlessThereIs(String token, Function<String, GalaxyPage> pages) {
        try {
            return pages.apply(token);
        } catch (GalaxyException e) {
            if (token.isEmpty() || e.code() != GalaxyErrorCode.INVALID_PAGE_TOKEN) {
                throw e;
            }
            return pages.apply("");
        }
    }
}
