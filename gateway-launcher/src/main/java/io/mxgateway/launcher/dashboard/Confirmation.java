package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;

import io.mxgateway.launcher.admin.AdminCall;
import io.mxgateway.launcher.admin.AdminReply;
import java.util.Map;

/**
 * Asks whether something is really to be done: a page of its own, so that it works without any script.
 *
 * @param question what it is about, a few words
 * @param consequence what will be so afterwards
 * @param act what the button says
 */
record Confirmation(String question, String consequence, String act) {
    /**
     * The page.
     *
     * @param action where the form is sent
     * @param back where whoever does not want to is led
     * @param details more of what is to be confirmed
     */
    AdminReply page(Frame frame, AdminCall call, Section here, String action, String back, Object... details) {
        return page(frame, call, here, action, back, Map.of(), details);
    }

    /** The same, with what else the form carries. */
    AdminReply page(
            Frame frame,
            AdminCall call,
            Section here,
            String action,
            String back,
            Map<String, String> carried,
            Object... details) {
        return frame.page(
                call,
                here,
                question,
                el("p", consequence),
                Html.all(details),
                el(
                        "form.acts",
                        attr("method", "post"),
                        attr("action", action),
                        Frame.token(call),
                        carried.entrySet().stream()
                                .map(each -> el(
                                        "input",
                                        attr("type", "hidden"),
                                        attr("name", each.getKey()),
                                        attr("value", each.getValue())))
                                .toList(),
                        el("button.danger", attr("type", "submit"), act),
                        el("a.button", attr("href", back), "Cancel")));
    }
}
