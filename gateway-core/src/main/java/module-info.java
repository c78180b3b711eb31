/**
 * Session logic and domain types of the MXAccess gateway. Needs nothing but the JDK, so that it can be embedded
 * anywhere and tested without a process, a socket or a wire.
 */
module io.mxgateway.core {
    // Types of its API only: whoever has no galaxy database needs no driver.
    requires transitive java.sql;

    exports io.mxgateway.core.alarm;
    exports io.mxgateway.core.config;
    exports io.mxgateway.core.event;
    exports io.mxgateway.core.galaxy;
    exports io.mxgateway.core.metrics;
    exports io.mxgateway.core.mx;
    exports io.mxgateway.core.security;
    exports io.mxgateway.core.session;
    exports io.mxgateway.core.simulator;
    exports io.mxgateway.core.time;
    exports io.mxgateway.core.worker;
}
