package io.mxgateway.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void aFigureIsTheMedianOfItsRoundsAndARatioThatOfItsPairs() {
        Figures figures = new Figures();
        figures.add("a", "us", Better.LOWER, 10, 10);
        figures.add("a", "us", Better.LOWER, 1, 4);
        figures.add("a", "us", Better.LOWER, 100, 200);

        // Neither 10 : 10 nor the mean of anything, which one bad round would spoil.
        assertThat(figures.rows()).containsExactly(new Row("a", "us", 10, 10, 2, Better.LOWER));
    }

    @Test
    void figuresComeInTheOrderInWhichTheyWereFound() {
        Figures figures = new Figures();
        figures.add("b", "us", Better.LOWER, 1);
        figures.add("a", "us", Better.LOWER, 2);
        figures.add("b", "us", Better.LOWER, 3);

        assertThat(figures.rows())
                .extracting(Row::name, Row::measured)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("b", 2.0), org.assertj.core.groups.Tuple.tuple("a", 2.0));
        assertThat(figures.rows()).noneMatch(Row::isCompared);
    }

    @Test
    void aPercentileIsATimeThatWasMeasured() {
        Times times = new Times();
        LongStream.rangeClosed(1, 2_000).map(i -> (2_001 - i) * 1_000).forEach(times::add);

        assertThat(times.micros(0.5)).isEqualTo(1_000);
        assertThat(times.micros(0.99)).isEqualTo(1_980);
        assertThat(times.micros(1)).isEqualTo(2_000);
        assertThat(new Times().micros(0.5)).isNaN();
    }
}
