package io.mxgateway.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.GatewayOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is packaged beside the program speaks of options that there are, and leaves it the time that it needs. */
class PackagedFilesTest {
    private static final Path FILES = Path.of("src", "package");
    private static final Pattern VARIABLE = Pattern.compile("MXGATEWAY_[A-Z_]+");

    private static String read(String file) throws Exception {
        return Files.readString(FILES.resolve(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mxgateway.service", "Containerfile", "mxgateway-service.xml"})
    void everyVariableSetsAnOption(String file) throws Exception {
        List<String> known =
                new OptionCatalog().options().stream().map(Option::variable).toList();
        List<String> named =
                VARIABLE.matcher(read(file)).results().map(MatchResult::group).toList();

        assertThat(named).isNotEmpty();
        assertThat(known).containsAll(named);
    }

    @Test
    void theUnitWaitsLongerForTheEndThanTheGatewayTakes() throws Exception {
        assertThat(seconds("TimeoutStopSec=(\\d+)s", "mxgateway.service")).isGreaterThan(endTakes());
    }

    @Test
    void theWindowsServiceWaitsLongerForTheEndThanTheGatewayTakes() throws Exception {
        assertThat(seconds("<stoptimeout>(\\d+) sec<", "mxgateway-service.xml")).isGreaterThan(endTakes());
    }

    @Test
    void theUnitDoesNotTryWrongOptionsAgain() throws Exception {
        assertThat(read("mxgateway.service")).contains("RestartPreventExitStatus=2\n");
    }

    @Test
    void theContainerTakesTheOneJarThatIsBuiltAndNoImageOfSomebodys() throws Exception {
        assertThat(read("Containerfile"))
                .contains("COPY gateway-launcher/target/mxgateway.jar ", "FROM ${JRE}")
                .doesNotContain("USER root");
    }

    @Test
    void theServiceOfWindowsIsXml() throws Exception {
        var service = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(FILES.resolve("mxgateway-service.xml").toFile());

        assertThat(service.getElementsByTagName("arguments").item(0).getTextContent())
                .startsWith("serve --config ");
    }

    /** All sessions together, then the kill of those that are left, in seconds. */
    private static long endTakes() {
        return GatewayOptions.DEFAULT
                .shutdownTimeout()
                .plus(GatewayOptions.DEFAULT.workers().killTimeout())
                .toSeconds();
    }

    private static long seconds(String pattern, String file) throws Exception {
        Matcher matcher = Pattern.compile(pattern).matcher(read(file));
        assertThat(matcher.find()).as(pattern + " in " + file).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
