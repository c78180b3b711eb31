/**
 * The central alarm monitor: one session of the gateway's own, and any number of clients that need none.
 *
 * <p>Who does what: {@link io.mxgateway.core.alarm.AlarmMonitor} keeps the session alive and reads its events; {@code
 * AlarmBook} knows which alarms are not over and what may become of each; {@code AlarmFeed} tells it to clients.
 *
 * <p>The way of one transition: the worker's event comes into the session's log and wakes the monitor's cursor. On the
 * monitor's serial queue the book decides whether it fits what is known, and what the alarm is afterwards. The feed takes
 * both in one step under its lock: the transition goes to the end of its ring, the alarm into its snapshot. Outside of the
 * lock it wakes the cursors that had nothing to poll; each polls as fast as its client takes, and whoever encodes the
 * transition first does so for all.
 *
 * <p>The way of one client: under the same lock it gets the snapshot as it is and a place right behind the newest
 * transition, so that nothing falls between the two and nothing is in both. It polls the alarms of the snapshot, its end,
 * the state of the provider, and then what the ring brings. When the ring comes round to its place before it does, it is
 * ended, and the writer never waits. When the worker dies it hears that the provider is degraded; when the next worker has
 * told which alarms there are, it hears the differences, each as steps that an alarm can take.
 *
 * <p>May use {@code session}, {@code event}, {@code mx}, {@code time}, {@code metrics}, {@code config} and the serial
 * queue of {@code worker}.
 */
package io.mxgateway.core.alarm;
