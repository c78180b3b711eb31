package io.mxgateway.launcher.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.mxgateway.launcher.text.JsonReader;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LogLinesTest {
    /** What somebody sends who wants to be another: facts, the end of a line and of a text, a placeholder, an escape. */
    private static final String FORGED =
            "x session=evil key=root\n{\"session\":\"evil\"}\",\"key\":\"root\" {} \u001b[2J\u202e";

    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("io.mxgateway.grpc.Some");
    private final System.Logger core = new CoreLogger(context.getLogger("io.mxgateway.core.Other"));
    private final List<String> json = new ArrayList<>();
    private final List<String> text = new ArrayList<>();

    @BeforeEach
    void listen() {
        JsonLines jsonLines = new JsonLines();
        TextLines textLines = new TextLines(ZoneId.of("UTC"));
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                json.add(jsonLines.line(event));
                text.add(textLines.line(event));
            }
        };
        appender.setContext(context);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    }

    @SuppressWarnings("unchecked") // Every line is one object.
    private Map<String, Object> last() {
        return new LinkedHashMap<>((Map<String, Object>) JsonReader.read(json.get(json.size() - 1)));
    }

    @Test
    void whatALineSaysByNameIsAFieldWhereverItComesFrom() {
        log.warn("call ended: method={} peer={} (key={}) of {}", "Invoke", "127.0.0.1", "reader", 17);
        assertThat(last())
                .containsEntry("method", "Invoke")
                .containsEntry("peer", "127.0.0.1")
                .containsEntry("key", "reader")
                .containsEntry("message", "call ended: method=Invoke peer=127.0.0.1 (key=reader) of 17")
                .containsEntry("level", "WARN")
                .containsEntry("logger", "io.mxgateway.grpc.Some")
                .containsOnlyKeys("time", "level", "logger", "thread", "message", "method", "peer", "key");

        core.log(System.Logger.Level.INFO, "it''s {2}: session={0} worker={1}", "session-1", 12_345, "open");
        assertThat(last())
                .containsEntry("message", "it's open: session=session-1 worker=12345")
                .containsEntry("session", "session-1")
                .containsEntry("worker", "12345");
    }

    @Test
    void nothingThatAClientSendsIsTakenForAFieldOrALine() {
        log.warn("refused: why={} session={}", FORGED, "session-1");
        assertThat(last())
                .containsEntry("session", "session-1")
                .containsEntry("why", FORGED)
                .doesNotContainKey("key");
        core.log(System.Logger.Level.WARNING, "refused: why={0} session={1}", FORGED, "session-1");
        assertThat(last()).containsEntry("session", "session-1").doesNotContainKey("key");
        // Put into the pattern itself, as somebody may do who does not know better.
        log.warn("refused: " + FORGED, "argument");
        core.log(System.Logger.Level.WARNING, "refused: " + FORGED);
        assertThat(last()).doesNotContainKeys("session", "key");
        assertThat(json).hasSize(4).noneMatch(line -> line.contains("\n") || line.contains("\u001b"));
    }

    @Test
    void aLineOfTextIsOneLineAndSteersNoTerminal() {
        log.warn("why={}", "first\r\n   second\u0007\u001b[2J\u0085\u2028\u202e\u2067 ünd 日本");
        assertThat(text.get(0))
                .endsWith("why=first | second\\u0007\\u001b[2J\\u0085\\u2028\\u202e\\u2067 ünd 日本")
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z WARN  Some \\[.*]: why=.*");
    }

    @Test
    void aStackTraceStaysOnItsLine() {
        IllegalStateException problem = new IllegalStateException("no\nway", new RuntimeException("because"));
        log.error("failed: session={}", "session-1", problem);
        core.log(System.Logger.Level.ERROR, "failed", problem);
        assertThat(text)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains(
                                "IllegalStateException: no | way | at ",
                                "Caused by: java.lang.RuntimeException: because")
                        .doesNotContain("\n"));
        assertThat(last().get("error")).asString().contains("no\nway", "Caused by", "because");
        assertThat(json.get(0)).contains("\"session\":\"session-1\"").doesNotContain("\n");
    }

    @Test
    void aFactThatIsNamedLikeWhatEveryLineHasStaysInTheMessage() {
        log.warn("time={} level={} error={}", "never", "NONE", "false", new IllegalStateException("true"));
        assertThat(last()).containsEntry("level", "WARN").containsEntry("message", "time=never level=NONE error=false");
        assertThat(last().get("time")).isNotEqualTo("never");
        assertThat(last().get("error")).asString().contains("IllegalStateException: true");
    }

    @Test
    void whatIsTooLongIsCut() {
        String longText = "y".repeat(100_000);
        log.warn("why={}", longText);
        assertThat(text.get(0)).hasSizeLessThan(9_000).contains("more characters)");
        assertThat(json.get(0)).hasSizeLessThan(10_000);
        assertThat(last().get("why")).asString().hasSizeLessThan(1_100);
    }

    @Test
    void whatTheCoreAndTheJdkMayWriteComesThrough() {
        core.log(System.Logger.Level.WARNING, "{0,number,integer} of {1}", 3, "four");
        assertThat(last()).containsEntry("message", "3 of four");
        core.log(System.Logger.Level.WARNING, "{no pattern}", "argument");
        assertThat(last()).containsEntry("message", "{no pattern}");
        Object[] thrown = {new IllegalStateException("a part of the text")};
        core.log(System.Logger.Level.WARNING, "why={0}", thrown);
        assertThat(last())
                .containsEntry("message", "why=java.lang.IllegalStateException: a part of the text")
                .doesNotContainKey("error");
        core.log(System.Logger.Level.WARNING, (ResourceBundle) null, "plain {0}", (Object[]) null);
        assertThat(last()).containsEntry("message", "plain {0}");
        core.log(System.Logger.Level.DEBUG, "not at this level: {0}", "x");
        assertThat(json).hasSize(4);
        assertThat(core.isLoggable(System.Logger.Level.DEBUG)).isFalse();
        assertThat(core.isLoggable(System.Logger.Level.INFO)).isTrue();
    }
}
