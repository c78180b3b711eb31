package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.worker.BackendRunner;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who a simulator is, as GetWorkerInfo tells. Immutable. */
record SimulatorIdentity(String name, String version, int processId, Instant startedAt, SimulatedGalaxyState galaxy) {
    static SimulatorIdentity of(
            String name, String version, int processId, GatewayTime time, SimulatedGalaxyState galaxy) {
        return new SimulatorIdentity(name, version, processId, time.now(), galaxy);
    }

    /** What there is to tell beyond the usual. */
    static Map<String, String> attributesOf(SimulatedGalaxyState galaxy) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("galaxy", galaxy.description().name());
        attributes.put("seed", Long.toString(galaxy.description().seed()));
        attributes.put("objects", Integer.toString(galaxy.objectCount()));
        attributes.put("attributes", Integer.toString(galaxy.attributeCount()));
        attributes.put("alarms", Integer.toString(galaxy.alarmCount()));
        attributes.put("deployed-at", galaxy.deployedAt().toString());
        attributes.put("security", galaxy.securityEnabled() ? "on" : "off");
        attributes.put(
                "scan-period-ms", Long.toString(galaxy.options().scanPeriod().toMillis()));
        return attributes;
    }

    MxReplyPayload.WorkerInfo describe() {
        return new MxReplyPayload.WorkerInfo(
                processId, version, name, BackendRunner.PROTOCOL_VERSION, startedAt, attributesOf(galaxy));
    }
}
