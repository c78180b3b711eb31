package io.mxgateway.grpc.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that cannot be used, and where they are told to be wrong. */
class GalaxyFileBadInputTest {
    /** Line 1 to 3; an attribute's fields begin on line 4, column 5. */
    private static final String HEAD = """
            platforms { tag_name: "P"
              attributes {
                name: "V" data_type: MX_DATA_TYPE_DOUBLE
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    nonsense: 1                                     | 4 | 5  | nonsense
                    description: 5                                  | 4 | 18 | string
                    array_dimension: "x"                            | 4 | 22 | integer
                    security_class: SECURITY_CLASS_NONE             | 4 | 21 | SECURITY_CLASS_NONE
                    historized: true historized: false              | 4 | 32 | historized
                    signal { sine {} ramp {} }                      | 4 | 22 | ramp
                    security_class: 99                              | 4 | 5  | P.V security_class = 99: must be 0..6
                    access: 9                                       | 4 | 5  | P.V access = 9
                    data_type: 99                                   | 4 | 5  | data_type
                    quality: -1                                     | 4 | 5  | P.V quality = -1
                    initial_value {}                                | 4 | 5  | must hold a value
                    initial_value { string_value: "x" }             | 4 | 5  | must be convertible to DOUBLE
                    initial_value { elapsed_value { nanos: -2000000000 } } | 4 | 5 | nanos
                    array_dimension: 70000                          | 4 | 5  | must be 0..65536
                    range { min: 2 max: 1 }                         | 4 | 5  | min that is not above its max
                    scan_period { seconds: -1 }                     | 4 | 5  | must be more than 0
                    scan_period { seconds: 1 nanos: -1 }            | 4 | 5  | must not differ in sign
                    scan_period { seconds: 9223372036854775807 }    | 4 | 5  | seconds
                    signal { sine { amplitude: 1 } }                | 4 | 14 | P.V signal sine period = PT0S: must be more than 0
                    signal { ramp { period { seconds: -5 } } }      | 4 | 21 | must be more than 0
                    signal { ramp { period { seconds: 315000000000 } } } | 4 | 21 | at most 36500 days
                    signal { random_walk { min: 2 max: 1 } }        | 4 | 14 | min below its max
                    alarm {}                                        | 4 | 5  | must say what raises the alarm
                    alarm { kind: ALARM_KIND_HI priority: 1000 }    | 4 | 33 | P.V alarm priority = 1000: must be 1..999
                    alarm { kind: ALARM_KIND_HI limit: nan }        | 4 | 33 | must be a number
                    """)
    void aBadAttributeIsToldWithItsPlace(String fields, int line, int column, String text) {
        String data = fields.startsWith("data_type") ? HEAD.replace("data_type: MX_DATA_TYPE_DOUBLE", "") : HEAD;
        GalaxyFileProblem problem = problems(data + "    " + fields + "\n}}").get(0);

        // A problem that names no field is told where the attribute begins.
        boolean whole = problem.text().contains("have a data_type");
        assertThat(problem.line()).isEqualTo(whole ? 2 : line);
        assertThat(problem.column()).isEqualTo(whole ? 3 : column);
        assertThat(problem.text()).containsIgnoringCase(text);
    }

    @Test
    void duplicatesAreToldWhereTheyStandTheSecondTime() {
        List<GalaxyFileProblem> problems = problems("""
                users { name: "eve" }
                users { name: "Eve" }
                platforms { tag_name: "P"
                  attributes { name: "V" data_type: MX_DATA_TYPE_DOUBLE }
                  attributes { name: "v" data_type: MX_DATA_TYPE_DOUBLE }
                  engines { tag_name: "p"
                    areas { tag_name: "R"
                      objects { tag_name: "O"
                        objects { contained_name: "In" }
                        objects { tag_name: "Other" contained_name: "in" }
                      }
                    }
                  }
                }
                """);

        // The users' derived GUIDs are the same as well.
        assertThat(problems)
                .extracting(GalaxyFileProblem::line, p -> p.text().split(" = ", 2)[0])
                .containsExactly(
                        tuple(2, "user Eve"),
                        tuple(2, "user Eve"),
                        tuple(5, "P.v"),
                        tuple(6, "engine p"),
                        tuple(8, "object O"));
    }

    @Test
    void allThatIsWrongIsToldInTheOrderOfTheFile() {
        List<GalaxyFileProblem> problems = problems("""
                deployed_at { seconds: -99999999999999 }
                users { name: "eve" password: "hunter2" rights: RIGHT_UNSPECIFIED }
                platforms { tag_name: "P.Q"
                  engines { tag_name: "E" scan_period { nanos: 1 } }
                }
                """);

        assertThat(problems).extracting(GalaxyFileProblem::line).containsExactly(1, 2, 3, 4);
        assertThat(problems.get(0))
                .hasToString(
                        "line 1, column 1: deployed_at = -99999999999999 s 0 ns: must be in the years 1 to 9999, with nanos"
                                + " 0..999999999");
        assertThat(problems.toString()).doesNotContain("hunter2");
    }

    @Test
    void aContainedObjectIsFoundByTheNameThatItIsGiven() {
        List<GalaxyFileProblem> problems = problems("""
                platforms { tag_name: "P" engines { tag_name: "E" areas { tag_name: "R" objects { tag_name: "O"
                  objects { contained_name: "In"
                    attributes { name: "V" }
                  }
                } } } }
                """);

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).toString()).startsWith("line 3, column 5: O_In.V");
    }

    @Test
    void anEmptyFileDescribesNothing() {
        assertThat(problems("").toString()).contains("platforms", "must be at least one");
        assertThat(problems("# nothing but a comment\n")).hasSize(1);
    }

    @Test
    void hereAndThereAByteWrongNeverDoesMoreThanToBeTold() throws Exception {
        String text = Files.readString(Path.of("..", "proto", "examples", "brewery.txtpb"));
        long seed = Long.getLong("mxgateway.seed", System.nanoTime());
        System.out.println("GalaxyFileBadInputTest mxgateway.seed=" + seed);
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            StringBuilder changed = new StringBuilder(text);
            for (int change = 0; change < 3; change++) {
                changed.setCharAt(random.nextInt(changed.length()), (char) (32 + random.nextInt(95)));
            }
            try {
                GalaxyFile.parse(changed.toString());
            } catch (GalaxyFileException e) {
                refused++;
                assertThat(e.problems()).isNotEmpty();
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void nestingWithoutEndIsRefused() {
        String areas = "areas { tag_name: 'A' ".repeat(100_000);

        assertThat(problems("platforms { engines { " + areas)).hasSize(1);
    }

    @Test
    void ofThousandsOfProblemsAHundredAreTold() {
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < 5000; number++) {
            text.append("platforms { tag_name: 'P.").append(number).append("' }\n");
        }

        assertThat(problems(text.toString())).hasSize(100);
    }

    @Test
    void filesThatAreNoTextOrAreNotThereAreRefused() throws IOException {
        Path garbage = Files.write(directory.resolve("garbage"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
        Path huge = directory.resolve("huge");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            // Sparse: takes no room on the disk.
            file.setLength(GalaxyFile.MAX_BYTES + 1);
        }

        assertThat(problemsOf(garbage)).containsExactly(GalaxyFileProblem.ofWhole("must be text in UTF-8"));
        assertThat(problemsOf(huge).toString()).contains("67108865 bytes");
        assertThat(problemsOf(directory).toString()).contains("must be a regular file");
        assertThat(problemsOf(directory.resolve("missing")).toString()).contains("there is no such file");
    }

    private static List<GalaxyFileProblem> problems(String text) {
        return catchThrowableOfType(GalaxyFileException.class, () -> GalaxyFile.parse(text))
                .problems();
    }

    private static List<GalaxyFileProblem> problemsOf(Path file) {
        return catchThrowableOfType(GalaxyFileException.class, () -> GalaxyFile.read(file))
                .problems();
    }
}
