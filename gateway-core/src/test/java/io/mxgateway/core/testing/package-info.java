/**
 * What tests of all modules share: a clock that tests own, waiting for conditions, and the check that nothing is left
 * behind. Travels in the core's test jar; never part of the product.
 */
package io.mxgateway.core.testing;
