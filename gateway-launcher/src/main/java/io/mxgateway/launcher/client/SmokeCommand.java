package io.mxgateway.launcher.client;

import io.mxgateway.grpc.client.GatewayException;
import io.mxgateway.grpc.client.MxClientException;
import io.mxgateway.grpc.client.MxSession;
import io.mxgateway.launcher.client.ClientFailure.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code client smoke}. */
@Command(
        name = "smoke",
        description = "Checks a deployment from end to end and prints a report: connect, be known, browse, open a"
                + " session, read, see a change, write, alarms, close.",
        footer = {
            "",
            "Without --tag it reads what it finds by browsing. Writing is tried only with --write-tag: the value that",
            "the tag has is written back to it. What a gateway has switched off is skipped. Exits 0 only if nothing",
            "went wrong."
        })
final class SmokeCommand extends ClientCommand {
    /** What a gateway answers for what whoever runs it has switched off. */
    private static final Set<String> SWITCHED_OFF = Set.of("ALARMS_DISABLED", "GALAXY_UNAVAILABLE");

    @Option(names = "--tag", paramLabel = "TAG", description = "The tag to read and to watch.")
    private String tag;

    @Option(names = "--write-tag", paramLabel = "TAG", description = "The tag to write its own value to.")
    private String writeTag;

    SmokeCommand(Console console) {
        super(console);
    }

    @Override
    int run() {
        SmokeReport report = new SmokeReport(console(), json());
        long begin = System.nanoTime();
        MxSession session;
        try {
            session = openSession();
        } catch (MxClientException e) {
            tellFirst(report, begin, e);
            return report.finish();
        }
        SmokeSteps steps = new SmokeSteps(this, session, timeout());
        report.ok("connect", 0, endpoint().toString());
        report.ok("authenticate", 0, authentication());
        report.ok("session", System.nanoTime() - begin, "backend " + session.backend());
        step(report, "browse", steps::browse);
        Optional<String> found = tag == null ? steps.candidate() : Optional.of(tag);
        if (found.isPresent()) {
            step(report, "read", () -> steps.read(found.get()));
            step(report, "subscribe", () -> steps.subscribe(found.get()));
        } else {
            missing(report, "read");
            missing(report, "subscribe");
        }
        if (writeTag == null) {
            report.skipped("write", "--write-tag names a tag to try it with");
        } else {
            step(report, "write", () -> steps.write(writeTag));
        }
        step(report, "alarms", steps::alarms);
        step(report, "close", steps::close);
        return report.finish();
    }

    private void missing(SmokeReport report, String step) {
        report.failed(
                step, 0, new ClientFailure(Kind.FAILED, "browsing has found no tag with a value; name one with --tag"));
    }

    /** One call connects, shows the key and opens: which of them went wrong, its failure tells. */
    private void tellFirst(SmokeReport report, long begin, MxClientException failure) {
        ClientFailure why = explained(failure);
        long took = System.nanoTime() - begin;
        if (why.kind() == Kind.UNREACHABLE) {
            report.failed("connect", took, why);
            return;
        }
        report.ok("connect", 0, endpoint().toString());
        if (why.kind() == Kind.UNAUTHORIZED) {
            report.failed("authenticate", took, why);
            return;
        }
        report.ok("authenticate", 0, authentication());
        report.failed("session", took, why);
    }

    private String authentication() {
        return hasKey() ? "with the API key" : "without an API key";
    }

    private void step(SmokeReport report, String name, Callable<String> step) {
        if (interruption().isAsked()) {
            throw new ClientFailure(Kind.FAILED, "interrupted before it was done");
        }
        long begin = System.nanoTime();
        try {
            String detail = step.call();
            report.ok(name, System.nanoTime() - begin, detail);
        } catch (GatewayException e) {
            if (SWITCHED_OFF.contains(e.reason())) {
                report.skipped(name, e.getMessage());
            } else {
                report.failed(name, System.nanoTime() - begin, explained(e));
            }
        } catch (MxClientException e) {
            report.failed(name, System.nanoTime() - begin, explained(e));
        } catch (ClientFailure e) {
            report.failed(name, System.nanoTime() - begin, e);
        } catch (Exception e) {
            throw new IllegalStateException("a step failed in a way that no step should", e);
        }
    }
}
