package io.mxgateway.core.alarm;

import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxEventBody;
import java.util.Objects;

/**
 * What the alarm feed tells: first each {@link Active} alarm, then one {@link SnapshotComplete}, then one {@link
 * ProviderStatus}, then {@link Transition}s, among which the status may come again. Immutable.
 */
public sealed interface AlarmNews {
    /** Whether somebody who asked for full references that begin like this, in any case, wants to hear it. */
    boolean concerns(String prefix);

    private static boolean begins(String reference, String prefix) {
        return reference.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** An alarm that is not over. */
    record Active(MxActiveAlarm alarm) implements AlarmNews {
        public Active {
            Objects.requireNonNull(alarm, "alarm");
        }

        @Override
        public boolean concerns(String prefix) {
            return begins(alarm.alarmFullReference(), prefix);
        }
    }

    /** All alarms that are not over have been told; {@code activeCount} of them. */
    record SnapshotComplete(int activeCount) implements AlarmNews {
        @Override
        public boolean concerns(String prefix) {
            return true;
        }
    }

    /** An alarm has changed. */
    record Transition(MxEventBody.AlarmTransition transition) implements AlarmNews {
        public Transition {
            Objects.requireNonNull(transition, "transition");
        }

        @Override
        public boolean concerns(String prefix) {
            return begins(transition.alarmFullReference(), prefix);
        }
    }

    /** Where alarms come from, and how well. */
    record ProviderStatus(MxEventBody.AlarmProviderModeChanged status) implements AlarmNews {
        public ProviderStatus {
            Objects.requireNonNull(status, "status");
        }

        @Override
        public boolean concerns(String prefix) {
            return true;
        }
    }
}
