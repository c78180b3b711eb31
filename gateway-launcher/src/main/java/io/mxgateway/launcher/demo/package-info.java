/**
 * The main job on show, from the side of a client: everything here goes over gRPC, as any client's calls would, and
 * knows of the gateway only where it listens.
 */
package io.mxgateway.launcher.demo;
