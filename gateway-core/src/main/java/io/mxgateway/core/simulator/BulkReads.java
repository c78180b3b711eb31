package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads in bulk: finds out which tags have a value at hand, and waits for the others. Guarded by the backend's queue; one
 * read at a time, as there is one command at a time.
 */
final class BulkReads {
    private final Session session;
    private final SimulatedGalaxyState galaxy;
    // The read that waits; null when none does.
    private BulkRead waiting;

    BulkReads(Session session, SimulatedGalaxyState galaxy) {
        this.session = session;
        this.galaxy = galaxy;
    }

    void read(MxCommand.ReadBulk command, CompletableFuture<MxReply> reply) {
        BulkRead read = new BulkRead(command.serverHandle(), command.tagAddresses(), reply);
        try {
            ask(read, session.registration(command.serverHandle()), command.tagAddresses());
        } catch (Refusal unregistered) {
            read.refused(unregistered);
            return;
        }
        if (!read.isWaiting()) {
            read.resolved(galaxy.elapsed());
            return;
        }
        waiting = read;
        Duration timeout = command.timeoutMilliseconds() == 0
                ? galaxy.options().readTimeout()
                : Duration.ofMillis(Integer.toUnsignedLong(command.timeoutMilliseconds()));
        long resolved = session.advising().resolvedAt();
        long givenUp = galaxy.elapsed() + timeout.toNanos();
        session.pace().at(Math.min(resolved, givenUp), () -> {
            session.events().flush();
            if (resolved <= givenUp) {
                read.resolved(galaxy.elapsed());
            } else {
                read.giveUp("no value within " + timeout.toMillis() + " ms");
            }
            waiting = null;
        });
    }

    private void ask(BulkRead read, Registration registration, List<String> tags) {
        for (int place = 0; place < tags.size(); place++) {
            try {
                String reference = session.reference(tags.get(place), null);
                Item subscribed = registration.withValue(Session.keyOf(reference));
                if (subscribed != null) {
                    read.cached(place, subscribed);
                } else {
                    read.await(place, registration.takeHandle(), galaxy.resolve(reference));
                }
            } catch (Refusal refusal) {
                read.refused(place, refusal.getMessage());
            }
        }
    }

    /** Nobody waits for the read that is under way, if there is one. */
    void interrupt() {
        if (waiting != null) {
            waiting.giveUp("the read was cancelled before a value came");
            waiting = null;
        }
    }

    /** The backend goes down. */
    void fail(RuntimeException cause) {
        if (waiting != null) {
            waiting.fail(cause);
            waiting = null;
        }
    }
}
