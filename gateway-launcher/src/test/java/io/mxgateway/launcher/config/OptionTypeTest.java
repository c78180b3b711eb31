package io.mxgateway.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTypeTest {
    @ParameterizedTest
    @CsvSource({
        "30s, PT30S, 30s",
        "500ms, PT0.5S, 500ms",
        "5m, PT5M, 5m",
        "5 M, PT5M, 5m",
        "2h, PT2H, 2h",
        "1d, PT24H, 1d",
        "90s, PT90S, 90s",
        "PT30S, PT30S, 30s",
        "pt1m30s, PT90S, 90s",
        "0, PT0S, 0",
        "0s, PT0S, 0",
        "1500us, PT0.0015S, PT0.0015S",
        "-PT5S, PT-5S, PT-5S"
    })
    void durationsAreWrittenInSeveralWaysAndShownInTheShortest(String written, Duration value, String shown) {
        assertThat(OptionType.DURATION.parser().apply(written)).isEqualTo(value);
        assertThat(OptionType.DURATION.printer().apply(value)).isEqualTo(shown);
        assertThat(OptionType.DURATION.parser().apply(shown)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "soon", "1.5s", "-3s", "999999999999999d"})
    void whatIsNoDurationIsRefusedWithTheRule(String written) {
        assertThatThrownBy(() -> OptionType.DURATION.parser().apply(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("30s");
    }

    @ParameterizedTest
    @CsvSource({"65536, 65536, 64KiB", "16MiB, 16777216, 16MiB", "1gib, 1073741824, 1GiB", "7B, 7, 7", "0, 0, 0"})
    void sizesAreWrittenInBinaryUnits(String written, long bytes, String shown) {
        assertThat(OptionType.SIZE.parser().apply(written)).isEqualTo(bytes);
        assertThat(OptionType.SIZE.printer().apply(bytes)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "16MB", "many", "9999999999GiB"})
    void whatIsNoSizeIsRefused(String written) {
        assertThatThrownBy(() -> OptionType.SIZE.parser().apply(written)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSizeThatAnArrayCannotHaveIsRefused() {
        assertThatThrownBy(() -> OptionType.INT_SIZE.parser().apply("2GiB")).hasMessage("must be a size below 2GiB");
    }

    @Test
    void wholeNumbersAreRefusedOutsideOfTheirRange() {
        assertThatThrownBy(() -> OptionType.INTEGER.parser().apply("2147483648"))
                .hasMessageContaining("2147483647");
        assertThatThrownBy(() -> OptionType.LONG.parser().apply("1e3")).hasMessage("must be a whole number");
        assertThatThrownBy(() -> OptionType.NUMBER.parser().apply("NaN")).hasMessage("must be a finite number");
        assertThat(OptionType.INTEGER.parser().apply(" 12 ")).isEqualTo(12);
    }

    @Test
    void choicesIgnoreCaseAndTheKindOfHyphen() {
        OptionType<LogLevel> type = OptionType.choice(LogLevel.class);

        assertThat(type.parser().apply("Warn")).isEqualTo(LogLevel.WARN);
        assertThatThrownBy(() -> type.parser().apply("loud"))
                .hasMessage("must be one of error, warn, info, debug, trace");
    }

    @Test
    void commandLinesKeepQuotedBlanksTogetherAndBackslashesAlone() {
        List<String> words =
                OptionType.COMMAND.parser().apply("  C:\\w.exe --name \"two words\" 'say \"hi\"' a\"b c\"d \"\" ");

        assertThat(words).containsExactly("C:\\w.exe", "--name", "two words", "say \"hi\"", "ab cd", "");
        assertThat(OptionType.COMMAND
                        .parser()
                        .apply(OptionType.COMMAND.printer().apply(words)))
                .isEqualTo(words);
        assertThat(OptionType.COMMAND.parser().apply(" ")).isEmpty();
        assertThatThrownBy(() -> OptionType.COMMAND.parser().apply("a \"b")).hasMessageContaining("close every quote");
    }
}
