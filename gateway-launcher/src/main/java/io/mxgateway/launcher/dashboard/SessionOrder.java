package io.mxgateway.launcher.dashboard;

import io.mxgateway.launcher.admin.GatewayView.SessionRow;
import io.mxgateway.launcher.admin.SessionRates;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What a list of sessions can be sorted by. */
enum SessionOrder {
    CLIENT("Client", false),
    STATE("State", false),
    RATE("Events/s", true),
    EVENTS("Events", true),
    WAITING("Waiting", true),
    COMMANDS("Commands", true),
    FAILED("Failed", true),
    STREAMS("Streams", true),
    AGE("Age", true),
    WORKER("Worker", true),
    OWNER("Owner", false),
    BACKEND("Backend", false),
    ID("Session", false);

    private final String heading;
    private final boolean figures;

    SessionOrder(String heading, boolean figures) {
        this.heading = heading;
        this.figures = figures;
    }

    String heading() {
        return heading;
    }

    boolean figures() {
        return figures;
    }

    /** Whether people want the highest first. */
    boolean descendsFirst() {
        return figures && this != WORKER;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SessionOrder> of(String key) {
        for (SessionOrder order : values()) {
            if (order.key().equals(key)) {
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }

    /** The ascending order; rows that are equal in it stay in the order in which they were opened. */
    Comparator<SessionRow> comparator(SessionRates rates) {
        return switch (this) {
            case ID -> Comparator.comparing(SessionRow::id);
            case CLIENT -> Comparator.comparing(SessionRow::clientName, String.CASE_INSENSITIVE_ORDER);
            case OWNER -> Comparator.comparing(SessionRow::owner);
            case BACKEND -> Comparator.comparing(SessionRow::backend);
            case STATE -> Comparator.comparing(SessionRow::state);
            case WORKER -> Comparator.comparingLong(SessionRow::workerPid);
            case AGE -> Comparator.comparing(SessionRow::createdAt).reversed();
            case RATE -> Comparator.comparingDouble(row -> rates.eventsPerSecond(row.id()));
            case EVENTS -> Comparator.comparingLong(SessionRow::events);
            case WAITING -> Comparator.comparingInt(SessionRow::pending);
            case COMMANDS -> Comparator.comparingLong(SessionRow::commands);
            case FAILED -> Comparator.comparingLong(SessionRow::failedCommands);
            case STREAMS -> Comparator.comparingInt(SessionRow::subscribers);
        };
    }
}
