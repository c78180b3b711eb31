package io.mxgateway.launcher.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.security.AuditRecord;
import io.mxgateway.core.security.Caller;
import io.mxgateway.launcher.config.LogFormat;
import io.mxgateway.launcher.config.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class LoggerLevelsTest {
    private static final String NAME = "io.mxgateway.launcher.logging.LoggerLevelsTest";

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<AuditRecord> records = new ArrayList<>();
    private final LoggerLevels levels = new LoggerLevels(records::add);

    @AfterEach
    void asBefore() {
        System.setErr(before);
        Logging.set(LogFormat.TEXT, LogLevel.WARN);
    }

    @ParameterizedTest
    @EnumSource
    void aLevelCountsFromTheMomentItIsSetInBothFormats(LogFormat format) {
        System.setErr(new PrintStream(written, true, UTF_8));
        Logging.set(format, LogLevel.WARN);
        System.Logger core = System.getLogger(NAME);
        core.log(System.Logger.Level.DEBUG, "too early");
        assertThat(levels.set(NAME, "DEBUG", Caller.ANONYMOUS, "127.0.0.1")).isTrue();
        core.log(System.Logger.Level.DEBUG, "of the core: session={0}", "session-1");
        LoggerFactory.getLogger(NAME).debug("of others");
        assertThat(levels.set("ROOT", "ERROR", Caller.ANONYMOUS, "127.0.0.1")).isTrue();
        LoggerFactory.getLogger("io.mxgateway.other").warn("not any more");
        assertThat(written.toString(UTF_8).lines())
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line).contains("of the core: session=session-1"),
                        line -> assertThat(line).contains("of others"))
                .allMatch(line -> line.startsWith("{") == (format == LogFormat.JSON));
        assertThat(levels.all()).containsEntry("ROOT", "ERROR").containsEntry(NAME, "DEBUG");
    }

    @Test
    void whoChangedALevelIsTakenDownAndNothingElseIs() {
        assertThat(levels.set(NAME, "LOUD", Caller.ANONYMOUS, "127.0.0.1")).isFalse();
        assertThat(levels.set("<b>\n", "INFO", Caller.ANONYMOUS, "127.0.0.1")).isFalse();
        assertThat(records).isEmpty();
        assertThat(levels.set(NAME, "TRACE", Caller.ANONYMOUS, "127.0.0.1")).isTrue();
        assertThat(records)
                .singleElement()
                .satisfies(record ->
                        assertThat(record.toString()).contains("anonymous", "log-level", NAME, "TRACE", "127.0.0.1"));
    }
}
