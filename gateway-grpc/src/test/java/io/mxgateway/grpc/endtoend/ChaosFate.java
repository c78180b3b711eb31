package io.mxgateway.grpc.endtoend;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.mxgateway.proto.v1.OpenSessionReply;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was done to one session, noted before it was done; and whether what its callers are told is true in its light.
 *
 * <p>Thread-safe.
 */
final class ChaosFate {
    static final Metadata.Key<String> CLOSE_REASON =
            Metadata.Key.of("mxgateway-close-reason", Metadata.ASCII_STRING_MARSHALLER);

    private static final String LOST = "the worker is lost";
    private static final String SILENT = "silent for too long";

    /** What can happen to a session, what a fault that it causes says, and how a close that it causes is called. */
    enum Deed {
        KILLED(LOST, null),
        STOPPED(SILENT, null),
        HALTED(LOST, null),
        NOISE("is no envelope", null),
        OVERSIZED("bytes was announced", null),
        SKIPPED("envelope sequence", null),
        HUNG_UP(LOST, null),
        HALF_CLOSED(LOST, null),
        CLIENT_CLOSE("", "client-close"),
        ADMIN_KILL("", "admin-kill"),
        ADMIN_CLOSE("", "admin-kill"),
        STREAM_LEFT(null, "detach-grace-expired"),
        ABANDONED(null, "unused"),
        OPENING_CANCELLED(null, "client-gone"),
        SLOWED(null, null),
        FLOODED(null, null);

        // Null when no fault comes of it; empty for what the gateway does itself, in words of its own.
        private final String fault;
        // Null when no close comes of it.
        private final String closeReason;

        Deed(String fault, String closeReason) {
            this.fault = fault;
            this.closeReason = closeReason;
        }
    }

    final String id;
    final String backend;
    final long pid;
    final List<ChaosStream> streams = new ArrayList<>(); // touched by its user only
    private final ChaosTally tally;
    // Guarded by itself.
    private final Set<Deed> deeds = EnumSet.noneOf(Deed.class);

    ChaosFate(OpenSessionReply opened, String backend, ChaosTally tally) {
        this.id = opened.getSessionId();
        this.backend = backend;
        this.pid = opened.getWorkerProcessId();
        this.tally = tally;
    }

    /** Something is about to be done to the session. */
    void mark(Deed deed) {
        synchronized (deeds) {
            deeds.add(deed);
        }
    }

    boolean has(Deed... any) {
        synchronized (deeds) {
            return Stream.of(any).anyMatch(deeds::contains);
        }
    }

    boolean isScripted() {
        return backend.equals("chaos");
    }

    /** Whether something was done that ends a session. */
    boolean isDoomed() {
        synchronized (deeds) {
            return tally.wasKilled(pid) || deeds.stream().anyMatch(deed -> deed.fault != null);
        }
    }

    /** What is untrue about the end of a call about this session; empty when nothing is. */
    String untruth(Status status, Metadata trailers, boolean cutPossible, boolean cancelled, boolean slow) {
        ErrorInfo info = info(status, trailers);
        if (info == null) {
            return withoutInfo(status, trailers, cutPossible, cancelled, slow);
        }
        String text = String.valueOf(status.getDescription());
        boolean holds = switch (info.getReason()) {
            case "SESSION_FAULTED", "WORKER_LOST" -> faultIsTrue(text);
            case "SESSION_NOT_FOUND" -> closeIsTrue(info.getMetadataOrDefault("close_reason", ""));
            case "SESSION_NOT_READY" -> isDoomed() || has(Deed.STREAM_LEFT, Deed.ABANDONED);
            case "CLOSE_FAILED" -> isDoomed() || has(Deed.SLOWED, Deed.FLOODED);
            case "COMMAND_TIMEOUT" -> slow || isDoomed() || has(Deed.SLOWED, Deed.FLOODED);
            case "CANCELLED" -> cancelled;
            case "EVENT_QUEUE_OVERFLOW" -> has(Deed.FLOODED);
            case "SUBSCRIBER_LIMIT_REACHED" -> text.contains("maximum");
            case "PENDING_LIMIT_EXCEEDED" -> true;
            default -> false;
        };
        return holds ? "" : "untrue: " + info.getReason() + " '" + text + "' of " + this;
    }

    private String withoutInfo(Status status, Metadata trailers, boolean cutPossible, boolean cancelled, boolean slow) {
        boolean holds = switch (status.getCode()) {
            case OK -> trailers.get(CLOSE_REASON) == null || closeIsTrue(trailers.get(CLOSE_REASON));
            case CANCELLED -> cancelled || cutPossible;
            case DEADLINE_EXCEEDED -> slow;
            case UNAVAILABLE, INTERNAL, UNKNOWN -> cutPossible;
            default -> false;
        };
        return holds ? "" : "untrue: " + status + " " + trailers + " of " + this;
    }

    private boolean closeIsTrue(String reason) {
        synchronized (deeds) {
            return deeds.stream().anyMatch(deed -> reason.equals(deed.closeReason));
        }
    }

    private boolean faultIsTrue(String text) {
        boolean told;
        synchronized (deeds) {
            told = deeds.stream().anyMatch(deed -> deed.fault != null && text.contains(deed.fault))
                    || (tally.wasKilled(pid) && text.contains(LOST));
        }
        if (!told && text.contains(SILENT)) {
            // Nobody stopped it; on a machine that is busy beyond measure a worker may be silent by itself.
            tally.count("silent by themselves");
            return true;
        }
        return told;
    }

    static ErrorInfo info(Status status, Metadata trailers) {
        com.google.rpc.Status details = StatusProto.fromStatusAndTrailers(status, trailers);
        for (Any detail : details == null ? List.<Any>of() : details.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                try {
                    return detail.unpack(ErrorInfo.class);
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError("an ErrorInfo that cannot be read", e);
                }
            }
        }
        return null;
    }

    @Override
    public String toString() {
        synchronized (deeds) {
            return id + " on " + backend + " pid " + pid + " deeds " + deeds;
        }
    }
}
