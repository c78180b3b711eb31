package io.mxgateway.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Compares a snippet of the README with the code of the test that runs it, which stands between two marks. */
public final class ReadmeSnippet {
    private static final int MOST_LINES = 15;
    private static final int INDENT = 8;
    private static final String BEGIN = "// begin\n";
    private static final String END = "// end\n";

    private ReadmeSnippet() {}

    /** Fails unless the README shows exactly what a test of the module that is being built runs. */
    public static void isWhatRuns(Class<?> test) {
        Path module = Path.of("").toAbsolutePath();
        String source =
                read(module.resolve("src/test/java").resolve(test.getName().replace('.', '/') + ".java"));
        String shown = source.substring(source.indexOf(BEGIN) + BEGIN.length(), source.indexOf(END))
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.substring(INDENT))
                .collect(Collectors.joining("\n"));

        assertThat(shown.lines().count()).isLessThanOrEqualTo(MOST_LINES);
        assertThat(read(module.resolveSibling("README.md"))).contains("```java\n" + shown + "\n```");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
