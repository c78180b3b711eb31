package io.mxgateway.launcher.logging;

import org.slf4j.LoggerFactory;

/**
 * Hands what the core and the JDK log to the log of the process. Found by the JDK when somebody first logs.
 *
 * <p>The messages keep their patterns on the way, so that a line's facts are known behind it as well as in front.
 */
public final class CoreLoggers extends System.LoggerFinder {
    /** Made by the JDK, through its service loader. */
    public CoreLoggers() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new CoreLogger(LoggerFactory.getLogger(name));
    }
}
