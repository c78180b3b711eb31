/**
 * What the gateway can be told, and how: one catalog of options, and a reader that puts together what a file, the
 * environment and the command line say. Ends in the core's option records and {@link
 * io.mxgateway.launcher.config.LauncherOptions}; knows nothing of commands or of what the options are used for.
 */
package io.mxgateway.launcher.config;
