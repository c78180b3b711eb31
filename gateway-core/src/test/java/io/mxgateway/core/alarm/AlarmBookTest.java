package io.mxgateway.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.AlarmConditionState;
import io.mxgateway.core.mx.AlarmTransitionKind;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the book makes of events and snapshots that overtake one another. */
class AlarmBookTest {
    private static final String LEVEL = "Galaxy!Area.Level";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AlarmBook book = new AlarmBook(false);

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static MxActiveAlarm alarm(AlarmConditionState state, String guid, int raised, int last) {
        return alarm(state, guid, raised, last, false);
    }

    private static MxActiveAlarm alarm(AlarmConditionState state, String guid, int raised, int last, boolean degraded) {
        return new MxActiveAlarm(
                LEVEL,
                "Area",
                "HI",
                500,
                at(raised),
                state,
                "Value",
                "too high",
                at(last),
                "",
                "",
                MxValue.of(7),
                MxValue.of(5),
                degraded,
                guid);
    }

    private List<AlarmTransitionKind> hear(AlarmTransitionKind kind, String guid, int raised, int when) {
        List<AlarmChange> changes = new ArrayList<>();
        book.take(
                new MxEventBody.AlarmTransition(
                        LEVEL,
                        "Area",
                        "HI",
                        kind,
                        500,
                        at(raised),
                        at(when),
                        "",
                        "",
                        "Value",
                        "too high",
                        MxValue.of(7),
                        MxValue.of(5),
                        false,
                        guid),
                changes);
        return kinds(changes);
    }

    private List<AlarmTransitionKind> load(MxActiveAlarm... alarms) {
        return kinds(book.reconcile(List.of(alarms), false, at(1_000)));
    }

    private List<AlarmTransitionKind> ask(MxActiveAlarm... alarms) {
        book.snapshotAsked();
        return load(alarms);
    }

    private static List<AlarmTransitionKind> kinds(List<AlarmChange> changes) {
        return changes.stream()
                .map(change -> ((AlarmNews.Transition) change.told().news())
                        .transition()
                        .transitionKind())
                .toList();
    }

    @Test
    void anAlarmWhoseEventCameSinceTheSnapshotWasAskedForIsLeftAlone() {
        book.snapshotAsked();
        assertThat(hear(AlarmTransitionKind.RAISE, "a", 1, 1)).containsExactly(AlarmTransitionKind.RAISE);
        assertThat(load()).as("the snapshot is older than the event").isEmpty();
        assertThat(book.alarms()).hasSize(1);
        assertThat(book.inDoubt()).as("nobody knows which is newer").isTrue();
        assertThat(ask())
                .as("this one is newer")
                .containsExactly(AlarmTransitionKind.CLEAR, AlarmTransitionKind.ACKNOWLEDGE);
        assertThat(book.inDoubt()).isFalse();
    }

    @Test
    void anEventThatCameBeforeTheSnapshotWasAskedForProtectsNothing() {
        hear(AlarmTransitionKind.RAISE, "a", 1, 1);
        assertThat(ask()).containsExactly(AlarmTransitionKind.CLEAR, AlarmTransitionKind.ACKNOWLEDGE);
    }

    @Test
    void anEventThatIsOlderThanTheRecordIsLeftOutAndDoubted() {
        assertThat(ask(alarm(AlarmConditionState.ACTIVE, "a", 1, 10))).containsExactly(AlarmTransitionKind.RAISE);
        assertThat(hear(AlarmTransitionKind.CLEAR, "a", 1, 5)).isEmpty();
        assertThat(book.inDoubt()).isTrue();
        assertThat(book.alarms()).containsExactly(alarm(AlarmConditionState.ACTIVE, "a", 1, 10));
        assertThat(hear(AlarmTransitionKind.CLEAR, "a", 1, 11)).containsExactly(AlarmTransitionKind.CLEAR);
    }

    @Test
    void anEventOfAnotherOccurrenceIsLeftOutAndDoubted() {
        ask(alarm(AlarmConditionState.ACTIVE, "b", 10, 10));
        assertThat(hear(AlarmTransitionKind.CLEAR, "a", 1, 11)).isEmpty();
        assertThat(book.inDoubt()).isTrue();
        assertThat(hear(AlarmTransitionKind.CLEAR, "B", 10, 11))
                .as("the case of a GUID says nothing")
                .containsExactly(AlarmTransitionKind.CLEAR);
    }

    @Test
    void anEventThatCannotFollowIsLeftOutAndDoubtedUntilTheNextSnapshot() {
        assertThat(hear(AlarmTransitionKind.CLEAR, "a", 1, 2)).isEmpty();
        assertThat(book.inDoubt()).isTrue();
        assertThat(ask()).isEmpty();
        assertThat(book.inDoubt()).isFalse();
        assertThat(hear(AlarmTransitionKind.RAISE, "a", 3, 3)).containsExactly(AlarmTransitionKind.RAISE);
        assertThat(book.inDoubt()).as("what fits is not doubted").isFalse();
    }

    @Test
    void whatIsRaisedAgainBeforeItWasAcknowledgedIsANewOccurrenceHoweverTheWorkerCallsIt() {
        ask(alarm(AlarmConditionState.INACTIVE, "a", 1, 10));
        assertThat(hear(AlarmTransitionKind.RETRIGGER, "b", 12, 12)).containsExactly(AlarmTransitionKind.RETRIGGER);
        assertThat(hear(AlarmTransitionKind.CLEAR, "b", 12, 13)).containsExactly(AlarmTransitionKind.CLEAR);
        assertThat(hear(AlarmTransitionKind.RAISE, "b", 14, 14))
                .as("it is known here, so that it cannot be raised")
                .containsExactly(AlarmTransitionKind.RETRIGGER);
        assertThat(book.inDoubt()).isFalse();
    }

    @Test
    void aSnapshotThatShowsAnotherOccurrenceEndsTheFirst() {
        ask(alarm(AlarmConditionState.ACTIVE, "a", 1, 1));
        assertThat(ask(alarm(AlarmConditionState.ACTIVE, "b", 10, 10)))
                .containsExactly(AlarmTransitionKind.CLEAR, AlarmTransitionKind.RETRIGGER);
        assertThat(book.alarms()).containsExactly(alarm(AlarmConditionState.ACTIVE, "b", 10, 10));
    }

    @Test
    void theTwoProvidersDoNotGiveOneOccurrenceTheSameGuid() {
        ask(alarm(AlarmConditionState.ACTIVE, "of the subtags", 1, 1, true));
        assertThat(hear(AlarmTransitionKind.CLEAR, "of the alarm manager", 1, 2))
                .containsExactly(AlarmTransitionKind.CLEAR);
        assertThat(book.inDoubt()).isFalse();
    }

    @Test
    void aSnapshotThatDoesNotComeProtectsNothing() {
        book.snapshotAsked();
        hear(AlarmTransitionKind.RAISE, "a", 1, 1);
        book.snapshotMissed();
        assertThat(load()).containsExactly(AlarmTransitionKind.CLEAR, AlarmTransitionKind.ACKNOWLEDGE);
    }
}
