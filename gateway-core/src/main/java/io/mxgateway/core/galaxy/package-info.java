/**
 * What the gateway knows of a galaxy: its objects and attributes, apart from their values.
 *
 * <p>A {@link io.mxgateway.core.galaxy.GalaxySource} tells of the objects; a {@link io.mxgateway.core.galaxy.GalaxyModel}
 * is all of them at one deploy, immutable and indexed; a cache keeps the newest model and replaces it when the galaxy is
 * deployed. Requests are answered by {@link io.mxgateway.core.galaxy.GalaxyRepository}, from memory, and references are
 * looked up through {@link io.mxgateway.core.galaxy.GalaxyMetadata}.
 *
 * <p>May use {@code mx}, {@code time}, {@code metrics} and the JDK; sessions, constraints and services ask here and need
 * not know where the knowledge comes from.
 */
package io.mxgateway.core.galaxy;
