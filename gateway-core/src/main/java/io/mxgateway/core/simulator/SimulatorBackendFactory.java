package io.mxgateway.core.simulator;

import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.core.worker.WorkerBackend;
import io.mxgateway.core.worker.WorkerBackendFactory;
import java.util.Objects;

/** Makes simulators that all give access to one galaxy. Thread-safe. */
public final class SimulatorBackendFactory implements WorkerBackendFactory {
    private final SimulatedGalaxyState galaxy;
    private final String version;
    private final int processId;

    /**
     * A factory on a running galaxy.
     *
     * @param version what its backends say their version is
     * @param processId what they say their process is; 0 when they have none of their own
     */
    public SimulatorBackendFactory(SimulatedGalaxyState galaxy, String version, int processId) {
        this.galaxy = Objects.requireNonNull(galaxy, "galaxy");
        this.version = Objects.requireNonNull(version, "version");
        this.processId = processId;
    }

    /** A factory on the default plant, started now with the default options, inside this process. */
    public static SimulatorBackendFactory ofPlant(GatewayTime time) {
        SimulatedGalaxyState plant = new SimulatedGalaxyState(PlantGalaxy.create(), SimulatorOptions.DEFAULT, time);
        return new SimulatorBackendFactory(plant, "embedded", 0);
    }

    /** The galaxy that all its backends share. */
    public SimulatedGalaxyState galaxy() {
        return galaxy;
    }

    @Override
    public WorkerBackend create(String sessionId) {
        return new SimulatorBackend(galaxy, sessionId, version, processId);
    }
}
