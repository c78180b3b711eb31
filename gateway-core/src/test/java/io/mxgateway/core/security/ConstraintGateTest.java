package io.mxgateway.core.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.galaxy.GalaxyMetadata;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxSecurityClass;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.CommandRequest;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.session.SessionOpenRequest;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.testing.FakeWorker;
import io.mxgateway.core.testing.FakeWorkers;
import io.mxgateway.core.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A whole session behind the gate; the galaxy has the areas A and B, and attributes of the class in their name. */
@ExtendWith(NothingLeftBehind.class)
class ConstraintGateTest {
    private static final int SERVER = 1;

    private final FakeTime time = new FakeTime();
    private final List<AuditRecord> audit = new ArrayList<>();
    private final ReadOnlySwitch readOnly = new ReadOnlySwitch(false);
    private final FakeWorkers workers = new FakeWorkers(new Worker());
    private final DefaultSessionManager sessions = new DefaultSessionManager(
            new DefaultSessionRegistry(),
            workers,
            GatewayOptions.DEFAULT,
            GatewayMetrics.NONE,
            time,
            new Random(1),
            new ConstraintGate(new Galaxy(), readOnly, audit::add, time));
    private KeyConstraints constraints = KeyConstraints.NONE;
    private String session;

    /** References like {@code A_x.Name}: in the area before the underscore. */
    private static final class Galaxy implements GalaxyMetadata {
        @Override
        public boolean isArray(String reference) {
            return false;
        }

        @Override
        public Optional<String> containedPath(String reference) {
            int area = reference.indexOf('_');
            return area < 0 ? Optional.empty() : Optional.of(reference.substring(0, area) + ".Object");
        }

        @Override
        public Optional<MxSecurityClass> securityClassification(String reference) {
            return containedPath(reference)
                    .map(path -> reference.endsWith("Tune") ? MxSecurityClass.TUNE : MxSecurityClass.OPERATE);
        }

        @Override
        public Optional<String> absoluteReference(String reference, String context) {
            return reference.startsWith("Me.") ? Optional.of(context + reference.substring(2)) : Optional.empty();
        }
    }

    /** Gives ascending handles, and answers each entry of a bulk. */
    private static final class Worker implements FakeScript {
        private int handles;

        @Override
        public CompletableFuture<MxReply> execute(FakeWorker worker, MxCommand command) {
            return CompletableFuture.completedFuture(MxReplyData.ok(command.kind(), payload(command)));
        }

        private MxReplyPayload payload(MxCommand command) {
            if (command instanceof MxCommand.AddsItem) {
                return new MxReplyPayload.ItemHandle(++handles);
            }
            if (command instanceof MxCommand.SubscribeBulk c) {
                return new MxReplyPayload.SubscribeResults(c.tagAddresses().stream()
                        .map(tag -> new MxReplyPayload.SubscribeResult(SERVER, tag, ++handles, true, ""))
                        .toList());
            }
            if (command instanceof MxCommand.ReadBulk c) {
                return new MxReplyPayload.ReadResults(c.tagAddresses().stream()
                        .map(tag -> new MxReplyPayload.ReadResult(
                                SERVER, tag, 1, true, false, MxValue.of(1), 192, FakeTime.START, List.of(), ""))
                        .toList());
            }
            if (command instanceof MxCommand.WriteBulk c) {
                return new MxReplyPayload.WriteResults(c.entries().stream()
                        .map(e -> new MxReplyPayload.WriteResult(
                                SERVER, e.itemHandle(), true, OptionalInt.of(0), List.of(), ""))
                        .toList());
            }
            return MxReplyPayload.NONE;
        }
    }

    private void key(KeyConstraints with) {
        constraints = with;
        session = Await.result(sessions.open(SessionOpenRequest.named("x"), who()))
                .id();
    }

    private ClientIdentity who() {
        return ClientIdentity.ofKey("k", false, constraints);
    }

    private static KeyConstraints reads(List<String> subtrees, List<String> tags) {
        return new KeyConstraints(
                KeyConstraints.globs(subtrees),
                List.of(),
                KeyConstraints.globs(tags),
                List.of(),
                List.of(),
                Set.of(),
                0);
    }

    private static KeyConstraints writes(
            List<String> subtrees, List<String> tags, Set<MxSecurityClass> classes, int rate) {
        return new KeyConstraints(
                List.of(),
                KeyConstraints.globs(subtrees),
                List.of(),
                KeyConstraints.globs(tags),
                List.of(),
                classes,
                rate);
    }

    private MxReply ok(MxCommand command) {
        return Await.result(sessions.invoke(session, who(), CommandRequest.of(command)));
    }

    private SessionException denied(MxCommand command) {
        return (SessionException) Await.failure(sessions.invoke(session, who(), CommandRequest.of(command)));
    }

    private void assertDenied(MxCommand command) {
        int before = workers.last().commands().size();
        assertThat(denied(command).code()).isEqualTo(SessionErrorCode.CONSTRAINT_DENIED);
        assertThat(workers.last().commands()).hasSize(before);
        assertThat(audit.get(audit.size() - 1).action()).isEqualTo(AuditAction.CONSTRAINT);
    }

    private int add(String reference) {
        return ((MxReplyPayload.ItemHandle)
                        ok(new MxCommand.AddItem(SERVER, reference)).payload())
                .itemHandle();
    }

    private static MxCommand write(int item) {
        return new MxCommand.Write(SERVER, item, MxValue.of(4711), 0);
    }

    @AfterEach
    void end() {
        Await.result(sessions.shutdown());
    }

    @Test
    void readingIsAllowedByTagOrBySubtree() {
        key(reads(List.of("A.*"), List.of("B_1.Level")));
        add("A_1.Level");
        add(" b_1.LEVEL ");
        assertDenied(new MxCommand.AddItem(SERVER, "B_1.Other"));
        assertDenied(new MxCommand.AddItem(SERVER, "Unknown"));
        assertDenied(new MxCommand.AddItem(SERVER, "A_" + "x".repeat(400)));
        ok(new MxCommand.AddItem2(SERVER, "Me.Level", "A_1"));
        assertDenied(new MxCommand.AddItem2(SERVER, "Me.Level", "B_2"));
        assertDenied(new MxCommand.AddBufferedItem(SERVER, "MyArea.Level", "A_1"));
    }

    @Test
    void deniedEntriesAreAnsweredInTheirPlaceAndTheOthersRun() {
        key(reads(List.of(), List.of("A_*")));
        List<String> tags = List.of("B_1", "A_1", "B_2", "A_2");
        MxReply reply = ok(new MxCommand.SubscribeBulk(SERVER, tags));
        List<MxReplyPayload.SubscribeResult> results = ((MxReplyPayload.SubscribeResults) reply.payload()).results();
        assertThat(results)
                .extracting(MxReplyPayload.SubscribeResult::tagAddress)
                .isEqualTo(tags);
        assertThat(results)
                .extracting(MxReplyPayload.SubscribeResult::wasSuccessful)
                .containsExactly(false, true, false, true);
        assertThat(results.get(0).errorMessage()).contains("read-tags").contains("B_1");
        assertThat(workers.last().commands())
                .containsExactly(new MxCommand.SubscribeBulk(SERVER, List.of("A_1", "A_2")));
        MxReply read = ok(new MxCommand.ReadBulk(SERVER, List.of("A_1", "B_1"), 5));
        assertThat(((MxReplyPayload.ReadResults) read.payload()).results())
                .extracting(MxReplyPayload.ReadResult::wasSuccessful)
                .containsExactly(true, false);
        assertThat(audit).hasSize(2);
        assertThat(audit.get(0).details()).containsEntry("denied", "2").containsEntry("entries", "B_1, B_2");
    }

    @Test
    void aBulkOfWhichNothingIsLeftNeverReachesTheWorker() {
        key(reads(List.of(), List.of("A_*")));
        MxReply reply = ok(new MxCommand.ReadBulk(SERVER, List.of("B_1", "B_2"), 0));
        assertThat(reply.kind()).isEqualTo(MxCommandKind.READ_BULK);
        assertThat(((MxReplyPayload.ReadResults) reply.payload()).results()).hasSize(2);
        assertThat(workers.last().commands()).isEmpty();
    }

    @Test
    void writesAreJudgedByWhatTheItemWasAddedWith() {
        key(writes(List.of("A.*"), List.of(), Set.of(MxSecurityClass.OPERATE), 0));
        int good = add("A_1.Level");
        int elsewhere = add("B_1.Level");
        int tune = add("A_1.Tune");
        ok(write(good));
        assertDenied(write(elsewhere));
        assertDenied(write(tune));
        assertDenied(write(99));
        assertDenied(new MxCommand.WriteSecured2(SERVER, elsewhere, 1, 2, MxValue.of(1), MxValue.of(2)));
        MxReply bulk = ok(new MxCommand.WriteBulk(
                SERVER,
                List.of(
                        new MxCommand.WriteEntry(tune, MxValue.of(1), 0),
                        new MxCommand.WriteEntry(good, MxValue.of(1), 0))));
        assertThat(((MxReplyPayload.WriteResults) bulk.payload()).results())
                .extracting(MxReplyPayload.WriteResult::wasSuccessful)
                .containsExactly(false, true);
        ok(new MxCommand.RemoveItem(SERVER, good));
        assertDenied(write(good));
        assertThat(audit.toString()).doesNotContain("4711");
    }

    @Test
    void itemsOfASubscriptionAreKnownUntilTheirServerIsUnregistered() {
        key(writes(List.of(), List.of("A_1"), Set.of(), 0));
        ok(new MxCommand.SubscribeBulk(SERVER, List.of("B_1", "A_1")));
        assertDenied(write(1));
        ok(write(2));
        ok(new MxCommand.Unregister(SERVER));
        assertDenied(write(2));
    }

    @Test
    void writesAreCountedByTheSecond() {
        key(writes(List.of(), List.of(), Set.of(), 3));
        for (int i = 0; i < 3; i++) {
            ok(write(1));
        }
        assertDenied(write(1));
        time.advance(Duration.ofMillis(400));
        ok(write(1));
        time.advance(Duration.ofSeconds(2));
        MxCommand.WriteEntry entry = new MxCommand.WriteEntry(1, MxValue.of(1), 0);
        ok(new MxCommand.WriteBulk(SERVER, List.of(entry, entry, entry)));
        assertDenied(write(1));
        time.advance(Duration.ofSeconds(5));
        assertThat(denied(new MxCommand.WriteBulk(SERVER, List.of(entry, entry, entry, entry))))
                .hasMessageContaining("send them in several commands");
    }

    @Test
    void nobodyWritesWhileTheGatewayIsReadOnly() {
        key(KeyConstraints.NONE);
        ok(write(1));
        readOnly.set(true);
        assertThat(denied(write(1)).code()).isEqualTo(SessionErrorCode.PERMISSION_DENIED);
        assertThat(denied(new MxCommand.WriteBulk(SERVER, List.of()))).hasMessageContaining("invoke.read-only");
        ok(new MxCommand.AddItem(SERVER, "A"));
        readOnly.set(false);
        ok(write(1));
    }

    @Test
    void browsingShowsWhatFitsAndTheWayToIt() {
        KeyConstraints key = new KeyConstraints(
                List.of(), List.of(), List.of(), List.of(), KeyConstraints.globs(List.of("A.B*")), Set.of(), 0);
        assertThat(key.mayBrowse("A.B.C")).isTrue();
        assertThat(key.mayBrowse("A")).isFalse();
        assertThat(key.leadsToBrowsable("A")).isTrue();
        assertThat(key.leadsToBrowsable("X")).isFalse();
    }
}
