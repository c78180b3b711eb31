package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.AlarmTransitionKind;

/**
 * One transition of one alarm. Immutable.
 *
 * @param before what was known before it
 * @param after what is known since
 */
record AlarmChange(AlarmNode alarm, AlarmTransitionKind kind, AlarmRecord before, AlarmRecord after) {}
