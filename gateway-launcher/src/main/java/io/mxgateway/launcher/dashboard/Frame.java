package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;

import io.mxgateway.core.security.Scope;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.launcher.admin.Access;
import io.mxgateway.launcher.admin.AdminCall;
import io.mxgateway.launcher.admin.AdminRefusal;
import io.mxgateway.launcher.admin.AdminReply;
import io.mxgateway.launcher.admin.GatewayView;
import io.mxgateway.launcher.admin.GatewayView.Overview;
import java.time.Instant;
import java.util.List;

/** What all pages have around what they show: head, navigation, who is signed in. Immutable and thread-safe. */
final class Frame {
    /** Seconds between two looks of a page that is kept up to date. */
    private static final int REFRESH_SECONDS = 5;

    private final GatewayView gateway;
    private final StaticFiles files;
    private final GatewayTime time;
    private final List<Section> sections;

    Frame(GatewayView gateway, StaticFiles files, GatewayTime time, List<Section> sections) {
        this.gateway = gateway;
        this.files = files;
        this.time = time;
        this.sections = List.copyOf(sections);
    }

    /** Now. */
    Instant now() {
        return time.now();
    }

    /** Whether whoever asks may act. */
    static boolean mayAct(AdminCall call) {
        return call.caller().may(Scope.ADMIN);
    }

    /** A page that stays as it is until it is asked for again. */
    AdminReply page(AdminCall call, Section here, String title, Object... content) {
        return reply(200, call, here, title, false, content);
    }

    /** A page that is kept up to date while somebody looks at it. */
    AdminReply livePage(AdminCall call, Section here, String title, Object... content) {
        return reply(200, call, here, title, true, content);
    }

    /** A page about something that cannot be had or done as it was asked for. */
    AdminReply problemPage(int status, AdminCall call, Section here, String title, Object... content) {
        return reply(status, call, here, title, false, content);
    }

    private AdminReply reply(int status, AdminCall call, Section here, String title, boolean live, Object... content) {
        Overview overview = gateway.overview();
        Html asOf = live
                ? el(
                        "p.as-of",
                        "as of ",
                        Show.clock(now()),
                        " UTC ",
                        el("noscript", el("a", attr("href", call.path()), "Reload")))
                : Html.NONE;
        Html main = el(
                "main",
                attr("id", "main"),
                attr("tabindex", "-1"),
                attr("data-refresh", live ? REFRESH_SECONDS : 0),
                el("div.top", el("h1", title), asOf),
                notices(overview),
                List.of(content).stream().map(Html::all).toList());
        Html body = el(
                "body",
                el("a.skip", attr("href", "#main"), "Skip to the content"),
                el(
                        "header",
                        el(
                                "a.brand",
                                attr("href", "/"),
                                el("span.mark", attr("aria-hidden", "true"), "MX"),
                                " Gateway"),
                        navigation(call, here),
                        who(call)),
                main,
                el(
                        "footer",
                        el("p", "MXAccess gateway ", overview.version(), " · ", overview.grpcAddress()),
                        el("p.offline", attr("id", "connection"), attr("role", "status"))));
        return AdminReply.of(status, AdminReply.HTML, document(title, body));
    }

    private static Html notices(Overview overview) {
        Html draining = overview.draining()
                ? el("p.notice.warn", el("strong", "Draining."), " No new sessions are taken; those there are go on.")
                : Html.NONE;
        Html readOnly = overview.readOnly()
                ? el("p.notice.warn", el("strong", "Read-only."), " Every write of every client is refused.")
                : Html.NONE;
        return Html.all(draining, readOnly);
    }

    private Html navigation(AdminCall call, Section here) {
        List<Html> entries = sections.stream()
                .filter(section -> section.access() != Access.ACT || mayAct(call))
                .map(section -> el("li", entry(section, here)))
                .toList();
        return el("nav", attr("aria-label", "Pages"), el("ul", entries));
    }

    private static Html entry(Section section, Section here) {
        return section == here
                ? el("a", attr("href", section.path()), attr("aria-current", "page"), section.title())
                : el("a", attr("href", section.path()), section.title());
    }

    private static Html who(AdminCall call) {
        if (call.visitor().signIn().isEmpty()) {
            return el("p.who", call.caller().keyed() ? call.caller().keyId() : "No sign-in on this machine");
        }
        return el(
                "form.who",
                attr("method", "post"),
                attr("action", "/sign-out"),
                token(call),
                el("span", el("span.quiet", "Key "), call.caller().keyId()),
                el("button.plain", attr("type", "submit"), "Sign out"));
    }

    /** What every form carries. */
    static Html token(AdminCall call) {
        return el(
                "input",
                attr("type", "hidden"),
                attr("name", "csrf"),
                attr("value", call.visitor().csrf()));
    }

    /** A page for somebody who is not known: without navigation. */
    AdminReply outside(int status, String title, Object... content) {
        Html body = el(
                "body.outside",
                el(
                        "main",
                        attr("id", "main"),
                        el("p.brand", el("span.mark", attr("aria-hidden", "true"), "MX"), " Gateway"),
                        el("h1", title),
                        List.of(content).stream().map(Html::all).toList()));
        return AdminReply.of(status, AdminReply.HTML, document(title, body));
    }

    /** What a browser shows of a request that was refused. */
    AdminReply refusal(AdminRefusal refused) {
        Html next = refused.status() == 401
                ? el("a", attr("href", "/sign-in"), "Sign in")
                : el("a", attr("href", "/"), "To the overview");
        return outside(
                refused.status(),
                refused.status() == 404 ? "Not found" : refused.status() >= 500 ? "This failed" : "Refused",
                el("p", Show.sentence(refused.getMessage())),
                el("p", next));
    }

    private String document(String title, Html body) {
        return Html.document(el(
                "html",
                attr("lang", "en"),
                el(
                        "head",
                        el("meta", attr("charset", "utf-8")),
                        el("title", title, " · MXAccess gateway"),
                        el("meta", attr("name", "viewport"), attr("content", "width=device-width, initial-scale=1")),
                        el("meta", attr("name", "color-scheme"), attr("content", "light dark")),
                        el("link", attr("rel", "icon"), attr("href", files.icon())),
                        el("link", attr("rel", "stylesheet"), attr("href", files.style())),
                        el("script", attr("src", files.script()), attr("defer", "defer"))),
                body));
    }
}
