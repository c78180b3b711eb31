package io.mxgateway.launcher.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;

/** Writes an entry of the log as one line in UTF-8, however it is written. Thread-safe. */
abstract class LineEncoder extends EncoderBase<ILoggingEvent> {
    /** As long as a message, and as long as a stack trace may become. */
    static final int LONGEST_MESSAGE = 8 << 10;

    static final int LONGEST_PROBLEM = 16 << 10;

    private static final byte[] NOTHING = {};

    /** The line, without its end. */
    abstract String line(ILoggingEvent event);

    /** What the entry says. */
    static String message(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        return message == null ? "" : message;
    }

    /** What went wrong, with the places it came through; empty when nothing did. */
    static String problem(ILoggingEvent event) {
        return event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
    }

    @Override
    public final byte[] encode(ILoggingEvent event) {
        return (line(event) + '\n').getBytes(UTF_8);
    }

    @Override
    public final byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public final byte[] footerBytes() {
        return NOTHING;
    }
}
