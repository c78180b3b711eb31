package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxCommand;
import java.util.List;

/** Begins bulk reads: finds out which tags have a value at hand and which have to be waited for. */
final class BulkReads {
    private final Session session;
    private final SimulatedGalaxyState galaxy;

    BulkReads(Session session, SimulatedGalaxyState galaxy) {
        this.session = session;
        this.galaxy = galaxy;
    }

    void begin(BulkRead read, Registration registration, MxCommand.ReadBulk command) {
        List<String> tags = command.tagAddresses();
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
}
