package io.mxgateway.launcher.config;

import io.mxgateway.core.simulator.GeneratedGalaxy;
import io.mxgateway.core.simulator.PlantGalaxy;
import io.mxgateway.core.simulator.SimulatedGalaxy;
import io.mxgateway.core.simulator.SimulatorOptions;
import java.util.Objects;
import java.util.Optional;

/**
 * What galaxy the simulator makes up, and how it behaves. Immutable.
 *
 * @param described the galaxy of a file; empty for one of the others
 * @param galaxyFile the whole path of the file that describes it; empty where none does
 * @param objects how many objects to generate; 0 for the bundled plant
 * @param attributes how many attributes each generated object has
 * @param changeRate which part of the generated attributes changes at each scan, 0 to 1
 * @param alarms the alarmed attributes that the generated objects have besides
 * @param seed what all signals depend on; 0 for the galaxy's own
 * @param security whether users and security classes matter; a file can say so too
 * @param options how the simulator behaves
 */
public record SimulatorSettings(
        Optional<SimulatedGalaxy> described,
        String galaxyFile,
        int objects,
        int attributes,
        double changeRate,
        GeneratedGalaxy.Alarms alarms,
        long seed,
        boolean security,
        SimulatorOptions options) {
    public SimulatorSettings {
        Objects.requireNonNull(described, "described");
        Objects.requireNonNull(galaxyFile, "galaxyFile");
        Objects.requireNonNull(alarms, "alarms");
        Objects.requireNonNull(options, "options");
    }

    /**
     * The description of the galaxy.
     *
     * @throws io.mxgateway.core.config.ConfigException when a figure is out of bounds
     */
    public SimulatedGalaxy galaxy() {
        SimulatedGalaxy galaxy = objects == 0
                ? described.map(this::secured).orElseGet(this::plant)
                : GeneratedGalaxy.of(objects, attributes, changeRate, alarms, seed == 0 ? 1 : seed);
        return seeded(galaxy);
    }

    /** A galaxy that was described anew, as it is simulated. */
    public SimulatedGalaxy galaxy(SimulatedGalaxy description) {
        return seeded(secured(description));
    }

    private SimulatedGalaxy seeded(SimulatedGalaxy galaxy) {
        return seed == 0 ? galaxy : galaxy.withSeed(seed);
    }

    /** A file may turn security on by itself. */
    private SimulatedGalaxy secured(SimulatedGalaxy galaxy) {
        return security ? galaxy.withSecurity(true) : galaxy;
    }

    private SimulatedGalaxy plant() {
        return security ? PlantGalaxy.secured() : PlantGalaxy.create();
    }
}
