package io.mxgateway.core.metrics;

import java.util.List;

/** Everything that is counted. Names and tags are stable: dashboards and alerts are built on them. */
public enum GatewayMetric {
    SESSIONS_OPEN("mxgateway.sessions.open", Kind.GAUGE, "sessions that are ready"),
    SESSIONS_OPENED("mxgateway.sessions.opened", Kind.COUNTER, "sessions that became ready"),
    SESSIONS_CLOSED("mxgateway.sessions.closed", Kind.COUNTER, "sessions closed, by reason", "reason"),
    SESSIONS_OPEN_FAILURES("mxgateway.sessions.open_failures", Kind.COUNTER, "openings that failed", "code"),
    WORKERS_RUNNING("mxgateway.workers.running", Kind.GAUGE, "worker processes alive"),
    WORKERS_WARM("mxgateway.workers.warm", Kind.GAUGE, "workers parked for the next session"),
    WORKERS_KILLED("mxgateway.workers.killed", Kind.COUNTER, "workers killed by the gateway", "reason"),
    WORKERS_EXITED("mxgateway.workers.exited", Kind.COUNTER, "workers that ended", "reason"),
    WORKERS_STARTUP_DURATION("mxgateway.workers.startup.duration", Kind.HISTOGRAM, "start until ready"),
    COMMANDS_STARTED("mxgateway.commands.started", Kind.COUNTER, "commands accepted", "method"),
    COMMANDS_SUCCEEDED("mxgateway.commands.succeeded", Kind.COUNTER, "commands answered with success", "method"),
    COMMANDS_FAILED("mxgateway.commands.failed", Kind.COUNTER, "commands that failed", "method", "category"),
    COMMANDS_DURATION("mxgateway.commands.duration", Kind.HISTOGRAM, "command until outcome", "method"),
    COMMANDS_PENDING("mxgateway.commands.pending", Kind.GAUGE, "commands sent and not answered"),
    COMMANDS_LATE_REPLIES("mxgateway.commands.late_replies", Kind.COUNTER, "replies nobody waited for any more"),
    EVENTS_RECEIVED("mxgateway.events.received", Kind.COUNTER, "events received from workers", "family"),
    EVENTS_DELIVERED("mxgateway.events.delivered", Kind.COUNTER, "events handed to client streams"),
    EVENTS_LOG_DEPTH("mxgateway.events.log.depth", Kind.GAUGE, "events kept in all logs"),
    EVENTS_GAPS("mxgateway.events.gaps", Kind.COUNTER, "replay gaps told to readers"),
    EVENTS_OVERFLOWS("mxgateway.events.overflows", Kind.COUNTER, "readers that fell behind too far", "policy"),
    STREAMS_OPEN("mxgateway.streams.open", Kind.GAUGE, "client streams attached"),
    STREAMS_ENDED("mxgateway.streams.ended", Kind.COUNTER, "client streams ended", "reason"),
    HEARTBEATS_MISSED("mxgateway.heartbeats.missed", Kind.COUNTER, "heartbeats that did not come in time"),
    FAULTS("mxgateway.faults", Kind.COUNTER, "faults, by category", "category"),
    AUTH_REJECTED("mxgateway.auth.rejected", Kind.COUNTER, "calls refused for who made them", "reason"),
    TLS_CERTIFICATE_EXPIRY(
            "mxgateway.tls.certificate.expiry",
            Kind.GAUGE,
            "when the certificate in use expires, in seconds since 1970; 0 without TLS"),
    ALARMS_ACTIVE("mxgateway.alarms.active", Kind.GAUGE, "alarms that are not over"),
    ALARMS_PROVIDER_SWITCHES(
            "mxgateway.alarms.provider_switches", Kind.COUNTER, "changes of provider", "from", "to", "reason"),
    ALARMS_PROVIDER_MODE("mxgateway.alarms.provider_mode", Kind.GAUGE, "the provider in use, as on the wire"),
    GALAXY_REFRESHES("mxgateway.galaxy.refreshes", Kind.COUNTER, "refreshes of the galaxy cache", "result"),
    GALAXY_OBJECTS("mxgateway.galaxy.objects", Kind.GAUGE, "objects in the galaxy cache");

    /** The kinds of metrics. */
    public enum Kind {
        /** Only ever grows. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** Durations. */
        HISTOGRAM
    }

    private final String metricName;
    private final Kind kind;
    private final String meaning;
    // List.of makes it immutable; its declared type cannot say so.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> tags;

    GatewayMetric(String metricName, Kind kind, String meaning, String... tags) {
        this.metricName = metricName;
        this.kind = kind;
        this.meaning = meaning;
        this.tags = List.of(tags);
    }

    /** The stable name. */
    public String metricName() {
        return metricName;
    }

    /** What kind of metric it is. */
    public Kind kind() {
        return kind;
    }

    /** What it tells, for people. */
    public String meaning() {
        return meaning;
    }

    /** The names of its tags, in the order in which their values are given. */
    public List<String> tags() {
        return tags;
    }
}
