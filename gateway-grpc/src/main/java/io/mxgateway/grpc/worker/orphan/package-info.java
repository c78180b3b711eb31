/**
 * The books of a gateway's worker processes, kept so that a later gateway can end what a killed one left running.
 *
 * <p>{@link io.mxgateway.grpc.worker.orphan.WorkerLedger} is what the code that launches processes tells;
 * {@link io.mxgateway.grpc.worker.orphan.WorkerManifest} writes it down, one file for each gateway, with a lock that
 * tells whether that gateway lives; {@link io.mxgateway.grpc.worker.orphan.OrphanReaper} reads, at start, the manifests
 * of gateways that live no longer. {@link io.mxgateway.grpc.worker.orphan.ProcessTree} ends processes, here and
 * wherever a worker is killed.
 *
 * <p>Nothing here knows sessions or the worker protocol. Everything blocks on the file system for a moment, so it
 * belongs on threads that may wait.
 */
package io.mxgateway.grpc.worker.orphan;
