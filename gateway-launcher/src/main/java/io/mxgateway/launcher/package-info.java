/**
 * The command line of the gateway, and the one place where everything is put together. Reads what it is told, builds
 * the gateway by hand, runs it, and ends it in order. Depends on everything; nothing depends on it.
 */
package io.mxgateway.launcher;
