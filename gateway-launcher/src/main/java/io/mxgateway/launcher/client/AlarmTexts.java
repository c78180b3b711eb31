package io.mxgateway.launcher.client;

import io.mxgateway.core.alarm.AlarmNews;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxEventBody.AlarmProviderModeChanged;
import io.mxgateway.core.mx.MxEventBody.AlarmTransition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Alarms as people and as programs read them. Pure functions. */
final class AlarmTexts {
    private AlarmTexts() {}

    /** The row of a table. */
    static String[] cells(MxActiveAlarm alarm) {
        return new String[] {
            Texts.printable(alarm.alarmFullReference()),
            Texts.words(alarm.currentState().name()),
            String.valueOf(alarm.severity()),
            orDash(alarm.alarmTypeName()),
            time(alarm.originalRaiseTimestamp()),
            Values.text(alarm.currentValue()),
            Values.text(alarm.limitValue()),
            orDash(alarm.operatorUser()),
            orDash(alarm.alarmGuid())
        };
    }

    /** One thing that was told, on a line. */
    static String line(AlarmNews news) {
        if (news instanceof AlarmNews.Active active) {
            MxActiveAlarm alarm = active.alarm();
            return line(
                    alarm.lastTransitionTimestamp(),
                    Texts.words(alarm.currentState().name()),
                    alarm.severity(),
                    alarm.alarmFullReference(),
                    Values.text(alarm.currentValue()));
        }
        if (news instanceof AlarmNews.Transition told) {
            AlarmTransition change = told.transition();
            String who = change.operatorUser().isEmpty() ? "" : "by " + Texts.printable(change.operatorUser());
            return line(
                    change.transitionTimestamp(),
                    Texts.words(change.transitionKind().name()),
                    change.severity(),
                    change.alarmFullReference(),
                    who.isEmpty() ? Values.text(change.currentValue()) : who);
        }
        return news.toString();
    }

    private static String line(Instant time, String what, int severity, String reference, String more) {
        return String.format(
                        Locale.ROOT,
                        "%-24s  %-12s  %3d  %s  %s",
                        time(time),
                        what,
                        severity,
                        Texts.printable(reference),
                        more)
                .stripTrailing();
    }

    /** How well alarms are told. */
    static String provider(AlarmProviderModeChanged status) {
        return "alarms come from the provider " + Texts.words(status.mode().name())
                + (status.degraded() ? ", which cannot tell everything" : "")
                + (status.reason().isEmpty() ? "" : ": " + status.reason());
    }

    /** One thing that was told. */
    static Map<String, Object> json(AlarmNews news) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (news instanceof AlarmNews.Active active) {
            json.put("event", "active");
            json.putAll(json(active.alarm()));
        } else if (news instanceof AlarmNews.SnapshotComplete complete) {
            json.put("event", "snapshot-complete");
            json.put("active", complete.activeCount());
        } else if (news instanceof AlarmNews.Transition told) {
            json.put("event", dashed(told.transition().transitionKind().name()));
            json.putAll(json(told.transition()));
        } else if (news instanceof AlarmNews.ProviderStatus provider) {
            json.put("event", "provider");
            json.put("mode", dashed(provider.status().mode().name()));
            json.put("degraded", provider.status().degraded());
            json.put("reason", provider.status().reason());
        }
        return json;
    }

    /** An alarm that is not over. */
    static Map<String, Object> json(MxActiveAlarm alarm) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("alarm", alarm.alarmFullReference());
        json.put("guid", alarm.alarmGuid());
        json.put("state", dashed(alarm.currentState().name()));
        json.put("severity", alarm.severity());
        json.put("type", alarm.alarmTypeName());
        json.put("raised", alarm.originalRaiseTimestamp());
        json.put("changed", alarm.lastTransitionTimestamp());
        json.put("value", Values.plain(alarm.currentValue()));
        json.put("limit", Values.plain(alarm.limitValue()));
        json.put("operator", alarm.operatorUser());
        json.put("comment", alarm.operatorComment());
        json.put("category", alarm.category());
        json.put("description", alarm.description());
        json.put("degraded", alarm.degraded());
        return json;
    }

    private static Map<String, Object> json(AlarmTransition change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("alarm", change.alarmFullReference());
        json.put("guid", change.alarmGuid());
        json.put("severity", change.severity());
        json.put("type", change.alarmTypeName());
        json.put("raised", change.originalRaiseTimestamp());
        json.put("changed", change.transitionTimestamp());
        json.put("value", Values.plain(change.currentValue()));
        json.put("limit", Values.plain(change.limitValue()));
        json.put("operator", change.operatorUser());
        json.put("comment", change.operatorComment());
        json.put("category", change.category());
        json.put("description", change.description());
        json.put("degraded", change.degraded());
        return json;
    }

    private static String dashed(String constant) {
        return Texts.words(constant).replace(' ', '-');
    }

    private static String time(Instant time) {
        return time == null ? "-" : time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : Texts.printable(text);
    }
}
