package io.mxgateway.core.config;

import java.time.Duration;

/**
 * Limits and times of sessions.
 *
 * @param maxSessions how many sessions there may be at once
 * @param maxSessionsPerKey how many of them may belong to one key; 0 for no such limit
 * @param defaultCommandTimeout how long a command may take when the session did not say
 * @param maxCommandTimeout the longest command timeout that a session may ask for
 * @param maxPendingCommands how many commands of one session may be under way
 * @param lease how long a session lives without its owner calling
 * @param leaseSweepInterval how often leases and graces are looked at
 * @param detachGrace how long a session lives after its last stream has left; 0 for as long as its lease
 * @param unusedGrace how long a session lives that was opened and never used; 0 for as long as its lease
 * @param maxTombstones how many ended sessions are remembered
 * @param tombstoneRetention how long they are remembered
 * @param maxTombstoneEventBytes how much memory the events of faulted sessions may take together, in bytes
 * @param maxParallelCloses how many sessions a sweep or a shutdown closes at the same time
 */
public record SessionOptions(
        int maxSessions,
        int maxSessionsPerKey,
        Duration defaultCommandTimeout,
        Duration maxCommandTimeout,
        int maxPendingCommands,
        Duration lease,
        Duration leaseSweepInterval,
        Duration detachGrace,
        Duration unusedGrace,
        int maxTombstones,
        Duration tombstoneRetention,
        long maxTombstoneEventBytes,
        int maxParallelCloses) {
    /** The defaults. */
    public static final SessionOptions DEFAULT = new SessionOptions(
            64,
            0,
            Duration.ofSeconds(30),
            Duration.ofSeconds(300),
            128,
            Duration.ofSeconds(1800),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            1024,
            Duration.ofMinutes(5),
            64L << 20,
            16);

    void check(Rules rules) {
        Duration day = Duration.ofDays(1);
        rules.range("sessions.max-sessions", maxSessions, 1, 100_000);
        rules.range("security.max-sessions-per-key", maxSessionsPerKey, 0, 100_000);
        rules.positive("sessions.default-command-timeout", defaultCommandTimeout, day);
        rules.positive("sessions.max-command-timeout", maxCommandTimeout, day);
        rules.require(
                defaultCommandTimeout.compareTo(maxCommandTimeout) <= 0,
                "sessions.default-command-timeout",
                defaultCommandTimeout,
                "must not be above sessions.max-command-timeout (" + maxCommandTimeout.toSeconds() + " s)");
        rules.range("sessions.max-pending-commands", maxPendingCommands, 1, 100_000);
        rules.positive("sessions.lease", lease, Duration.ofDays(365));
        rules.positive("sessions.lease-sweep-interval", leaseSweepInterval, day);
        rules.notNegative("sessions.detach-grace", detachGrace, day);
        rules.notNegative("sessions.unused-grace", unusedGrace, day);
        rules.range("sessions.max-tombstones", maxTombstones, 0, 1_000_000);
        rules.positive("sessions.tombstone-retention", tombstoneRetention, day);
        rules.range("sessions.max-tombstone-event-bytes", maxTombstoneEventBytes, 0, 8L << 30);
        rules.range("sessions.max-parallel-closes", maxParallelCloses, 1, 1024);
    }
}
