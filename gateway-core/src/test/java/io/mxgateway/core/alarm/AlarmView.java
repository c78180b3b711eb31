package io.mxgateway.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.AlarmConditionState;
import io.mxgateway.core.mx.AlarmTransitionKind;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxEventBody;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a client knows of the alarms, from its feed and nothing else. Whatever cannot happen to an alarm, or does not come in
 * the promised order, fails. Judges by rules of its own. For one thread.
 */
final class AlarmView {
    private final AlarmFeedCursor cursor;
    private final Map<String, AlarmConditionState> alarms = new TreeMap<>();
    private final List<AlarmNews> heard = new ArrayList<>();
    private boolean complete;
    private MxEventBody.AlarmProviderModeChanged provider;
    int wakeUps;

    AlarmView(AlarmService service, String prefix) {
        cursor = service.stream(prefix, () -> wakeUps++);
    }

    /** Reads what there is. */
    AlarmView read() {
        return read(Integer.MAX_VALUE);
    }

    /** Reads so many messages, if there are as many. */
    AlarmView read(int most) {
        for (int i = 0; i < most; i++) {
            AlarmFeedMessage message = cursor.poll();
            if (message == null) {
                break;
            }
            heard.add(message.news());
            hear(message.news());
        }
        return this;
    }

    private void hear(AlarmNews news) {
        if (news instanceof AlarmNews.Active active) {
            assertThat(complete)
                    .as("an active alarm after the snapshot: " + news)
                    .isFalse();
            AlarmConditionState before = alarms.put(
                    active.alarm().alarmFullReference(), active.alarm().currentState());
            assertThat(before).as("told twice: " + news).isNull();
        } else if (news instanceof AlarmNews.SnapshotComplete end) {
            assertThat(complete).as("the snapshot ends once").isFalse();
            assertThat(end.activeCount()).isEqualTo(alarms.size());
            complete = true;
        } else if (news instanceof AlarmNews.ProviderStatus status) {
            assertThat(complete).as("the provider comes after the snapshot").isTrue();
            provider = status.status();
        } else if (news instanceof AlarmNews.Transition told) {
            assertThat(provider).as("a transition comes after the provider").isNotNull();
            change(told.transition());
        }
    }

    private void change(MxEventBody.AlarmTransition told) {
        String reference = told.alarmFullReference();
        AlarmConditionState before = alarms.get(reference);
        AlarmTransitionKind kind = told.transitionKind();
        boolean possible = switch (kind) {
            case RAISE -> before == null;
            case RETRIGGER -> before == AlarmConditionState.INACTIVE;
            case CLEAR -> before == AlarmConditionState.ACTIVE || before == AlarmConditionState.ACTIVE_ACKED;
            case ACKNOWLEDGE -> before == AlarmConditionState.ACTIVE || before == AlarmConditionState.INACTIVE;
            case UNSPECIFIED -> false;
        };
        assertThat(possible)
                .as(kind + " of " + reference + " which is " + before)
                .isTrue();
        boolean over = (kind == AlarmTransitionKind.CLEAR && before == AlarmConditionState.ACTIVE_ACKED)
                || (kind == AlarmTransitionKind.ACKNOWLEDGE && before == AlarmConditionState.INACTIVE);
        if (over) {
            alarms.remove(reference);
            return;
        }
        alarms.put(
                reference,
                switch (kind) {
                    case CLEAR -> AlarmConditionState.INACTIVE;
                    case ACKNOWLEDGE -> AlarmConditionState.ACTIVE_ACKED;
                    default -> AlarmConditionState.ACTIVE;
                });
    }

    Map<String, AlarmConditionState> alarms() {
        return alarms;
    }

    static Map<String, AlarmConditionState> of(Collection<MxActiveAlarm> truth) {
        Map<String, AlarmConditionState> states = new TreeMap<>();
        truth.forEach(alarm -> states.put(alarm.alarmFullReference(), alarm.currentState()));
        return states;
    }

    List<AlarmNews> heard() {
        return heard;
    }

    /** The transitions that were heard, as {@code RAISE Galaxy!A.B}; forgets what was heard. */
    List<String> transitions() {
        List<String> texts = new ArrayList<>();
        for (AlarmNews news : heard) {
            if (news instanceof AlarmNews.Transition told) {
                texts.add(told.transition().transitionKind() + " "
                        + told.transition().alarmFullReference());
            }
        }
        heard.clear();
        return texts;
    }

    MxEventBody.AlarmProviderModeChanged provider() {
        return provider;
    }

    AlarmFeedCursor cursor() {
        return cursor;
    }
}
