package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.time.GatewayTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who a simulator is, as GetWorkerInfo tells. Immutable. */
record SimulatorIdentity(String name, String version, int processId, Instant startedAt, SimulatedGalaxyState galaxy) {
    private static final int PROTOCOL_VERSION = 1;

    static SimulatorIdentity of(
            String name, String version, int processId, GatewayTime time, SimulatedGalaxyState galaxy) {
        return new SimulatorIdentity(name, version, processId, time.now(), galaxy);
    }

    MxReplyPayload.WorkerInfo describe(Session session) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("galaxy", galaxy.description().name());
        attributes.put("seed", Long.toString(galaxy.description().seed()));
        attributes.put("objects", Integer.toString(galaxy.objectCount()));
        attributes.put("attributes", Integer.toString(galaxy.attributeCount()));
        attributes.put("deployed-at", galaxy.deployedAt().toString());
        attributes.put("security", galaxy.securityEnabled() ? "on" : "off");
        attributes.put(
                "scan-period-ms", Long.toString(galaxy.options().scanPeriod().toMillis()));
        attributes.put("registrations", Integer.toString(session.registrations()));
        attributes.put("items", Integer.toString(session.items()));
        return new MxReplyPayload.WorkerInfo(processId, version, name, PROTOCOL_VERSION, startedAt, attributes);
    }
}
