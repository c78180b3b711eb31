package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;

import io.mxgateway.launcher.admin.Access;
import io.mxgateway.launcher.admin.ActOutcome;
import io.mxgateway.launcher.admin.AdminAccess;
import io.mxgateway.launcher.admin.AdminCall;
import io.mxgateway.launcher.admin.AdminRefusal;
import io.mxgateway.launcher.admin.AdminReply;
import io.mxgateway.launcher.admin.GatewayView;
import io.mxgateway.launcher.admin.GatewayView.EndedRow;
import io.mxgateway.launcher.admin.GatewayView.SessionRow;
import io.mxgateway.launcher.admin.Route;
import io.mxgateway.launcher.admin.SessionRates;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All sessions, one session, and how to end it. Never shows a value of a tag. Thread-safe. */
final class SessionsSection implements Section {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PATH = "/sessions";
    private static final int NAME = 40;

    private final GatewayView gateway;
    private final SessionRates rates;

    SessionsSection(GatewayView gateway, SessionRates rates) {
        this.gateway = gateway;
        this.rates = rates;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public String title() {
        return "Sessions";
    }

    /** A link to one session, as long as a table has room for it: the name that its client gave it, or the id. */
    static Html named(String id, String clientName, boolean internal) {
        return Html.all(
                clientName.isEmpty()
                        ? el("a.id", attr("href", Html.path(PATH, id)), id)
                        : el("a", attr("href", Html.path(PATH, id)), Show.brief(clientName, NAME)),
                internal ? el("span.tag", "internal") : Html.NONE);
    }

    @Override
    public List<Route> routes(Frame frame) {
        Confirmation close = new Confirmation(
                "Close this session",
                "Its streams end, its worker is asked to end and its client is told that an administrator closed it.",
                "Close the session");
        Confirmation kill = new Confirmation(
                "Kill this session's worker",
                "The worker's process is ended at once, and the session with it; commands under way are lost. Close the"
                        + " session instead where that still works.",
                "Kill the worker");
        return List.of(
                Route.get(PATH, Access.VIEW, call -> list(frame, call)),
                Route.get(PATH + "/{id}", Access.VIEW, call -> one(frame, call)),
                Route.get(PATH + "/{id}/close", Access.ACT, call -> confirm(close, "close", frame, call)),
                Route.get(PATH + "/{id}/kill", Access.ACT, call -> confirm(kill, "kill", frame, call)),
                Route.post(PATH + "/{id}/close", Access.ACT, call -> {
                    AdminAccess.checkCsrf(call.visitor(), call.form());
                    ActOutcome.await(gateway.close(call.part("id"), call.caller(), call.peer()), PATIENCE);
                    return AdminReply.seeOther(Html.path(PATH, call.part("id")));
                }),
                Route.post(PATH + "/{id}/kill", Access.ACT, call -> {
                    AdminAccess.checkCsrf(call.visitor(), call.form());
                    ActOutcome.await(gateway.kill(call.part("id"), call.caller(), call.peer()), PATIENCE);
                    return AdminReply.seeOther(Html.path(PATH, call.part("id")));
                }));
    }

    private AdminReply list(Frame frame, AdminCall call) {
        SessionList list = SessionList.of(call.query());
        List<SessionRow> found = list.found(gateway.sessions(), rates);
        Html filter = el(
                "form.filter",
                attr("method", "get"),
                attr("action", PATH),
                attr("role", "search"),
                el("label", attr("for", "filter"), "Filter"),
                el(
                        "input",
                        attr("id", "filter"),
                        attr("name", "filter"),
                        attr("type", "search"),
                        attr("maxlength", 100),
                        attr("value", list.filter())),
                el(
                        "input",
                        attr("type", "hidden"),
                        attr("name", "sort"),
                        attr("value", list.order().key())),
                el("button", attr("type", "submit"), "Show"));
        return frame.livePage(
                call,
                this,
                title(),
                filter,
                list.html(found, Paging.of(call.query(), found.size()), rates, frame.now()));
    }

    private AdminReply one(Frame frame, AdminCall call) {
        String id = call.part("id");
        Optional<SessionRow> running = gateway.session(id);
        if (running.isPresent()) {
            return running(frame, call, running.get());
        }
        return gateway.ended().stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .map(row -> ended(frame, call, row))
                .orElseGet(() -> frame.problemPage(
                        404,
                        call,
                        this,
                        "No such session",
                        el("p", "It never was, or it is over for so long that the gateway has forgotten it."),
                        el("p", el("a", attr("href", PATH), "All sessions"))));
    }

    private AdminReply running(Frame frame, AdminCall call, SessionRow row) {
        return frame.livePage(
                call,
                this,
                row.clientName().isEmpty() ? "Session" : row.clientName(),
                el("p.id", row.id()),
                row.lastFault().isEmpty()
                        ? Html.NONE
                        : el("p.notice.bad", el("strong", "Fault."), " ", row.lastFault()),
                el(
                        "div.columns",
                        el("section", el("h2", "Session"), sessionFacts(frame, row)),
                        el("section", el("h2", "Traffic"), trafficFacts(row))),
                Frame.mayAct(call)
                        ? el(
                                "p.acts",
                                el("a.button", attr("href", Html.path(PATH, row.id(), "close")), "Close the session…"),
                                el(
                                        "a.button.danger",
                                        attr("href", Html.path(PATH, row.id(), "kill")),
                                        "Kill the worker…"))
                        : Html.NONE);
    }

    private static Html sessionFacts(Frame frame, SessionRow row) {
        return Show.facts(List.of(
                "State",
                Show.state(row.state()),
                "Owner",
                Html.all(row.owner(), row.internal() ? el("span.tag", "internal") : Html.NONE),
                "Backend",
                row.backend(),
                "Worker",
                Html.all(
                        row.workerPid() == 0 ? "no process" : "process " + row.workerPid(),
                        ", ",
                        Show.words(row.workerState())),
                "Opened",
                Show.moment(row.createdAt()),
                "Age",
                Show.lasting(Duration.between(row.createdAt(), frame.now())),
                "Lease",
                Show.lasting(row.lease()) + " without a call"));
    }

    private Html trafficFacts(SessionRow row) {
        return Show.facts(List.of(
                "Events/s",
                Show.rate(rates.eventsPerSecond(row.id())),
                "Events",
                Show.count(row.events()),
                "Events kept",
                Show.count(row.keptEvents()),
                "Streams",
                Show.count(row.subscribers()),
                "Commands waiting",
                Show.count(row.pending()),
                "Commands",
                Show.count(row.commands()),
                "Commands failed",
                Show.count(row.failedCommands())));
    }

    private AdminReply ended(Frame frame, AdminCall call, EndedRow row) {
        boolean output = Frame.mayAct(call) && !row.lastOutput().isEmpty();
        return frame.page(
                call,
                this,
                row.clientName().isEmpty() ? "Session" : row.clientName(),
                el("p.id", row.id()),
                el("p.notice", el("strong", "This session is over.")),
                Show.facts(List.of(
                        "Ended as",
                        Show.state(row.finalState()),
                        "Reason",
                        Show.words(row.reason()),
                        "Fault",
                        Show.orDash(row.fault()),
                        "Ended",
                        Show.moment(row.endedAt()),
                        "Owner",
                        row.owner(),
                        "Backend",
                        row.backend(),
                        "Events",
                        Show.count(row.events()))),
                output
                        ? Html.all(
                                el("h2", "Last lines of its worker"),
                                el("pre", attr("tabindex", "0"), String.join("\n", row.lastOutput())))
                        : Html.NONE,
                el("p", el("a", attr("href", PATH), "All sessions")));
    }

    private AdminReply confirm(Confirmation confirmation, String act, Frame frame, AdminCall call) {
        SessionRow row = gateway.session(call.part("id"))
                .orElseThrow(() -> new AdminRefusal(404, "there is no such session any more"));
        return confirmation.page(
                frame,
                call,
                this,
                Html.path(PATH, row.id(), act),
                Html.path(PATH, row.id()),
                Show.facts(List.of(
                        "Session",
                        el("span.id", row.id()),
                        "Client",
                        Show.orDash(row.clientName()),
                        "Owner",
                        row.owner(),
                        "Streams",
                        Show.count(row.subscribers()))));
    }
}
