/**
 * The log of the process: one line for each entry on the standard error, as text or as JSON, and levels that can be changed
 * while it runs.
 */
package io.mxgateway.launcher.logging;
