/**
 * The MXAccess vocabulary: commands, replies, events, values, statuses and every number that belongs to them.
 *
 * <p>Everything here is an immutable value. The package knows nothing of sessions, workers or wires and may use the
 * JDK only; every other package may use it. A number of MXAccess (an hresult, a status detail, a native type) stands
 * here and nowhere else. Values that cannot exist are refused by their constructors with an
 * {@link java.lang.IllegalArgumentException} whose text names the value and the rule.
 */
package io.mxgateway.core.mx;
