package io.mxgateway.grpc.simulator;

import io.mxgateway.core.simulator.SimulatedSignal;
import io.mxgateway.proto.simulator.v1.Counter;
import io.mxgateway.proto.simulator.v1.RandomWalk;
import io.mxgateway.proto.simulator.v1.Signal;
import io.mxgateway.proto.simulator.v1.Sine;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Turns the signals of a galaxy file into the core's. One thread at a time. */
final class SignalReader {
    private final FieldReader fields;

    SignalReader(FieldReader fields) {
        this.fields = fields;
    }

    SimulatedSignal read(String key, Signal signal) {
        return switch (signal.getKindCase()) {
            case CONSTANT, KIND_NOT_SET -> SimulatedSignal.CONSTANT;
            case RAMP ->
                new SimulatedSignal.Ramp(
                        signal.getRamp().getMin(),
                        signal.getRamp().getMax(),
                        period(key + " ramp period", signal.getRamp().getPeriod()));
            case SINE -> sine(key + " sine period", signal.getSine());
            case RANDOM_WALK -> walk(key + " random_walk period", signal.getRandomWalk());
            case TOGGLE ->
                new SimulatedSignal.Toggle(
                        period(key + " toggle period", signal.getToggle().getPeriod()),
                        signal.getToggle().getStartsTrue());
            case COUNTER -> counter(key + " counter period", signal.getCounter());
        };
    }

    private SimulatedSignal sine(String key, Sine sine) {
        return new SimulatedSignal.Sine(
                sine.getAmplitude(), sine.getOffset(), period(key, sine.getPeriod()), sine.getPhase());
    }

    private SimulatedSignal walk(String key, RandomWalk walk) {
        return new SimulatedSignal.RandomWalk(
                walk.getMin(),
                walk.getMax(),
                walk.getStep(),
                walk.hasPeriod() ? fields.length(key, walk.getPeriod()) : Optional.empty());
    }

    private SimulatedSignal counter(String key, Counter counter) {
        return new SimulatedSignal.Counter(
                counter.getMin(),
                counter.hasMax() ? OptionalDouble.of(counter.getMax()) : OptionalDouble.empty(),
                counter.getStep(),
                counter.hasPeriod() ? fields.length(key, counter.getPeriod()) : Optional.empty());
    }

    /** A period that must be there: one that is not is 0, which the description refuses. */
    private Duration period(String key, com.google.protobuf.Duration period) {
        // One that cannot be read has its problem already; anything that is in order does for looking at the rest.
        return fields.length(key, period).orElse(Duration.ofSeconds(1));
    }
}
