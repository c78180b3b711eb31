package io.mxgateway.grpc.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxSecurityClass;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.simulator.AttributeAccess;
import io.mxgateway.core.simulator.AttributeRange;
import io.mxgateway.core.simulator.SimulatedAlarm;
import io.mxgateway.core.simulator.SimulatedArea;
import io.mxgateway.core.simulator.SimulatedAttribute;
import io.mxgateway.core.simulator.SimulatedEngine;
import io.mxgateway.core.simulator.SimulatedGalaxy;
import io.mxgateway.core.simulator.SimulatedGalaxyState;
import io.mxgateway.core.simulator.SimulatedObject;
import io.mxgateway.core.simulator.SimulatedPlatform;
import io.mxgateway.core.simulator.SimulatedSignal;
import io.mxgateway.core.simulator.SimulatedUser;
import io.mxgateway.core.simulator.SimulatorOptions;
import io.mxgateway.core.simulator.UserRight;
import io.mxgateway.core.testing.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the fields of a galaxy file become. */
class GalaxyFileTest {
    private static final String EVERYTHING = """
            name: "All"
            security_enabled: true
            seed: 18446744073709551615
            deployed_at { seconds: 1700000000 nanos: 5 }
            users {
              name: "works\\\\eve" guid: "{6F9619FF-8B86-D011-B42D-00CF4FC964FF}" password: "pw"
              rights: [RIGHT_OPERATE, RIGHT_TUNE, RIGHT_CONFIGURE, RIGHT_VERIFY, RIGHT_ACKNOWLEDGE_ALARMS]
            }
            platforms {
              tag_name: "P"
              attributes { name: "A" data_type: MX_DATA_TYPE_TIME initial_value { time_value { seconds: 60 } } }
              engines {
                tag_name: "E"
                scan_period { seconds: 2 }
                attributes {
                  name: "B" data_type: MX_DATA_TYPE_ELAPSED_TIME initial_value { elapsed_value { seconds: 90 nanos: 500000000 } }
                }
                areas {
                  tag_name: "R"
                  attributes { name: "C" data_type: MX_DATA_TYPE_STRING initial_value { string_value: "x" } signal { constant {} } }
                  areas { tag_name: "Sub" }
                  objects {
                    tag_name: "O" contained_name: "Own" template_chain: ["$T", "$U"] category_id: 11 off_scan: true
                    attributes {
                      name: "L.PV" data_type: MX_DATA_TYPE_FLOAT array_dimension: 3 description: "level" engineering_unit: "%"
                      security_class: SECURITY_CLASS_VERIFIED_WRITE access: ACCESS_CALCULATED range { min: 0 max: 100 }
                      initial_value { double_value: 1.5 } initial_value { double_value: 2 }
                      signal { sine { amplitude: 1 offset: 2 period { seconds: 3 } phase: 0.25 } }
                      scan_period { seconds: 4 } historized: true quality: 0
                    }
                    attributes { name: "Ramp" data_type: MX_DATA_TYPE_DOUBLE signal { ramp { min: 1 max: 2 period { seconds: 3 } } }
                      alarm { kind: ALARM_KIND_LO_LO limit: 5 deadband: 0.5 priority: 7 description: "low" } }
                    attributes { name: "Walk" data_type: MX_DATA_TYPE_DOUBLE
                      signal { random_walk { min: 1 max: 2 step: 0.1 period { seconds: 3 } } } }
                    attributes { name: "Mode" data_type: MX_DATA_TYPE_ENUM enum_labels: ["Off", "On"]
                      initial_value { int32_value: 1 } }
                    attributes { name: "Run" data_type: MX_DATA_TYPE_BOOLEAN initial_value { bool_value: true }
                      signal { toggle { period { seconds: 3 } starts_true: true } } }
                    attributes { name: "Count" data_type: MX_DATA_TYPE_INTEGER
                      signal { counter { min: 1 max: 9 step: 2 period { seconds: 3 } } } }
                    objects { contained_name: "Inlet" }
                  }
                }
              }
            }
            """;

    @Test
    void everyFieldOfTheSchemaArrivesInTheDescription() throws Exception {
        assertThat(GalaxyFile.parse(EVERYTHING)).isEqualTo(everything());
    }

    @Test
    void theTextAboveLeavesNoFieldOfTheSchemaOut() throws Exception {
        var message = io.mxgateway.proto.simulator.v1.SimulatedGalaxy.newBuilder();
        TextFormat.merge(EVERYTHING, message);
        Set<FieldDescriptor> set = new HashSet<>();
        collect(message.build(), set);
        Set<FieldDescriptor> all = new HashSet<>();
        for (Descriptor type : message.getDescriptorForType().getFile().getMessageTypes()) {
            all.addAll(type.getFields());
        }

        assertThat(all).isSubsetOf(set);
    }

    @Test
    void theSameGalaxyComesOutOfWhatAProgramPrints() throws Exception {
        var message = io.mxgateway.proto.simulator.v1.SimulatedGalaxy.newBuilder();
        TextFormat.merge(EVERYTHING, message);

        assertThat(GalaxyFile.parse(TextFormat.printer().printToString(message)))
                .isEqualTo(everything());
    }

    @Test
    void theNumbersOfTheEnumsAreThoseOfTheCore() throws Exception {
        List<MxSecurityClass> classes = new ArrayList<>();
        List<AttributeAccess> accesses = new ArrayList<>();
        List<SimulatedAlarm.Kind> kinds = new ArrayList<>();
        for (int number = 0; number < MxSecurityClass.values().length; number++) {
            classes.add(attribute("security_class: " + number).securityClass());
        }
        for (int number = 0; number < AttributeAccess.values().length; number++) {
            accesses.add(attribute("access: " + number).access());
        }
        for (int number = 1; number <= SimulatedAlarm.Kind.values().length; number++) {
            kinds.add(attribute("alarm { kind: " + number + " }")
                    .alarm()
                    .orElseThrow()
                    .kind());
        }

        assertThat(classes).containsExactly(MxSecurityClass.values());
        assertThat(accesses).containsExactly(AttributeAccess.values());
        assertThat(kinds).containsExactly(SimulatedAlarm.Kind.values());
    }

    @Test
    void whatIsLeftOutTakesItsDefault() throws Exception {
        SimulatedGalaxy galaxy = GalaxyFile.parse("platforms { tag_name: 'P' }");

        assertThat(galaxy)
                .isEqualTo(new SimulatedGalaxy(
                        "Galaxy",
                        false,
                        0,
                        Optional.empty(),
                        List.of(),
                        List.of(new SimulatedPlatform("P", List.of(), List.of()))));
        assertThat(attribute("")).isEqualTo(SimulatedAttribute.of("V", MxDataType.DOUBLE));
        assertThat(attribute("alarm { kind: ALARM_KIND_HI }").alarm().orElseThrow())
                .isEqualTo(SimulatedAlarm.of(SimulatedAlarm.Kind.HI, 0, 500));
        assertThat(attribute("range { max: 3 }").range())
                .isEqualTo(new AttributeRange(OptionalDouble.empty(), OptionalDouble.of(3)));
        assertThat(attribute("signal { counter {} }").signal())
                .isEqualTo(new SimulatedSignal.Counter(0, OptionalDouble.empty(), 1, Optional.empty()));
    }

    @Test
    void theExampleComesToLife() throws Exception {
        SimulatedGalaxy galaxy = GalaxyFile.read(Path.of("..", "proto", "examples", "brewery.txtpb"));
        SimulatedGalaxyState state = new SimulatedGalaxyState(galaxy, SimulatorOptions.DEFAULT, new FakeTime());

        assertThat(galaxy.name()).isEqualTo("Brewery");
        assertThat(state.attributeCount()).isEqualTo(7);
        assertThat(state.alarmCount()).isEqualTo(1);
        assertThat(state.containedPath("MashTun_Agitator.Running")).hasValue("Brewhouse.MashTun.Agitator");
    }

    private static SimulatedAttribute attribute(String fields) throws GalaxyFileException {
        return GalaxyFile.parse("platforms { tag_name: 'P' attributes { name: 'V' data_type: MX_DATA_TYPE_DOUBLE "
                        + fields + "}}")
                .platforms()
                .get(0)
                .attributes()
                .get(0);
    }

    private static void collect(Message message, Set<FieldDescriptor> set) {
        message.getAllFields().forEach((field, value) -> {
            set.add(field);
            List<?> values = field.isRepeated() ? (List<?>) value : List.of(value);
            for (Object one : values) {
                if (one instanceof Message inner) {
                    collect(inner, set);
                }
            }
        });
    }

    private static SimulatedGalaxy everything() {
        SimulatedObject object = new SimulatedObject(
                "O",
                "Own",
                List.of("$T", "$U"),
                11,
                attributes(),
                List.of(new SimulatedObject("", "Inlet", List.of(), 0, List.of(), List.of(), false)),
                true);
        SimulatedArea area = new SimulatedArea(
                "R",
                List.of(new SimulatedArea("Sub", List.of(), List.of(), List.of())),
                List.of(object),
                List.of(SimulatedAttribute.of("C", MxDataType.STRING).startingAt(MxValue.of("x"))));
        SimulatedEngine engine = new SimulatedEngine(
                "E",
                Optional.of(Duration.ofSeconds(2)),
                List.of(area),
                List.of(SimulatedAttribute.of("B", MxDataType.ELAPSED_TIME).startingAt(MxValue.of(90.5))));
        SimulatedPlatform platform = new SimulatedPlatform(
                "P",
                List.of(engine),
                List.of(SimulatedAttribute.of("A", MxDataType.TIME).startingAt(MxValue.of(Instant.ofEpochSecond(60)))));
        return new SimulatedGalaxy(
                "All",
                true,
                -1,
                Optional.of(Instant.ofEpochSecond(1_700_000_000, 5)),
                List.of(new SimulatedUser(
                        "works\\eve", "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "pw", Set.of(UserRight.values()))),
                List.of(platform));
    }

    private static List<SimulatedAttribute> attributes() {
        Duration three = Duration.ofSeconds(3);
        return List.of(
                new SimulatedAttribute(
                        "L.PV",
                        MxDataType.FLOAT,
                        3,
                        "level",
                        "%",
                        MxSecurityClass.VERIFIED_WRITE,
                        AttributeAccess.CALCULATED,
                        AttributeRange.of(0, 100),
                        List.of(MxValue.of(1.5), MxValue.of(2.0)),
                        List.of(),
                        new SimulatedSignal.Sine(1, 2, three, 0.25),
                        Optional.of(Duration.ofSeconds(4)),
                        true,
                        Optional.empty(),
                        OptionalInt.of(0)),
                SimulatedAttribute.of("Ramp", MxDataType.DOUBLE)
                        .moving(new SimulatedSignal.Ramp(1, 2, three))
                        .alarmed(new SimulatedAlarm(SimulatedAlarm.Kind.LO_LO, 5, 0.5, 7, "low")),
                SimulatedAttribute.of("Walk", MxDataType.DOUBLE)
                        .moving(new SimulatedSignal.RandomWalk(1, 2, 0.1, Optional.of(three))),
                SimulatedAttribute.of("Mode", MxDataType.ENUM)
                        .withLabels("Off", "On")
                        .startingAt(MxValue.of(1)),
                SimulatedAttribute.of("Run", MxDataType.BOOLEAN)
                        .startingAt(MxValue.of(true))
                        .moving(new SimulatedSignal.Toggle(three, true)),
                SimulatedAttribute.of("Count", MxDataType.INTEGER)
                        .moving(new SimulatedSignal.Counter(1, OptionalDouble.of(9), 2, Optional.of(three))));
    }
}
