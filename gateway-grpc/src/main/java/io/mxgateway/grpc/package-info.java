/** Adapts the core to the wire. */
package io.mxgateway.grpc;
