package io.mxgateway.launcher.logging;

import java.io.PrintStream;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The log of a worker process: warnings and worse, one line each, on the standard error, from where the gateway takes
 * them over. The gateway's own logging would cost a worker a third of its start.
 */
public final class StderrLog implements SLF4JServiceProvider {
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    /** Made by SLF4J, which is told its name. */
    public StderrLog() {}

    /** Makes SLF4J use this log; to be called before anything logs. */
    public static void install() {
        System.setProperty("slf4j.provider", StderrLog.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN");
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> new Line(name.substring(name.lastIndexOf('.') + 1), System.err);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}

    /** A logger that writes lines. */
    private static final class Line extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        private final transient PrintStream err;

        Line(String name, PrintStream err) {
            this.name = name;
            this.err = err;
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return Line.class.getName();
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String message, Object[] arguments, Throwable problem) {
            String text = MessageFormatter.basicArrayFormat(message, arguments);
            String cause = problem == null ? "" : ": " + problem;
            err.println(OneLine.of(level + " " + name + ": " + text + cause, LineEncoder.LONGEST_MESSAGE));
        }
    }
}
