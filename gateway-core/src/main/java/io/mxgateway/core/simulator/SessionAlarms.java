package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.mx.AlarmFailoverConfig;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxResult;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The alarm subscription of one session. Guarded by the backend's queue.
 *
 * <p>A subscription tells what happens from then on; what is active at that moment, a query tells. While the alarm manager
 * does not answer and is not given up yet, transitions wait; while records come from the alarm attributes, transitions of
 * alarms that are not on the watch list wait. What has waited is told once there is a way, so that a switch neither
 * repeats nor loses anything.
 */
final class SessionAlarms {
    private final SimulatedGalaxyState galaxy;
    private final AlarmEngine engine;
    private final Pace pace;
    private final Outlet events;
    // The alarms subscribed to; empty while there is no subscription.
    private BitSet covered = new BitSet();
    // Of those, the ones that can be watched through their attributes.
    private BitSet watched = new BitSet();
    // Null while there is no subscription.
    private AlarmInbox inbox;
    private AlarmFailover provider = new AlarmFailover(AlarmProviderMode.UNSPECIFIED, AlarmFailoverConfig.DEFAULT, 0);
    // What a client was told last of alarms that cannot be watched at the moment and have changed.
    private final Map<AlarmNode, AlarmRecord> untold = new LinkedHashMap<>();

    SessionAlarms(SimulatedGalaxyState galaxy, Pace pace, Outlet events) {
        this.galaxy = galaxy;
        this.engine = galaxy.alarms();
        this.pace = pace;
        this.events = events;
    }

    /** Whether scans are needed. */
    boolean isNeeded() {
        return inbox != null;
    }

    /** Subscribes; to what was subscribed before as well, with the provider settings of the latest call. */
    void subscribe(MxCommand.SubscribeAlarms command) throws Refusal {
        AlarmSubscriptionRequest request = AlarmSubscriptionRequest.of(command, galaxy);
        long now = galaxy.elapsed();
        boolean wasDegraded = provider.isDegraded();
        BitSet all = (BitSet) covered.clone();
        all.or(request.covered());
        AlarmInbox next = new AlarmInbox(all);
        tellChanges(engine.subscribe(next, inbox, now));
        inbox = next;
        covered = all;
        watched = request.watched(all);
        provider = new AlarmFailover(command.forcedMode(), command.failover(), now);
        if (provider.isDegraded() != wasDegraded) {
            tellMode("the subscription asks for it");
        }
        if (!provider.isDegraded()) {
            tellUntold();
        }
        pace.needScan();
    }

    /** Ends the subscription, if there is one. */
    void unsubscribe() {
        if (inbox != null) {
            engine.unsubscribe(inbox);
            inbox = null;
        }
        covered = new BitSet();
        watched = new BitSet();
        untold.clear();
        provider = new AlarmFailover(AlarmProviderMode.UNSPECIFIED, AlarmFailoverConfig.DEFAULT, 0);
    }

    /** Tells what has happened up to a scan, as far as there is a way. */
    void scan(long scanTime) {
        if (inbox == null) {
            return;
        }
        AlarmFailover.Change change = provider.look(!engine.isManagerDown(), scanTime);
        switch (change) {
            case AWAY -> tellMode("the alarm manager failed " + provider.threshold(change) + " times in a row");
            case BACK -> {
                tellMode("the alarm manager answered " + provider.threshold(change) + " probes in a row");
                tellUntold();
            }
            case NONE -> {
                // goes on as before
            }
        }
        if (!provider.isFailing()) {
            tellChanges(engine.take(inbox, scanTime));
        } else {
            engine.lookUpTo(scanTime);
        }
    }

    private void tellMode(String reason) {
        events.add(AlarmForms.modeChanged(provider.mode(), reason, galaxy.wallAt(provider.since())));
    }

    private void tellChanges(List<AlarmChange> changes) {
        boolean degraded = provider.isDegraded();
        for (AlarmChange change : changes) {
            if (degraded && !watched.get(change.alarm().index())) {
                untold.putIfAbsent(change.alarm(), change.before());
            } else {
                events.add(AlarmForms.transition(change, degraded));
            }
        }
    }

    private void tellUntold() {
        untold.forEach((alarm, told) -> AlarmDifference.between(alarm, told, engine.recordOf(alarm))
                .forEach(change -> events.add(AlarmForms.transition(change, false))));
        untold.clear();
    }

    /** The alarms that are not over, of those that are subscribed to and whose full reference begins so. */
    List<MxActiveAlarm> active(String prefix) throws Refusal {
        if (inbox == null) {
            throw new Refusal(
                    galaxy.options().choices().invalidArgumentResult(),
                    "no alarms are subscribed in this session; SubscribeAlarms first");
        }
        requireProvider();
        boolean degraded = provider.isDegraded();
        AlarmEngine.Picture picture = engine.picture(inbox, degraded ? watched : covered, galaxy.elapsed());
        tellChanges(picture.changes());
        List<MxActiveAlarm> active = new ArrayList<>();
        for (AlarmEngine.Standing standing : picture.active()) {
            String reference = standing.alarm().fullReference();
            if (reference.regionMatches(true, 0, prefix, 0, prefix.length())) {
                active.add(AlarmForms.active(standing.alarm(), standing.record(), degraded));
            }
        }
        return active;
    }

    private void requireProvider() throws Refusal {
        if (engine.isManagerDown() && !provider.isDegraded()) {
            throw new Refusal(
                    MxResult.FAILED,
                    "the alarm manager does not answer; try again, records come from the alarm attributes after some"
                            + " failures in a row unless the subscription forbids it");
        }
    }

    /** What came of an acknowledgement. */
    enum Acknowledged {
        DONE,
        /** There is no such alarm, or this session is not subscribed to it. */
        UNKNOWN,
        /** There was nothing to acknowledge. */
        ALREADY
    }

    /** Acknowledges the alarm with a GUID in its usual form. */
    Acknowledged acknowledge(String guid, AlarmAcknowledgement said) throws Refusal {
        return acknowledge(engine.withGuid(guid, galaxy.elapsed()), said);
    }

    /** Acknowledges the alarm with a full reference. */
    Acknowledged acknowledgeNamed(String fullReference, AlarmAcknowledgement said) throws Refusal {
        return acknowledge(engine.named(fullReference), said);
    }

    private Acknowledged acknowledge(AlarmNode alarm, AlarmAcknowledgement said) throws Refusal {
        requireProvider();
        if (alarm == null || !covered.get(alarm.index())) {
            return Acknowledged.UNKNOWN;
        }
        long now = galaxy.elapsed();
        boolean done = engine.acknowledge(alarm, said, now);
        if (!provider.isFailing()) {
            tellChanges(engine.take(inbox, now));
        }
        return done ? Acknowledged.DONE : Acknowledged.ALREADY;
    }
}
