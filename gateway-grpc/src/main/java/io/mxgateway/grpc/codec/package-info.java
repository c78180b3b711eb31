/** Between the core's vocabulary and the messages of the wire. */
package io.mxgateway.grpc.codec;
