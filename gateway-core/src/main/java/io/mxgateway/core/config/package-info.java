/**
 * What can be configured, as immutable records with defaults, and the rules that values must keep.
 *
 * <p>A record takes any value; {@link io.mxgateway.core.config.GatewayOptions#problems()} checks them all together, so
 * that somebody who configures a gateway learns everything that is wrong at once. Uses the JDK only; everybody may use
 * it.
 */
package io.mxgateway.core.config;
