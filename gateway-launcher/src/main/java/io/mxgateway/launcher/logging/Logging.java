package io.mxgateway.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.mxgateway.launcher.config.LogFormat;
import io.mxgateway.launcher.config.LogLevel;
import java.time.ZoneId;
import org.slf4j.LoggerFactory;

/**
 * The log: to the standard error, one line for each entry, whatever is in it. Found by Logback when somebody first logs,
 * so that it neither looks for files nor speaks about itself; set to what the user wants once that is known.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    /** Made by Logback, through its service loader. */
    public Logging() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        set(context, LogFormat.TEXT, LogLevel.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Sets how and what is logged from now on; what was set before counts no more. */
    public static void set(LogFormat format, LogLevel level) {
        set((LoggerContext) LoggerFactory.getILoggerFactory(), format, level);
    }

    private static void set(LoggerContext context, LogFormat format, LogLevel level) {
        context.reset();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setTarget("System.err");
        LineEncoder lines = format == LogFormat.JSON ? new JsonLines() : new TextLines(ZoneId.systemDefault());
        lines.setContext(context);
        lines.start();
        appender.setEncoder(lines);
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
}
