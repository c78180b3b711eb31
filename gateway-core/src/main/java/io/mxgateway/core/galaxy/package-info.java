/**
 * What the gateway knows of a galaxy: its objects and attributes, apart from their values.
 *
 * <p>May use {@code mx} and the JDK; sessions, constraints and services ask here and need not know where the knowledge
 * comes from.
 */
package io.mxgateway.core.galaxy;
