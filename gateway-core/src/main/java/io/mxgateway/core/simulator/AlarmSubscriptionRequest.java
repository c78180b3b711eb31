package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.AlarmFailoverConfig;
import io.mxgateway.core.mx.AlarmSubtagTarget;
import io.mxgateway.core.mx.MxCommand;
import java.util.BitSet;

/**
 * A SubscribeAlarms that has been checked and understood. Used once.
 *
 * @param covered the alarms of the area it names, by index
 * @param listed the alarms of its watch list, by index; null for one without entries
 */
record AlarmSubscriptionRequest(BitSet covered, BitSet listed) {
    static AlarmSubscriptionRequest of(MxCommand.SubscribeAlarms command, SimulatedGalaxyState galaxy) throws Refusal {
        AlarmExpression expression = AlarmExpression.parse(command.subscriptionExpression());
        check(command.failover());
        AlarmEngine engine = galaxy.alarms();
        ObjectNode place = galaxy.objectNamed(expression.area());
        BitSet covered;
        if (place != null && place.holdsAreas()) {
            covered = engine.indexesOf(alarm -> alarm.group().isWithin(place));
        } else if (expression.area().equalsIgnoreCase(galaxy.description().name())) {
            covered = engine.indexesOf(alarm -> true);
        } else {
            throw new Refusal(
                    galaxy.options().choices().invalidArgumentResult(),
                    "alarm subscription expression '" + command.subscriptionExpression() + "' names the area '"
                            + expression.area() + "', which galaxy '"
                            + galaxy.description().name() + "' does not have");
        }
        return new AlarmSubscriptionRequest(covered, listed(command, galaxy));
    }

    private static void check(AlarmFailoverConfig failover) throws Refusal {
        check("consecutive_failure_threshold", failover.consecutiveFailureThreshold());
        check("failback_probe_interval_seconds", failover.failbackProbeIntervalSeconds());
        check("failback_stable_probes", failover.failbackStableProbes());
    }

    private static void check(String field, int value) throws Refusal {
        if (value < 0) {
            throw Refusal.invalidRequest(
                    "failover." + field + " " + value + " must be 0, for the usual value, or more");
        }
    }

    private static BitSet listed(MxCommand.SubscribeAlarms command, SimulatedGalaxyState galaxy) throws Refusal {
        if (command.watchList().isEmpty()) {
            return null;
        }
        BitSet listed = new BitSet();
        for (int i = 0; i < command.watchList().size(); i++) {
            AlarmSubtagTarget target = command.watchList().get(i);
            AlarmNode alarm = alarmOf(target, galaxy);
            if (alarm == null) {
                throw Refusal.invalidRequest("watch_list[" + i + "] names neither an alarm (alarm_full_reference '"
                        + target.alarmFullReference() + "') nor an attribute of one (active_subtag '"
                        + target.activeSubtag() + "')");
            }
            listed.set(alarm.index());
        }
        return listed;
    }

    private static AlarmNode alarmOf(AlarmSubtagTarget target, SimulatedGalaxyState galaxy) {
        AlarmNode named = galaxy.alarms().named(target.alarmFullReference());
        if (named != null) {
            return named;
        }
        return galaxy.resolve(target.activeSubtag()) instanceof Target.OfAttribute found
                        && found.attribute().alarmTag() != null
                ? found.attribute().alarmTag().alarm()
                : null;
    }

    /** Of all that is subscribed to, what can be watched through alarm attributes: what is listed, or else everything. */
    BitSet watched(BitSet all) {
        BitSet watched = (BitSet) all.clone();
        if (listed != null) {
            watched.and(listed);
        }
        return watched;
    }
}
