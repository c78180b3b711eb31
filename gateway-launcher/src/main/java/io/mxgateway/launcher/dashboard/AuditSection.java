package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;

import io.mxgateway.core.security.AuditEntry;
import io.mxgateway.core.security.AuditVerifier;
import io.mxgateway.launcher.admin.Access;
import io.mxgateway.launcher.admin.AdminCall;
import io.mxgateway.launcher.admin.AdminRefusal;
import io.mxgateway.launcher.admin.AdminReply;
import io.mxgateway.launcher.admin.GatewayView;
import io.mxgateway.launcher.admin.Route;
import io.mxgateway.launcher.admin.SecurityView;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** What was done and by whom, and whether the log of it holds. Thread-safe. */
final class AuditSection implements Section {
    private static final int RECORDS = 100;
    private static final int LONG = 48;
    private static final int DETAILS = 160;
    private static final int PROBLEMS = 20;

    private final GatewayView gateway;
    // Reading a large log keeps a thread and a disk busy: one at a time.
    private final Semaphore verifying = new Semaphore(1);

    AuditSection(GatewayView gateway) {
        this.gateway = gateway;
    }

    @Override
    public String path() {
        return "/audit";
    }

    @Override
    public String title() {
        return "Audit";
    }

    @Override
    public Access access() {
        return Access.ACT;
    }

    @Override
    public List<Route> routes(Frame frame) {
        return List.of(
                Route.get(path(), Access.ACT, call -> page(frame, call)),
                Route.get(path() + "/verify", Access.ACT, call -> verified(frame, call)));
    }

    private AdminReply page(Frame frame, AdminCall call) {
        Optional<SecurityView> security = gateway.security();
        if (security.isEmpty()) {
            return frame.page(
                    call,
                    this,
                    title(),
                    el("p.empty", "While authentication is off nobody is known, and nothing audited."));
        }
        List<AuditEntry> latestFirst;
        try {
            latestFirst = new ArrayList<>(security.get().lastRecords(RECORDS));
        } catch (UncheckedIOException e) {
            return frame.problemPage(503, call, this, title(), el("p.notice.bad", "The audit log cannot be read now."));
        }
        Collections.reverse(latestFirst);
        Table table = new Table("The last " + latestFirst.size() + " records, the latest first")
                .figures("No.")
                .column("Time")
                .column("Who")
                .column("What")
                .column("Outcome")
                .column("Target")
                .column("From")
                .column("Details");
        latestFirst.forEach(entry -> add(table, entry));
        return frame.page(
                call,
                this,
                title(),
                el("p", el("a.button", attr("href", path() + "/verify"), "Verify the chain of hashes")),
                table.html("There is no record yet."));
    }

    private static void add(Table table, AuditEntry entry) {
        String details = entry.details().entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" "));
        table.row(
                entry.id(),
                moment(entry.field("time")),
                Show.brief(entry.field("actor"), LONG),
                entry.field("action"),
                Show.state(entry.field("outcome")),
                Show.brief(entry.field("target"), LONG),
                Show.brief(entry.field("peer"), LONG),
                el("span.wrap", Show.brief(details, DETAILS)));
    }

    private static Html moment(String text) {
        try {
            return Show.moment(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Show.brief(text, LONG);
        }
    }

    private AdminReply verified(Frame frame, AdminCall call) {
        SecurityView security = gateway.security()
                .orElseThrow(() -> new AdminRefusal(404, "while authentication is off nothing is audited"));
        if (!verifying.tryAcquire()) {
            throw new AdminRefusal(429, "somebody else is having the audit log verified; try again in a moment");
        }
        try {
            return frame.page(call, this, "Audit log verified", told(security.verify()));
        } catch (UncheckedIOException e) {
            return frame.problemPage(503, call, this, title(), el("p.notice.bad", "The audit log cannot be read now."));
        } finally {
            verifying.release();
        }
    }

    private Html told(AuditVerifier.Result result) {
        Table problems = new Table("Problems").column("File").figures("Line").column("Problem");
        result.problems().stream()
                .limit(PROBLEMS)
                .forEach(problem -> problems.row(
                        String.valueOf(problem.file().getFileName()),
                        problem.line() == 0 ? Show.orDash("") : Show.count(problem.line()),
                        problem.text()));
        return Html.all(
                result.good()
                        ? el("p.notice.ok", el("strong", "The chain holds."), " No record is missing or was changed.")
                        : el("p.notice.bad", el("strong", "The chain is broken."), " The first places where:"),
                result.good() ? Html.NONE : problems.html(""),
                Show.facts(List.of(
                        "Records",
                        Show.count(result.records()),
                        "Files",
                        result.files(),
                        "Half records, told of",
                        result.torn())),
                el("p", el("a", attr("href", path()), "The last records")));
    }
}
