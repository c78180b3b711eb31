/**
 * Descriptions of simulated galaxies in files: protobuf text format, after {@code proto/simulator_galaxy.proto}. Begin at
 * {@link io.mxgateway.grpc.simulator.GalaxyFile}.
 */
package io.mxgateway.grpc.simulator;
