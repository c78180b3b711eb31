package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.config.ConfigException;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GalaxyTest {
    private static SignalFunction function(SimulatedSignal signal, long scanMillis) {
        SimulatedAttribute spec = SimulatedAttribute.of("x", MxDataType.DOUBLE).moving(signal);
        return SignalFunction.of(spec, 5, Hash.of(1, "a.x"), scanMillis * 1_000_000);
    }

    private static double at(SimulatedSignal signal, long millis) {
        return function(signal, 500).at(millis * 1_000_000);
    }

    @Test
    void signalsArePureFunctionsOfTime() {
        Duration ten = Duration.ofSeconds(10);
        assertThat(at(new SimulatedSignal.Ramp(10, 20, ten), 2_500)).isEqualTo(12.5);
        assertThat(at(new SimulatedSignal.Ramp(20, 10, ten), 12_500)).isEqualTo(17.5);
        assertThat(at(new SimulatedSignal.Sine(3, 7, ten, 0.25), 0)).isEqualTo(10);
        assertThat(at(new SimulatedSignal.Toggle(ten, false), 4_999)).isZero();
        assertThat(at(new SimulatedSignal.Toggle(ten, false), 5_000)).isEqualTo(1);
        assertThat(at(new SimulatedSignal.Toggle(ten, true), 0)).isEqualTo(1);
        assertThat(at(new SimulatedSignal.Toggle(ten, true), 5_000)).isZero();
        SimulatedSignal counter = new SimulatedSignal.Counter(2, OptionalDouble.of(7), 2, Optional.of(ten));
        assertThat(List.of(at(counter, 0), at(counter, 10_000), at(counter, 20_000), at(counter, 30_000)))
                .containsExactly(2.0, 4.0, 6.0, 2.0);
        assertThat(function(SimulatedSignal.CONSTANT, 500)).isNull();
    }

    @Test
    void aRandomWalkStartsAtItsValueStaysInsideAndNeverStepsTooFar() {
        SignalFunction walk = function(new SimulatedSignal.RandomWalk(0, 10, 0.5, Optional.empty()), 500);
        double before = walk.at(0);
        assertThat(before).isEqualTo(5);
        double lowest = before;
        double highest = before;
        for (long step = 1; step < 20_000; step++) {
            double now = walk.at(step * 500_000_000);
            assertThat(Math.abs(now - before)).isLessThanOrEqualTo(0.5 + 1e-9);
            assertThat(now).isBetween(0.0, 10.0);
            before = now;
            lowest = Math.min(lowest, now);
            highest = Math.max(highest, now);
        }
        assertThat(highest - lowest).as("it gets somewhere").isGreaterThan(3);
        assertThat(walk.at(7_000_000_000L)).isEqualTo(walk.at(7_000_000_000L));
    }

    @Test
    void theSameSeedGivesTheSameValuesAndAnotherSeedOthers() {
        List<MxValue> first = temperatures(PlantGalaxy.create());
        assertThat(temperatures(PlantGalaxy.create())).isEqualTo(first);
        assertThat(temperatures(PlantGalaxy.create().withSeed(2))).isNotEqualTo(first);
        assertThat(first.stream().distinct().count()).isGreaterThan(5);
    }

    private static List<MxValue> temperatures(SimulatedGalaxy galaxy) {
        Sim sim = new Sim(galaxy);
        int item = sim.subscribe(sim.register(), "Reactor_001.Temperature");
        sim.pass(10_000);
        return sim.dataOf(item).stream().map(MxEventData::value).toList();
    }

    @Test
    void twoSessionsSeeTheSameValuesAtTheSameTime() {
        Sim one = new Sim();
        Sim two = one.another();
        int first = one.subscribe(one.register(), "Reactor_002.Level");
        one.pass(730);
        int second = two.subscribe(two.register(), "Reactor_002.Level");
        one.pass(3_000);
        assertThat(one.last(first).value()).isEqualTo(two.last(second).value());
        assertThat(one.last(first).sourceTimestamp()).isEqualTo(two.last(second).sourceTimestamp());
    }

    @Test
    void steppingTheWallClockDoesNotMoveTheSimulation() {
        Sim sim = new Sim();
        int item = sim.subscribe(sim.register(), "Heartbeat.Counter");
        sim.time.stepWallClock(Duration.ofHours(1));
        sim.pass(480);
        assertThat(sim.last(item).value()).isEqualTo(MxValue.of(1));
        assertThat(sim.last(item).sourceTimestamp()).isEqualTo(sim.at(500));
    }

    @Test
    void thePlantHasEveryDataTypeThatHasValues() {
        Set<MxDataType> types = EnumSet.noneOf(MxDataType.class);
        PlantSamples.types().attributes().forEach(attribute -> types.add(attribute.dataType()));
        assertThat(types).containsExactlyInAnyOrderElementsOf(EnumSet.range(MxDataType.BOOLEAN, MxDataType.BIG_STRING));
        Sim sim = new Sim();
        int server = sim.register();
        for (SimulatedAttribute attribute : PlantSamples.types().attributes()) {
            MxEventData event = sim.read(server, "Types." + attribute.name());
            assertThat(event.value().dataType()).isEqualTo(attribute.dataType());
            assertThat(event.value().rawDataType())
                    .isEqualTo(attribute.dataType().nativeNumber());
        }
    }

    @Test
    void theBadObjectHasEveryQuality() {
        Sim sim = new Sim();
        int server = sim.register();
        for (SimulatedAttribute attribute : PlantSamples.bad().attributes()) {
            assertThat(sim.read(server, "Bad." + attribute.name()).quality())
                    .isEqualTo(attribute.quality().orElseThrow());
        }
    }

    @Test
    void theElementsOfAMovingArrayAreSuccessiveSamples() {
        Sim sim = new Sim();
        int item = sim.subscribe(sim.register(), "Arrays.Moving[]");
        sim.pass(480);
        MxValue.Array array = (MxValue.Array) sim.last(item).value().content();
        assertThat(array.value().elements().values()).isEqualTo(List.of(1, 2, 3, 4, 5));
    }

    @Test
    void anEngineMayScanSlowerOrFasterThanTheSimulator() {
        for (long period : new long[] {100, 2_000}) {
            SimulatedAttribute counter = SimulatedAttribute.of("PV", MxDataType.INTEGER)
                    .moving(new SimulatedSignal.Counter(0, OptionalDouble.empty(), 1, Optional.empty()));
            SimulatedArea area = new SimulatedArea(
                    "Area", List.of(), List.of(SimulatedObject.of("Tag", "$T", List.of(counter))), List.of());
            SimulatedEngine engine =
                    new SimulatedEngine("E", Optional.of(Duration.ofMillis(period)), List.of(area), List.of());
            Sim sim = new Sim(new SimulatedGalaxy(
                    "",
                    false,
                    0,
                    Optional.empty(),
                    List.of(),
                    List.of(new SimulatedPlatform("P", List.of(engine), List.of()))));
            int server = sim.register();
            int item = sim.subscribe(server, "Tag");
            sim.pass(9_990);
            assertThat(sim.dataOf(item)).hasSize((int) (10_000 / period) + 1);
            sim.write(server, item, MxValue.of(-1));
            sim.pass(period);
            assertThat(sim.last(item).value()).isEqualTo(MxValue.of(-1));
        }
    }

    @Test
    void everythingThatIsWrongWithAGalaxyIsToldTogether() {
        SimulatedAttribute bad = SimulatedAttribute.of("A[]", MxDataType.NO_DATA);
        SimulatedAttribute value =
                SimulatedAttribute.of("B", MxDataType.INTEGER).startingAt(MxValue.of("x"));
        SimulatedAttribute signal =
                SimulatedAttribute.of("C", MxDataType.INTEGER).moving(new SimulatedSignal.Ramp(0, 1, Duration.ZERO));
        SimulatedPlatform platform = new SimulatedPlatform("P", List.of(), List.of(bad, value, signal, signal));
        assertThatThrownBy(() ->
                        new SimulatedGalaxy("", false, 0, Optional.empty(), List.of(), List.of(platform, platform)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("P.A[]")
                .hasMessageContaining("P.B initial_value")
                .hasMessageContaining("P.C signal ramp period")
                .hasMessageContaining("only attribute of its name")
                .hasMessageContaining("tag_name of its own");
    }

    @Test
    void everythingThatIsWrongWithTheOptionsIsToldTogether() {
        assertThatThrownBy(() -> new SimulatorOptions(
                        Duration.ZERO,
                        Duration.ofMillis(-1),
                        false,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(1),
                        null,
                        Duration.ofSeconds(1),
                        0,
                        0,
                        0,
                        MxChoices.DEFAULT))
                .isInstanceOf(ConfigException.class)
                .satisfies(e -> assertThat(((ConfigException) e).problems()).hasSize(7));
    }

    @Test
    void aUserDoesNotShowThePassword() {
        assertThat(SimulatedUser.of("joe", "hush").toString()).contains("joe").doesNotContain("hush");
    }

    @Test
    void aGeneratedGalaxyHasItsSizeAndItsChangeRate() {
        Sim sim = new Sim(GeneratedGalaxy.of(250, 4, 0.1, 7));
        assertThat(sim.galaxy.attributeCount()).isEqualTo(1_000);
        List<String> tags = new ArrayList<>();
        for (int object = 1; object <= 250; object++) {
            for (int attribute = 1; attribute <= 4; attribute++) {
                tags.add("Object_%05d.Attr_%03d".formatted(object, attribute));
            }
        }
        sim.ok(new MxCommand.SubscribeBulk(sim.register(), tags));
        sim.pass(20);
        assertThat(sim.events)
                .hasSize(1_000)
                .allSatisfy(event -> assertThat(event.statuses().get(0).isOk()).isTrue());
        sim.events.clear();
        sim.pass(480);
        assertThat(sim.events).hasSize(100);
        sim.pass(500);
        assertThat(sim.events).hasSize(200);
        assertThatThrownBy(() -> GeneratedGalaxy.of(0, 1, 2, 0))
                .hasMessageContaining("objects")
                .hasMessageContaining("change-rate");
    }
}
