package io.mxgateway.launcher.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.InMemoryMetrics;
import java.util.Collections;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PrometheusExportTest {
    private final InMemoryMetrics metrics = new InMemoryMetrics();

    private String text() {
        return PrometheusExport.text(metrics.snapshot());
    }

    @Test
    void everyMetricThatWasCountedIsThereUnderItsNameAndTags() {
        for (GatewayMetric metric : GatewayMetric.values()) {
            String[] tags = Collections.nCopies(metric.tags().size(), "x").toArray(String[]::new);
            switch (metric.kind()) {
                case COUNTER -> metrics.count(metric, 3, tags);
                case GAUGE -> metrics.set(metric, 3);
                case HISTOGRAM -> metrics.observe(metric, 2_000_000, tags);
            }
        }
        String text = text();
        for (GatewayMetric metric : GatewayMetric.values()) {
            String name = metric.metricName().replace('.', '_')
                    + switch (metric.kind()) {
                        case COUNTER -> "_total";
                        case GAUGE -> "";
                        case HISTOGRAM -> "_seconds_count";
                    };
            String value = metric.kind() == GatewayMetric.Kind.HISTOGRAM ? "1" : "3.0";
            assertThat(text.lines().filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{")))
                    .as(name)
                    .singleElement()
                    .asString()
                    .endsWith(" " + value);
            metric.tags().forEach(tag -> assertThat(text).contains(tag.toLowerCase(Locale.ROOT) + "=\"x\""));
        }
    }

    @Test
    void durationsAreInSecondsAndTheirBucketsCumulate() {
        metrics.observe(GatewayMetric.WORKERS_STARTUP_DURATION, 80_000_000);
        metrics.observe(GatewayMetric.WORKERS_STARTUP_DURATION, 400_000_000_000L);
        assertThat(text())
                .contains("mxgateway_workers_startup_duration_seconds_bucket{le=\"0.05\"} 0")
                .contains("mxgateway_workers_startup_duration_seconds_bucket{le=\"0.1\"} 1")
                .contains("mxgateway_workers_startup_duration_seconds_bucket{le=\"300.0\"} 1")
                .contains("mxgateway_workers_startup_duration_seconds_bucket{le=\"+Inf\"} 2")
                .contains("mxgateway_workers_startup_duration_seconds_sum 400.08");
    }

    @Test
    void aTagValueCannotBreakTheFormat() {
        metrics.count(GatewayMetric.FAULTS, "a\"b\nc\\d");
        assertThat(text()).contains("mxgateway_faults_total{category=\"a\\\"b\\nc\\\\d\"} 1");
    }
}
