/**
 * The commands that speak to a running gateway: {@code client …} over gRPC like any other client, {@code sessions …} and
 * {@code drain} over its admin port. They know nothing of the rest of the launcher; what surrounds them is a {@link
 * io.mxgateway.launcher.client.Console}.
 */
package io.mxgateway.launcher.client;
