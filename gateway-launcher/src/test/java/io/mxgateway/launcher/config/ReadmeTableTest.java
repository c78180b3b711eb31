package io.mxgateway.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("8 The page of this module shows every option as the catalog has it")
class ReadmeTableTest {
    @Test
    void theTableOfOptionsIsTheCatalog() throws Exception {
        List<String> shown = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("| `") && line.split(" \\| ").length == 4)
                .toList();
        List<String> wanted =
                new OptionCatalog().options().stream().map(ReadmeTableTest::row).toList();

        assertThat(String.join("\n", shown))
                .as("replace the rows of the table in README.md by:%n%s", String.join("\n", wanted))
                .isEqualTo(String.join("\n", wanted));
    }

    private static String row(Option<?> option) {
        String standard = option.defaultText().isEmpty() ? "empty" : "`" + option.defaultText() + "`";
        return "| `" + option.key() + "` | " + option.typeName().replace(" | ", ", ") + " | " + standard + " | "
                + option.meaning().replace("\\", "\\\\") + " |";
    }
}
