package io.mxgateway.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatioCheckTest {
    @Test
    void aRatioMayBeAQuarterWorseAndNoMore() {
        RatioCheck check = RatioCheck.of("{\"ratios\":{\"a.p50\":2.0,\"a.rate\":0.8}}");

        assertThat(check.compare(report(row("a.p50", 2.49, Better.LOWER), row("a.rate", 0.61, Better.HIGHER))))
                .isEqualTo(new RatioCheck.Result(2, List.of()));
        assertThat(check.compare(report(row("a.p50", 2.51, Better.LOWER), row("a.rate", 0.59, Better.HIGHER)))
                        .worse())
                .containsExactly(
                        "a.p50: ratio 2.51, was 2.00; more than 25 % worse (lower is better)",
                        "a.rate: ratio 0.59, was 0.80; more than 25 % worse (higher is better)");
    }

    @Test
    void aRatioThatGotBetterIsNoWorse() {
        RatioCheck check = RatioCheck.of("{\"ratios\":{\"a.p50\":2.0,\"a.rate\":0.8}}");

        assertThat(check.compare(report(row("a.p50", 0.1, Better.LOWER), row("a.rate", 9, Better.HIGHER)))
                        .isGood())
                .isTrue();
    }

    @Test
    void onlyWhatBothHaveAndWhatIsHeldAgainstAnybodyIsCompared() {
        RatioCheck check = RatioCheck.of("{\"ratios\":{\"a.p50\":2.0,\"a.p99\":1.0,\"gone.rate\":5}}");

        RatioCheck.Result result = check.compare(report(
                row("a.p50", 2, Better.LOWER), row("a.p99", 50, Better.TOLD_ONLY), row("new.p50", 50, Better.LOWER)));
        assertThat(result).isEqualTo(new RatioCheck.Result(1, List.of()));
    }

    @Test
    void aComparisonOfNothingIsNotGood() {
        RatioCheck check = RatioCheck.of("{\"ratios\":{\"a.p50\":2.0}}");

        assertThat(check.compare(report(row("b.p50", 1, Better.LOWER))).isGood())
                .isFalse();
        assertThat(check.compare(report(row("a.p50", Double.NaN, Better.LOWER))).isGood())
                .isFalse();
    }

    @Test
    void aReportIsReadAsItWasWritten() {
        Report report = report(row("a.p50", 1.25, Better.LOWER), row("a.p99", 3, Better.TOLD_ONLY));

        assertThat(report.json(Map.of("java", "17")))
                .containsEntry("java", "17")
                .containsEntry("ratios", Map.of("a.p50", 1.25));
        assertThat(RatioCheck.of(
                                "{\"figures\":[{\"name\":\"a.p50\",\"ratio\":9}],\n \"ratios\" : { \"a.p50\": 1.25 }\n}")
                        .compare(report)
                        .isGood())
                .isTrue();
    }

    @Test
    void aFileWithoutRatiosIsRefused() {
        assertThatThrownBy(() -> RatioCheck.of("{\"ratios\":{}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bench --json");
        assertThatThrownBy(() -> RatioCheck.of("")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Report report(Row... rows) {
        return new Report(List.of(rows));
    }

    private static Row row(String name, double ratio, Better better) {
        return new Row(name, "us", 1, ratio, ratio, better);
    }
}
