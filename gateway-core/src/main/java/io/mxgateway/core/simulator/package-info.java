/**
 * A simulated galaxy that behaves like MXAccess, so that everything runs and can be tested without a Windows machine.
 *
 * <p>A {@link io.mxgateway.core.simulator.SimulatedGalaxy} describes a galaxy: the default {@link
 * io.mxgateway.core.simulator.PlantGalaxy}, a {@link io.mxgateway.core.simulator.GeneratedGalaxy} of any size, or one
 * put together by hand. A {@link io.mxgateway.core.simulator.SimulatedGalaxyState} runs it, and every {@link
 * io.mxgateway.core.simulator.SimulatorBackend} is one session on it. Values are functions of the galaxy's seed, the
 * tag's name and the time since the galaxy started, as {@code GatewayTime} tells it, until somebody writes them.
 *
 * <p>Within a session everything is decided in one queue: commands in {@code CommandExecutor}, the items and calls in
 * {@code Session}, first values in {@code Advising}, changes in {@code ScanLoop}, writes in {@code Writes} and {@code
 * WriteJudge}. The object {@code _Simulator} exists in every galaxy; writing to its attributes causes trouble on
 * purpose, and {@code Script} lists what there is.
 *
 * <p>Alarms are the galaxy's: {@code AlarmEngine} works all of them out for whoever asks, {@code AlarmState} is their life,
 * and {@code SessionAlarms} is one session's subscription.
 *
 * <p>Uses {@code mx}, {@code galaxy}, {@code time}, {@code worker} and {@code config}; nothing else in the core uses it.
 */
package io.mxgateway.core.simulator;
