/**
 * The conformance kit for authors of workers, in whatever language: starts a worker executable against a gateway end of
 * its own and tells, rule by rule, whether it keeps the worker protocol.
 *
 * <p>Begin with {@link io.mxgateway.grpc.worker.check.WorkerCheck}. The gateway end works on bare frames, because it must
 * send what no gateway may send and must see exactly what comes back. It shares no reader or checker with the gateway or
 * with the bundled worker, so a mistake there cannot hide itself here.
 */
package io.mxgateway.grpc.worker.check;
