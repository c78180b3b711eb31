/**
 * Workers as sessions see them, whatever carries them: the client and its factory, the states, the failures, and the
 * backend that stands behind a worker.
 *
 * <p>May use {@code mx}, {@code time}, {@code metrics} and {@code config}; knows nothing of sessions, processes or
 * wires. {@link io.mxgateway.core.worker.WorkerClient} is the gateway's end, {@link
 * io.mxgateway.core.worker.WorkerBackend} the MXAccess end; between them lies a transport: a method call in one JVM, or
 * the worker protocol of the grpc module.
 */
package io.mxgateway.core.worker;
