package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;

import io.mxgateway.launcher.admin.Access;
import io.mxgateway.launcher.admin.AdminAccess;
import io.mxgateway.launcher.admin.AdminCall;
import io.mxgateway.launcher.admin.AdminRefusal;
import io.mxgateway.launcher.admin.AdminReply;
import io.mxgateway.launcher.admin.Cookies;
import io.mxgateway.launcher.admin.Route;
import io.mxgateway.launcher.admin.SignIn;
import io.mxgateway.launcher.admin.SignIns;
import java.util.List;

/** Where people show their key, and where they leave. Thread-safe. */
final class SignInPages {
    private final AdminAccess access;
    private final Frame frame;

    SignInPages(AdminAccess access, Frame frame) {
        this.access = access;
        this.frame = frame;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/sign-in", Access.OPEN, call -> form(call, 200, "")),
                Route.post("/sign-in", Access.OPEN, this::signIn),
                Route.post("/sign-out", Access.OPEN, this::signOut));
    }

    private AdminReply form(AdminCall call, int status, String problem) {
        if (!access.authenticating()) {
            return AdminReply.seeOther("/");
        }
        Html told = problem.isEmpty()
                ? Html.NONE
                : el("p.notice.bad", attr("id", "problem"), attr("role", "alert"), problem);
        return frame.outside(
                status,
                "Sign in",
                told,
                el(
                        "form.stack",
                        attr("method", "post"),
                        attr("action", "/sign-in"),
                        Frame.token(call),
                        el("label", attr("for", "key"), "API key"),
                        el(
                                "input",
                                attr("id", "key"),
                                attr("name", "key"),
                                attr("type", "password"),
                                attr("autocomplete", "current-password"),
                                attr("spellcheck", "false"),
                                attr("required", "required"),
                                attr("autofocus", "autofocus")),
                        el(
                                "p.hint",
                                "A key with the scope ",
                                el("code", "metadata:read"),
                                " may look, one with ",
                                el("code", "admin"),
                                " may act."),
                        el("button", attr("type", "submit"), "Sign in")));
    }

    private AdminReply signIn(AdminCall call) {
        if (!access.authenticating()) {
            return AdminReply.seeOther("/");
        }
        AdminAccess.checkCsrf(call.visitor(), call.form());
        String authorization;
        try {
            authorization = access.checkedKey(call.form().text("key"), call.peer());
        } catch (AdminRefusal refused) {
            return form(call, refused.status(), Show.sentence(refused.getMessage()));
        }
        // Another sign-in than the one before, if there was one: nobody goes on with a cookie that somebody planted.
        call.visitor().signIn().ifPresent(access.signIns()::end);
        SignIn begun = access.signIns().begin(authorization);
        return AdminReply.seeOther("/")
                .with("Set-Cookie", Cookies.set(call.port(), begun.id(), SignIns.LASTS, call.encrypted()));
    }

    private AdminReply signOut(AdminCall call) {
        if (call.visitor().signIn().isPresent()) {
            AdminAccess.checkCsrf(call.visitor(), call.form());
            access.signIns().end(call.visitor().signIn().get());
        }
        return AdminReply.seeOther("/sign-in").with("Set-Cookie", Cookies.clear(call.port(), call.encrypted()));
    }
}
