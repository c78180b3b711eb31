package io.mxgateway.grpc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.mxgateway.proto.galaxy.v1.GalaxyRepositoryProto;
import io.mxgateway.proto.v1.MxAccessGatewayProto;
import io.mxgateway.proto.v1.MxCommand;
import io.mxgateway.proto.v1.MxCommandKind;
import io.mxgateway.proto.worker.v1.MxAccessWorkerProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the wire to the tables under {@code contract/}. Peers that we do not build depend on these names and numbers, so
 * every difference fails: a renumbered field, and also an added one, until the table says that it was meant. The tables
 * are kept by hand; never write them from the descriptors they are there to check.
 */
class ContractDescriptorTest {
    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("mxaccess_gateway", MxAccessGatewayProto.getDescriptor()),
                Arguments.of("galaxy_repository", GalaxyRepositoryProto.getDescriptor()),
                Arguments.of("mxaccess_worker", MxAccessWorkerProto.getDescriptor()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void theFileIsExactlyWhatItsTableSays(String table, FileDescriptor file) throws IOException {
        List<String> expected = read(table);
        List<String> actual = DescriptorText.of(file);

        assertThat(expected).as("lines of the table").doesNotHaveDuplicates();
        assertThat(differences(expected, actual))
                .as("%s.proto against its table (- only in the table, + only in the file)", table)
                .isEmpty();
        assertThat(actual).hasSameSizeAs(expected);
    }

    @Test
    void everyCommandKindHasThePayloadThatItsNumberAndNameImply() {
        var expected = new TreeMap<Integer, String>();
        for (MxCommandKind kind : MxCommandKind.values()) {
            if (kind == MxCommandKind.UNRECOGNIZED || kind == MxCommandKind.MX_COMMAND_KIND_UNSPECIFIED) {
                continue;
            }
            int number = kind.getNumber();
            String name = kind.name().substring("MX_COMMAND_KIND_".length()).toLowerCase(Locale.ROOT);
            expected.put(number < 100 ? number + 9 : number, name);
        }

        var actual = new TreeMap<Integer, String>();
        for (FieldDescriptor field :
                MxCommand.getDescriptor().getOneofs().get(0).getFields()) {
            actual.put(field.getNumber(), field.getName());
        }
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void theVersionsAreThoseThatPeersSpeak() {
        assertThat(ProtocolVersions.GATEWAY).isEqualTo(3);
        assertThat(ProtocolVersions.WORKER).isEqualTo(1);
    }

    private static List<String> differences(List<String> expected, List<String> actual) {
        Set<String> inTable = new HashSet<>(expected);
        Set<String> inFile = new HashSet<>(actual);
        List<String> differences = new ArrayList<>();
        expected.stream().filter(line -> !inFile.contains(line)).forEach(line -> differences.add("- " + line));
        actual.stream().filter(line -> !inTable.contains(line)).forEach(line -> differences.add("+ " + line));
        return differences;
    }

    private static List<String> read(String table) throws IOException {
        String resource = "/contract/" + table + ".txt";
        try (InputStream in = ContractDescriptorTest.class.getResourceAsStream(resource)) {
            String text = new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }
}
