package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.mx.AlarmFailoverConfig;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.AlarmTransitionKind;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxValue;
import java.util.List;
import java.util.Optional;

/** The alarm side of a simulator under test. */
final class Alarms {
    static final AlarmAcknowledgement SAID =
            new AlarmAcknowledgement(" seen \u00e9\n", "pat", "NODE7", "PLANT", "Pat O'Hara");

    final Sim sim;
    final int server;

    Alarms(Sim sim) {
        this.sim = sim;
        this.server = sim.register();
    }

    /**
     * A galaxy whose values move only when they are written: area North with the object Boiler (Hot, a HI alarm at 90 with
     * a deadband of 5; Cold, LO at 10; Trip, TRUE; Flow, FALSE and initially true) and the area Inner in it with the
     * object Fan (Stop, TRUE); area South with the object Tank (Full, HIHI at 100, an integer).
     */
    static SimulatedGalaxy still() {
        SimulatedObject boiler = SimulatedObject.of(
                "Boiler",
                "$Boiler",
                List.of(
                        SimulatedAttribute.of("Hot", MxDataType.DOUBLE)
                                .describedAs("too hot", "degC")
                                .startingAt(MxValue.of(50.0))
                                .alarmed(new SimulatedAlarm(SimulatedAlarm.Kind.HI, 90, 5, 100, "")),
                        SimulatedAttribute.of("Cold", MxDataType.FLOAT)
                                .startingAt(MxValue.of(50f))
                                .alarmed(SimulatedAlarm.of(SimulatedAlarm.Kind.LO, 10, 300)),
                        SimulatedAttribute.of("Trip", MxDataType.BOOLEAN)
                                .alarmed(new SimulatedAlarm(SimulatedAlarm.Kind.TRUE, 0, 0, 0, "burner tripped")),
                        SimulatedAttribute.of("Flow", MxDataType.BOOLEAN)
                                .startingAt(MxValue.of(true))
                                .alarmed(SimulatedAlarm.of(SimulatedAlarm.Kind.FALSE, 0, 2))));
        SimulatedObject fan = SimulatedObject.of("Fan", "$Fan", List.of(alarmed("Stop")));
        SimulatedObject tank = SimulatedObject.of(
                "Tank",
                "$Tank",
                List.of(SimulatedAttribute.of("Full", MxDataType.INTEGER)
                        .alarmed(SimulatedAlarm.of(SimulatedAlarm.Kind.HI_HI, 100, 1))));
        SimulatedArea inner = new SimulatedArea("Inner", List.of(), List.of(fan), List.of());
        SimulatedArea north = new SimulatedArea("North", List.of(inner), List.of(boiler), List.of());
        SimulatedArea south = new SimulatedArea("South", List.of(), List.of(tank), List.of(alarmed("Gas")));
        SimulatedEngine engine =
                new SimulatedEngine("Engine_001", Optional.empty(), List.of(north, south), List.of(alarmed("Sick")));
        return new SimulatedGalaxy(
                "Works",
                false,
                7,
                Optional.empty(),
                List.of(),
                List.of(new SimulatedPlatform("Platform_001", List.of(engine), List.of())));
    }

    private static SimulatedAttribute alarmed(String name) {
        return SimulatedAttribute.of(name, MxDataType.BOOLEAN)
                .alarmed(SimulatedAlarm.of(SimulatedAlarm.Kind.TRUE, 0, 400));
    }

    static MxCommand.SubscribeAlarms subscription(String area) {
        return subscription(area, AlarmProviderMode.UNSPECIFIED);
    }

    static MxCommand.SubscribeAlarms subscription(String area, AlarmProviderMode forced) {
        return new MxCommand.SubscribeAlarms(
                "\\\\HOST\\Galaxy!" + area, forced, List.of(), AlarmFailoverConfig.DEFAULT);
    }

    void subscribe(String area) {
        sim.ok(subscription(area));
    }

    /** Writes a value, which the next scan finds. */
    void set(String reference, MxValue value) {
        sim.write(server, sim.subscribe(server, reference), value);
    }

    /** Writes a value and lets the scan pass. */
    void setNow(String reference, MxValue value) {
        set(reference, value);
        sim.nextScan();
    }

    List<MxEventBody.AlarmTransition> transitions() {
        return sim.of(MxEventFamily.ON_ALARM_TRANSITION).stream()
                .map(event -> (MxEventBody.AlarmTransition) event.body())
                .toList();
    }

    /** The transitions since the last call, as kind and reference. */
    List<String> told() {
        List<String> told = transitions().stream()
                .map(t -> t.transitionKind() + " " + t.alarmFullReference())
                .toList();
        sim.events.clear();
        return told;
    }

    List<MxEventBody.AlarmProviderModeChanged> modes() {
        return sim.of(MxEventFamily.ON_ALARM_PROVIDER_MODE_CHANGED).stream()
                .map(event -> (MxEventBody.AlarmProviderModeChanged) event.body())
                .toList();
    }

    List<MxActiveAlarm> active() {
        return active("");
    }

    List<MxActiveAlarm> active(String prefix) {
        MxReply reply = sim.ok(new MxCommand.QueryActiveAlarms(prefix));
        return ((MxReplyPayload.ActiveAlarms) reply.payload()).snapshots();
    }

    /** The active alarms as state and reference. */
    List<String> standing() {
        return active().stream()
                .map(alarm -> alarm.currentState() + " " + alarm.alarmFullReference())
                .toList();
    }

    static int nativeStatus(MxReply reply) {
        return ((MxReplyPayload.NativeStatus) reply.payload()).nativeStatus();
    }

    int acknowledge(String guid) {
        return nativeStatus(sim.call(new MxCommand.AcknowledgeAlarm(guid, SAID)));
    }

    int acknowledge(String group, String name) {
        return nativeStatus(sim.call(new MxCommand.AcknowledgeAlarmByName(name, "Galaxy", group, SAID)));
    }

    static String kindOf(AlarmTransitionKind kind, String reference) {
        return kind + " " + reference;
    }
}
