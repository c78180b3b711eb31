package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxDataType;
import java.util.Locale;

/** The troubles that a client can order by writing to the attributes of the object {@code _Simulator}. */
enum Script {
    /** The process ends on the spot with the exit code written; the write has no reply. */
    CRASH("Crash", MxDataType.INTEGER),
    /** MXAccess is lost, for the reason written; the session ends. */
    LOST("Lost", MxDataType.STRING),
    /** The next command never returns, and nothing else happens any more. */
    HANG_NEXT_COMMAND("HangNextCommand", MxDataType.BOOLEAN),
    /** The next command takes so many milliseconds, during which nothing else happens. */
    SLOW_NEXT_COMMAND("SlowNextCommand", MxDataType.INTEGER),
    /** The item that was written to delivers so many events, 1, 2, 3 and so on, as fast as they are taken. */
    BURST("Burst", MxDataType.INTEGER),
    /** The object named goes off scan. */
    OBJECT_OFF_SCAN("ObjectOffScan", MxDataType.STRING),
    /** The object named comes back on scan. */
    OBJECT_ON_SCAN("ObjectOnScan", MxDataType.STRING),
    /** The engine named cannot be reached; without a name, none can. */
    ENGINE_LOST("EngineLost", MxDataType.STRING),
    /** The engine named can be reached again; without a name, all can. */
    ENGINE_BACK("EngineBack", MxDataType.STRING),
    /** The galaxy is deployed anew: its deploy time moves to now. */
    REDEPLOY("Redeploy", MxDataType.BOOLEAN),
    /** The galaxy's security goes on or off. */
    SECURITY("Security", MxDataType.BOOLEAN),
    /** The alarm manager does not answer any session any more, or does again. */
    ALARM_MANAGER_DOWN("AlarmManagerDown", MxDataType.BOOLEAN);

    /** The object whose attributes these are. */
    static final String OBJECT = "_Simulator";

    private final String attribute;
    private final MxDataType type;

    Script(String attribute, MxDataType type) {
        this.attribute = attribute;
        this.type = type;
    }

    SimulatedAttribute spec() {
        return SimulatedAttribute.of(attribute, type)
                .describedAs(name().toLowerCase(Locale.ROOT).replace('_', ' '), "");
    }

    /** The script behind an attribute; null for an ordinary one. */
    static Script of(AttributeNode attribute) {
        if (!attribute.object().tagName().equals(OBJECT)) {
            return null;
        }
        for (Script script : values()) {
            if (script.attribute.equals(attribute.spec().name())) {
                return script;
            }
        }
        return null;
    }
}
