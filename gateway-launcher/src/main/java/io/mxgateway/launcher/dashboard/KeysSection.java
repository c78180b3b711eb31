package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;

import io.mxgateway.core.security.ApiKey;
import io.mxgateway.core.security.ApiKeys;
import io.mxgateway.core.security.Glob;
import io.mxgateway.core.security.IssuedKey;
import io.mxgateway.core.security.KeyConstraints;
import io.mxgateway.core.security.KeyStoreException;
import io.mxgateway.core.security.Scope;
import io.mxgateway.launcher.admin.Access;
import io.mxgateway.launcher.admin.AdminAccess;
import io.mxgateway.launcher.admin.AdminCall;
import io.mxgateway.launcher.admin.AdminRefusal;
import io.mxgateway.launcher.admin.AdminReply;
import io.mxgateway.launcher.admin.GatewayView;
import io.mxgateway.launcher.admin.Route;
import io.mxgateway.launcher.admin.SecurityView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The API keys, and what can be done to them. A secret is in the answer to the form that made it, and nowhere else.
 * Thread-safe.
 */
final class KeysSection implements Section {
    private static final String PATH = "/keys";
    private static final String TITLE = "API keys";
    private static final int ROWS = 60;
    private static final int MOST_PROBLEMS = 20;
    private static final int LONG = 48;
    private static final Map<String, Confirmation> ACTS = Map.of(
            "rotate",
            new Confirmation(
                    "Give this key another secret",
                    "The secret that its users have now is worthless within a second. The new one is shown once.",
                    "Rotate the key"),
            "revoke",
            new Confirmation(
                    "Revoke this key",
                    "Its calls are refused, its streams and its sessions end, within a second and for good.",
                    "Revoke the key"),
            "delete",
            new Confirmation(
                    "Delete this key",
                    "The gateway forgets that it ever was; only the audit log remembers.",
                    "Delete the key"));

    private final GatewayView gateway;

    KeysSection(GatewayView gateway) {
        this.gateway = gateway;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public Access access() {
        return Access.ACT;
    }

    @Override
    public List<Route> routes(Frame frame) {
        return List.of(
                Route.get(PATH, Access.ACT, call -> list(frame, call)),
                Route.get(PATH + "/new", Access.ACT, call -> {
                    security();
                    return form(frame, call, 200, KeyForm.empty(), "");
                }),
                Route.post(PATH + "/check", Access.ACT, call -> checked(frame, call)),
                Route.post(PATH, Access.ACT, call -> created(frame, call)),
                Route.get(PATH + "/{id}/{act}", Access.ACT, call -> asked(frame, call)),
                Route.post(PATH + "/{id}/{act}", Access.ACT, call -> done(frame, call)));
    }

    private SecurityView security() {
        return gateway.security()
                .orElseThrow(() -> new AdminRefusal(404, "authentication is off, so that there are no keys"));
    }

    private AdminReply list(Frame frame, AdminCall call) {
        Optional<SecurityView> security = gateway.security();
        if (security.isEmpty()) {
            return frame.page(
                    call,
                    this,
                    TITLE,
                    el(
                            "p.empty",
                            "Authentication is off: nobody is asked for a key. ",
                            el("code", "auth.mode"),
                            " turns it on."));
        }
        List<ApiKey> keys = security.get().keys();
        Instant now = frame.now();
        Paging page = Paging.of(call.query(), keys.size(), ROWS);
        Table table = new Table(page.caption("Keys"))
                .column("Id")
                .column("Name")
                .column("Status")
                .column("May do")
                .column("Constraints")
                .column("Expires")
                .column("Last used")
                .column("Acts");
        page.of(keys)
                .forEach(key -> table.row(
                        el("code", key.id()),
                        key.name().isEmpty() ? Show.orDash("") : Show.brief(key.name(), LONG),
                        Show.state(key.status(now).name()),
                        scopes(key),
                        key.constraints().isNone() ? Show.orDash("") : Show.brief(constraints(key.constraints()), LONG),
                        moment(key.expiresAt(), "never"),
                        moment(key.lastUsedAt(), "never"),
                        acts(key, now)));
        List<Html> damaged = security.get().problems().stream()
                .limit(MOST_PROBLEMS)
                .map(problem -> el("p.notice.bad", problem.text()))
                .toList();
        return frame.page(
                call,
                this,
                TITLE,
                el("p", el("a.button.main", attr("href", PATH + "/new"), "New key…")),
                damaged,
                table.html("There are no keys."),
                page.links(number -> PATH + "?page=" + number));
    }

    private static Html acts(ApiKey key, Instant now) {
        List<Object> acts = new ArrayList<>();
        for (String act : key.status(now) == ApiKey.Status.REVOKED ? List.of("delete") : List.of("rotate", "revoke")) {
            acts.add(el(
                    "a",
                    attr("href", Html.path(PATH, key.id(), act)),
                    attr("aria-label", Show.words(act) + " " + key.id()),
                    Show.words(act)));
            acts.add(" ");
        }
        return el("span.links", acts);
    }

    private static String scopes(ApiKey key) {
        return key.scopes().stream().map(Scope::text).collect(Collectors.joining(" "));
    }

    private static Html moment(Optional<Instant> at, String none) {
        return at.map(Show::moment).orElseGet(() -> el("span.quiet", none));
    }

    private static String constraints(KeyConstraints constraints) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        named.put("reads below", texts(constraints.readSubtrees()));
        named.put("writes below", texts(constraints.writeSubtrees()));
        named.put("reads", texts(constraints.readTags()));
        named.put("writes", texts(constraints.writeTags()));
        named.put("browses below", texts(constraints.browseSubtrees()));
        named.put(
                "classes",
                constraints.writeClassifications().stream()
                        .map(KeyConstraints::classificationText)
                        .toList());
        if (constraints.maxWritesPerSecond() > 0) {
            named.put("writes/s", List.of(Show.count(constraints.maxWritesPerSecond())));
        }
        return named.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(each -> each.getKey() + " " + String.join(", ", each.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static List<String> texts(List<Glob> globs) {
        return globs.stream().map(Glob::text).toList();
    }

    private AdminReply form(Frame frame, AdminCall call, int status, KeyForm form, String problem) {
        Html told = problem.isEmpty() ? Html.NONE : el("p.notice.bad", attr("role", "alert"), Show.sentence(problem));
        return frame.problemPage(status, call, this, "New key", told, form.html(call, PATH + "/check"));
    }

    private AdminReply checked(Frame frame, AdminCall call) {
        AdminAccess.checkCsrf(call.visitor(), call.form());
        security();
        KeyForm form = KeyForm.of(call.form());
        ApiKeys.Order order;
        try {
            order = form.order(frame.now());
        } catch (IllegalArgumentException e) {
            return form(frame, call, 400, form, e.getMessage());
        }
        return new Confirmation(
                        "Make this key", "Its secret is shown once, on the next page, and never again.", "Make the key")
                .page(
                        frame,
                        call,
                        this,
                        PATH,
                        PATH,
                        form.carried(),
                        Show.facts(List.of(
                                "Id",
                                order.id().isEmpty() ? "made by chance" : el("code", order.id()),
                                "Name",
                                Show.orDash(order.name()),
                                "May do",
                                order.scopes().stream().map(Scope::text).collect(Collectors.joining(" ")),
                                "Constraints",
                                Show.orDash(constraints(order.constraints())),
                                "Expires",
                                moment(order.expiresAt(), "never"))));
    }

    private AdminReply created(Frame frame, AdminCall call) {
        AdminAccess.checkCsrf(call.visitor(), call.form());
        KeyForm form = KeyForm.of(call.form());
        try {
            return shown(frame, call, "Key made", security().create(form.order(frame.now()), call.caller()));
        } catch (IllegalArgumentException | KeyStoreException e) {
            return form(frame, call, e instanceof KeyStoreException ? 409 : 400, form, e.getMessage());
        }
    }

    /** The one time that a secret is shown. */
    private AdminReply shown(Frame frame, AdminCall call, String title, IssuedKey issued) {
        return frame.page(
                call,
                this,
                title,
                el(
                        "p.notice.warn",
                        el("strong", "This is the only time that this key is shown."),
                        " Keep it where only its user can read it."),
                el(
                        "pre.secret",
                        attr("id", "secret"),
                        attr("tabindex", "0"),
                        attr("aria-label", "The key"),
                        issued.token()),
                Show.facts(List.of(
                        "Id",
                        el("code", issued.key().id()),
                        "May do",
                        scopes(issued.key()),
                        "Expires",
                        moment(issued.key().expiresAt(), "never"))),
                el("p", el("a", attr("href", PATH), "All keys")));
    }

    private static Confirmation confirmation(AdminCall call) {
        Confirmation confirmation = ACTS.get(call.part("act"));
        if (confirmation == null) {
            throw new AdminRefusal(404, "there is no such page");
        }
        return confirmation;
    }

    private AdminReply asked(Frame frame, AdminCall call) {
        Confirmation confirmation = confirmation(call);
        ApiKey key = security().keys().stream()
                .filter(one -> one.id().equals(call.part("id")))
                .findFirst()
                .orElseThrow(() -> new AdminRefusal(404, "there is no such key"));
        Html own = key.id().equals(call.caller().keyId())
                ? el("p.notice.warn", el("strong", "You are signed in with this key."))
                : Html.NONE;
        return confirmation.page(
                frame,
                call,
                this,
                Html.path(PATH, key.id(), call.part("act")),
                PATH,
                own,
                Show.facts(List.of(
                        "Id",
                        el("code", key.id()),
                        "Name",
                        Show.orDash(key.name()),
                        "Status",
                        Show.state(key.status(frame.now()).name()),
                        "May do",
                        scopes(key),
                        "Last used",
                        moment(key.lastUsedAt(), "never"))));
    }

    private AdminReply done(Frame frame, AdminCall call) {
        AdminAccess.checkCsrf(call.visitor(), call.form());
        confirmation(call);
        String id = call.part("id");
        try {
            switch (call.part("act")) {
                case "rotate" -> {
                    return shown(frame, call, "Key rotated", security().rotate(id, call.caller()));
                }
                case "revoke" -> security().revoke(id, call.caller());
                default -> security().delete(id, call.caller());
            }
            return AdminReply.seeOther(PATH);
        } catch (KeyStoreException e) {
            int status = switch (e.reason()) {
                case UNKNOWN -> 404;
                case UNAVAILABLE, DAMAGED -> 503;
                default -> 409;
            };
            return frame.problemPage(
                    status,
                    call,
                    this,
                    TITLE,
                    el("p.notice.bad", Show.sentence(e.getMessage())),
                    el("p", el("a", attr("href", PATH), "All keys")));
        }
    }
}
