/**
 * Workers that are processes: the worker protocol, both its ends, and the processes themselves.
 *
 * <p>{@link io.mxgateway.grpc.worker.ProcessWorkerClientFactory} is the gateway's entrance, {@link
 * io.mxgateway.grpc.worker.WorkerMain} the worker's. Both ends share the frames ({@code FrameReader}, {@code Envelope*})
 * and the connection ({@code WireConnection} on an {@code IoLoop}); on the gateway's side {@code WorkerStart} brings a
 * process up and {@code ProcessWorkerClient} lives with it until it is gone, on the worker's side {@code WorkerHost} runs
 * a backend. No thread belongs to a single worker, and none of them ever blocks on one.
 */
package io.mxgateway.grpc.worker;
