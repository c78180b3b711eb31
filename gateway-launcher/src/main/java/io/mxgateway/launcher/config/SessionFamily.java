package io.mxgateway.launcher.config;

import io.mxgateway.core.config.SessionOptions;
import java.time.Duration;
import java.util.List;

/** The options {@code sessions.*}, and the one of {@code security.*} that sessions are counted by. */
final class SessionFamily {
    private static final SessionOptions D = SessionOptions.DEFAULT;

    private static final Option<Integer> MAX_SESSIONS = Option.of(
            "sessions.max-sessions", OptionType.INTEGER, D.maxSessions(), "how many sessions there may be at once");
    private static final Option<Integer> MAX_SESSIONS_PER_KEY = Option.of(
            "security.max-sessions-per-key",
            OptionType.INTEGER,
            D.maxSessionsPerKey(),
            "how many of them may belong to one API key; 0 = no such limit");
    private static final Option<Duration> DEFAULT_COMMAND_TIMEOUT = Option.of(
            "sessions.default-command-timeout",
            OptionType.DURATION,
            D.defaultCommandTimeout(),
            "how long a command may take when the session did not say");
    private static final Option<Duration> MAX_COMMAND_TIMEOUT = Option.of(
            "sessions.max-command-timeout",
            OptionType.DURATION,
            D.maxCommandTimeout(),
            "the longest command timeout a session may ask for");
    private static final Option<Integer> MAX_PENDING_COMMANDS = Option.of(
            "sessions.max-pending-commands",
            OptionType.INTEGER,
            D.maxPendingCommands(),
            "how many commands of one session may be under way");
    private static final Option<Duration> LEASE = Option.of(
            "sessions.lease", OptionType.DURATION, D.lease(), "how long a session lives without a call of its owner");
    private static final Option<Duration> LEASE_SWEEP_INTERVAL = Option.of(
            "sessions.lease-sweep-interval",
            OptionType.DURATION,
            D.leaseSweepInterval(),
            "how often sessions that have run out are looked for");
    private static final Option<Duration> DETACH_GRACE = Option.of(
            "sessions.detach-grace",
            OptionType.DURATION,
            D.detachGrace(),
            "how long a session lives after its last stream has left; 0 = as long as its lease");
    private static final Option<Duration> UNUSED_GRACE = Option.of(
            "sessions.unused-grace",
            OptionType.DURATION,
            D.unusedGrace(),
            "how long a session lives that nobody has used yet; 0 = as long as its lease");
    private static final Option<Integer> MAX_TOMBSTONES = Option.of(
            "sessions.max-tombstones", OptionType.INTEGER, D.maxTombstones(), "how many ended sessions are remembered");
    private static final Option<Duration> TOMBSTONE_RETENTION = Option.of(
            "sessions.tombstone-retention",
            OptionType.DURATION,
            D.tombstoneRetention(),
            "how long an ended session is remembered");
    private static final Option<Long> MAX_TOMBSTONE_EVENT_BYTES = Option.of(
            "sessions.max-tombstone-event-bytes",
            OptionType.SIZE,
            D.maxTombstoneEventBytes(),
            "how much memory the events of all faulted sessions may keep");
    private static final Option<Integer> MAX_PARALLEL_CLOSES = Option.of(
            "sessions.max-parallel-closes",
            OptionType.INTEGER,
            D.maxParallelCloses(),
            "how many sessions a sweep or a shutdown closes at the same time");

    private SessionFamily() {}

    static List<Option<?>> options() {
        return List.of(
                MAX_SESSIONS,
                MAX_SESSIONS_PER_KEY,
                DEFAULT_COMMAND_TIMEOUT,
                MAX_COMMAND_TIMEOUT,
                MAX_PENDING_COMMANDS,
                LEASE,
                LEASE_SWEEP_INTERVAL,
                DETACH_GRACE,
                UNUSED_GRACE,
                MAX_TOMBSTONES,
                TOMBSTONE_RETENTION,
                MAX_TOMBSTONE_EVENT_BYTES,
                MAX_PARALLEL_CLOSES);
    }

    static SessionOptions bind(OptionValues values) {
        return new SessionOptions(
                values.get(MAX_SESSIONS),
                values.get(MAX_SESSIONS_PER_KEY),
                values.get(DEFAULT_COMMAND_TIMEOUT),
                values.get(MAX_COMMAND_TIMEOUT),
                values.get(MAX_PENDING_COMMANDS),
                values.get(LEASE),
                values.get(LEASE_SWEEP_INTERVAL),
                values.get(DETACH_GRACE),
                values.get(UNUSED_GRACE),
                values.get(MAX_TOMBSTONES),
                values.get(TOMBSTONE_RETENTION),
                values.get(MAX_TOMBSTONE_EVENT_BYTES),
                values.get(MAX_PARALLEL_CLOSES));
    }
}
