package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxDetail;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxResult;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxStatusCategory;
import io.mxgateway.core.mx.MxStatusSource;
import java.util.List;
import java.util.UUID;

/** Turns the alarm commands into calls on the session's subscription, and their results into replies. */
final class AlarmCommands {
    private static final int HEX_DIGITS = 32;

    private final SessionAlarms alarms;

    AlarmCommands(Session session) {
        this.alarms = session.alarms();
    }

    MxReplyData execute(MxCommand command) throws Refusal {
        MxCommandKind kind = command.kind();
        if (command instanceof MxCommand.SubscribeAlarms subscribe) {
            alarms.subscribe(subscribe);
            return MxReplyData.ok(kind);
        } else if (command instanceof MxCommand.QueryActiveAlarms query) {
            return MxReplyData.ok(kind, new MxReplyPayload.ActiveAlarms(alarms.active(query.alarmFilterPrefix())));
        } else if (command instanceof MxCommand.AcknowledgeAlarm ack) {
            String guid = guid(ack.alarmGuid());
            return acknowledged(kind, alarms.acknowledge(guid, ack.acknowledgement()), "the GUID " + guid);
        } else if (command instanceof MxCommand.AcknowledgeAlarmByName ack) {
            return acknowledgeNamed(ack);
        }
        alarms.unsubscribe();
        return MxReplyData.ok(kind);
    }

    private MxReplyData acknowledgeNamed(MxCommand.AcknowledgeAlarmByName command) throws Refusal {
        String provider = command.providerName();
        String group = command.groupName();
        String name = command.alarmName();
        if (provider.isBlank() || group.isBlank() || name.isBlank()) {
            throw Refusal.invalidRequest("an alarm is named by provider_name, group_name and alarm_name; '" + provider
                    + "', '" + group + "' and '" + name + "' leave something out");
        }
        AlarmAcknowledgement said = command.acknowledgement();
        String reference = provider.strip() + "!" + group.strip() + "." + name.strip();
        return acknowledged(command.kind(), alarms.acknowledgeNamed(reference, said), "the name " + reference);
    }

    /** The GUID in its usual form, however it was written. */
    private static String guid(String text) throws Refusal {
        String digits = text.strip();
        if (digits.startsWith("{") && digits.endsWith("}")) {
            digits = digits.substring(1, digits.length() - 1);
        }
        digits = digits.replace("-", "");
        if (digits.length() != HEX_DIGITS || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw Refusal.invalidRequest("alarm_guid '" + text + "' is not a GUID; take the one of the alarm's record,"
                    + " or acknowledge by name");
        }
        int half = HEX_DIGITS / 2;
        return new UUID(
                        Long.parseUnsignedLong(digits.substring(0, half), 16),
                        Long.parseUnsignedLong(digits.substring(half), 16))
                .toString();
    }

    private static MxReplyData acknowledged(MxCommandKind kind, SessionAlarms.Acknowledged outcome, String named) {
        return switch (outcome) {
            case DONE -> MxReplyData.ok(kind, new MxReplyPayload.NativeStatus(MxResult.S_OK));
            case UNKNOWN ->
                refused(
                        kind,
                        MxResult.UNKNOWN_ALARM,
                        List.of(),
                        "no alarm that is active and subscribed to has " + named);
            case ALREADY ->
                refused(
                        kind,
                        MxDetail.ALARM_ALREADY_ACKNOWLEDGED.number(),
                        List.of(MxStatus.of(
                                MxStatusCategory.OPERATIONAL_ERROR,
                                MxStatusSource.RESPONDING_AUTOMATION_OBJECT,
                                MxDetail.ALARM_ALREADY_ACKNOWLEDGED.number())),
                        "there is nothing to acknowledge about the alarm with " + named);
        };
    }

    private static MxReplyData refused(MxCommandKind kind, int nativeStatus, List<MxStatus> statuses, String text) {
        return BulkItems.withPayload(
                MxReplyData.refused(kind, nativeStatus, statuses, text), new MxReplyPayload.NativeStatus(nativeStatus));
    }
}
