/** Measures the gateway beside a bare gRPC server: children in JVMs of their own, the load, and what comes of it. */
package io.mxgateway.launcher.bench;
