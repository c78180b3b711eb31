/**
 * Time as everybody else gets it: one object that tells it and wakes others up. No other code asks the system what time
 * it is or starts a timer, so a test can own time. Uses the JDK only; everybody may use it.
 */
package io.mxgateway.core.time;
