package io.mxgateway.core.alarm;

import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.mx.MxCommand;
import java.util.regex.Pattern;

/** How an alarm is named by those who acknowledge it. Pure functions. */
final class AlarmReference {
    private static final int LONGEST_QUOTE = 200;
    private static final Pattern GUID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
            + "|\\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}}"
            + "|[0-9A-Fa-f]{32}");

    private AlarmReference() {}

    /** The command that acknowledges an alarm; null when the reference is neither a GUID nor a name. */
    static MxCommand acknowledging(String reference, AlarmAcknowledgement acknowledgement) {
        if (GUID.matcher(reference).matches()) {
            return new MxCommand.AcknowledgeAlarm(reference, acknowledgement);
        }
        int provider = reference.indexOf('!');
        int group = reference.indexOf('.', provider + 1);
        if (provider <= 0 || group <= provider + 1 || group == reference.length() - 1) {
            return null;
        }
        return new MxCommand.AcknowledgeAlarmByName(
                reference.substring(group + 1),
                reference.substring(0, provider),
                reference.substring(provider + 1, group),
                acknowledgement);
    }

    /** Why a reference is none. */
    static String problem(String reference) {
        String quoted = reference.length() <= LONGEST_QUOTE ? reference : reference.substring(0, LONGEST_QUOTE) + "…";
        return "alarm_full_reference '" + quoted + "' is neither a GUID nor of the form Provider!Group.Tag;"
                + " take it from the alarm as the feed tells it";
    }
}
