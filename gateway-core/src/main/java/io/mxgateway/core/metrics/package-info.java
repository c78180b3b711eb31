/**
 * What the gateway counts. {@link io.mxgateway.core.metrics.GatewayMetric} names everything that is counted, {@link
 * io.mxgateway.core.metrics.GatewayMetrics} takes the counts. Uses the JDK only; everybody may use it.
 */
package io.mxgateway.core.metrics;
