package io.mxgateway.launcher.client;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxReplyPayload.SubscribeResult;
import io.mxgateway.core.mx.MxReplyPayload.WriteResult;
import io.mxgateway.grpc.client.MxCalls;
import io.mxgateway.grpc.client.MxSession;
import io.mxgateway.grpc.client.TagSubscription;
import io.mxgateway.grpc.client.ValueChange;
import io.mxgateway.launcher.client.ClientFailure.Kind;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenRequest;
import io.mxgateway.proto.galaxy.v1.DiscoverHierarchyRequest;
import io.mxgateway.proto.galaxy.v1.GalaxyAttribute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The steps of a check; each gives what there is to say when it went well, and throws when it did not. One thread. */
final class SmokeSteps {
    private static final int CANDIDATES = 20;
    private static final int PAGE = 50;

    private final ClientCommand command;
    private final MxSession session;
    private final Duration patience;
    private final ItemWatch watch = new ItemWatch();
    // Tags that browsing has shown.
    private final List<String> candidates = new ArrayList<>();

    SmokeSteps(ClientCommand command, MxSession session, Duration patience) {
        this.command = command;
        this.session = session;
        this.patience = patience;
    }

    String browse() {
        int roots = command.await(command.client().galaxy().browse(BrowseChildrenRequest.getDefaultInstance()))
                .size();
        DiscoverHierarchyRequest some =
                DiscoverHierarchyRequest.newBuilder().setPageSize(PAGE).build();
        command.await(command.client().galaxy().discover(some)).stream()
                .flatMap(object -> object.getAttributesList().stream())
                .filter(attribute -> !attribute.getIsArray())
                .map(GalaxyAttribute::getFullTagReference)
                .limit(CANDIDATES)
                .forEach(candidates::add);
        return roots + (roots == 1 ? " root" : " roots");
    }

    /** A tag that has a value; empty when browsing has shown none. */
    Optional<String> candidate() {
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        return readings(candidates).stream()
                .filter(Reading::isGood)
                .map(Reading::tag)
                .findFirst();
    }

    String read(String tag) {
        Reading reading = readings(List.of(tag)).get(0);
        if (!reading.isGood()) {
            throw new ClientFailure(Kind.FAILED, "tag = " + tag + ": cannot be read: " + reading.error());
        }
        return tag + " = " + Values.text(reading.value()) + ", " + reading.qualityText();
    }

    private List<Reading> readings(List<String> tags) {
        MxCalls calls = session.calls();
        int server = calls.register("mxgateway client smoke");
        int millis = Math.toIntExact(
                Math.min(patience.toMillis() / 2, Duration.ofSeconds(5).toMillis()));
        return calls.readBulk(server, tags, millis).stream().map(Reading::of).toList();
    }

    String subscribe(String tag) {
        CompletableFuture<ValueChange> first = new CompletableFuture<>();
        try (TagSubscription subscription = session.subscribe(List.of(tag), first::complete)) {
            if (!subscription.failedTags().isEmpty()) {
                throw new ClientFailure(
                        Kind.FAILED,
                        "tag = " + tag + ": cannot be subscribed: "
                                + subscription.failedTags().get(tag));
            }
            first.completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
            ValueChange change = command.awaitOrAsked(first.thenApply(Optional::ofNullable))
                    .orElse(Optional.empty())
                    .orElseThrow(
                            () -> new ClientFailure(Kind.FAILED, "tag = " + tag + ": no change came within --timeout"));
            return "change " + change.sequence() + " of the session: " + Values.text(change.value());
        }
    }

    /** Writes back the value that a tag has. */
    String write(String tag) {
        MxCalls calls = session.calls();
        int server = calls.register("mxgateway client smoke");
        // Until the session is closed, which is soon.
        session.listen(watch);
        SubscribeResult item = calls.subscribeBulk(server, List.of(tag)).get(0);
        if (!item.wasSuccessful()) {
            throw new ClientFailure(Kind.FAILED, "tag = " + tag + ": cannot be written: " + item.errorMessage());
        }
        MxEvent present = event(tag, MxEventFamily.ON_DATA_CHANGE, server, item);
        if (Values.type(present.value()).isEmpty()) {
            throw new ClientFailure(
                    Kind.FAILED, "tag = " + tag + ": has no value to write back: " + Texts.trouble(present.statuses()));
        }
        WriteResult accepted = calls.writeBulk(
                        server, List.of(new MxCommand.WriteEntry(item.itemHandle(), present.value(), 0)))
                .get(0);
        String trouble = accepted.wasSuccessful()
                ? Texts.trouble(event(tag, MxEventFamily.ON_WRITE_COMPLETE, server, item)
                        .statuses())
                : accepted.errorMessage();
        if (!trouble.isEmpty()) {
            throw new ClientFailure(Kind.FAILED, "tag = " + tag + ": was not written: " + trouble);
        }
        return tag + " = " + Values.text(present.value()) + ", written back";
    }

    private MxEvent event(String tag, MxEventFamily family, int server, SubscribeResult item) {
        return watch.await(family, server, item.itemHandle(), patience)
                .orElseThrow(() -> new ClientFailure(
                        Kind.FAILED, "tag = " + tag + ": no " + Texts.words(family.name()) + " came within --timeout"));
    }

    String alarms() {
        return command.await(command.client().activeAlarms("")).size() + " active";
    }

    String close() {
        session.close();
        return "session " + session.id();
    }
}
