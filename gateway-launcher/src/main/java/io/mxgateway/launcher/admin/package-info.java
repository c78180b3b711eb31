/**
 * The admin port: an HTTP server of the JDK, the one table of what it serves, who may ask for what, metrics, health, and
 * the acts of an operator as JSON. What it knows and does of the gateway goes through {@link
 * io.mxgateway.launcher.admin.GatewayView}; the dashboard's pages are routes like all others. May use core's security and
 * metrics, never a session manager or a worker directly.
 */
package io.mxgateway.launcher.admin;
