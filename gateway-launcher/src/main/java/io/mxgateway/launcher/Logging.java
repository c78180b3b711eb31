package io.mxgateway.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.mxgateway.launcher.config.LogFormat;
import io.mxgateway.launcher.config.LogLevel;
import org.slf4j.LoggerFactory;

/**
 * The log: to the standard error, one line for each entry, whatever is in it. Found by Logback when somebody first logs,
 * so that it neither looks for files nor speaks about itself; set to what the user wants once that is known.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    /** An entry on one line: line ends inside of messages and stack traces are replaced. */
    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} [%thread]: "
            + "%replace(%msg){'[\\r\\n]+\\s*', ' | '}"
            + "%replace(%replace(%n%ex){'[\\r\\n]+$', ''}){'[\\r\\n]+\\s*', ' | '}%nopex%n";

    /** Made by Logback, through its service loader. */
    public Logging() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        set(context, LogFormat.TEXT, LogLevel.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Sets how and what is logged from now on. */
    static void set(LogFormat format, LogLevel level) {
        set((LoggerContext) LoggerFactory.getILoggerFactory(), format, level);
    }

    private static void set(LoggerContext context, LogFormat format, LogLevel level) {
        context.reset();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, format));
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        root.setLevel(Level.toLevel(level.name()));
        if (level.compareTo(LogLevel.DEBUG) >= 0) {
            // Their details drown ours; what goes wrong in them still shows.
            context.getLogger("io.grpc").setLevel(Level.INFO);
            context.getLogger("io.netty").setLevel(Level.INFO);
        }
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
        if (format == LogFormat.JSON) {
            JsonEncoder json = new JsonEncoder();
            json.setWithSequenceNumber(false);
            json.setWithContext(false);
            json.setWithNanoseconds(false);
            json.setContext(context);
            json.start();
            return json;
        }
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern(LINE);
        text.start();
        return text;
    }
}
