package io.mxgateway.core.session;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.time.GatewayTime;

/** What every session of a manager shares. */
record SessionServices(
        GatewayOptions options, GatewayTime time, GatewayMetrics metrics, SessionEndings endings, CommandGate gate) {}
