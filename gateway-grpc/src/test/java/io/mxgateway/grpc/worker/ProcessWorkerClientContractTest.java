package io.mxgateway.grpc.worker;

import io.mxgateway.core.config.BackendOptions;
import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.core.worker.CountingMetrics;
import io.mxgateway.core.worker.WorkerClientContract;
import io.mxgateway.core.worker.WorkerClientFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The contract of every transport, over real processes. */
class ProcessWorkerClientContractTest extends WorkerClientContract {
    private final SystemTime time = new SystemTime("mxgateway-test-timer");
    private Path runDirectory;

    @Override
    protected WorkerClientFactory open(CountingMetrics counts) {
        runDirectory = WorkerLab.temporary();
        return new ProcessWorkerClientFactory(
                Map.of(WORKS, backend("WORKS"), FAILS, backend("FAILS"), HANGS, backend("HANGS")),
                WorkerOptions.DEFAULT,
                MAX_PENDING,
                runDirectory,
                time,
                counts);
    }

    private static BackendOptions backend(String start) {
        return new BackendOptions(List.of(WorkerLab.java(GoodWorkerMain.class, start)), "", Map.of(), 0);
    }

    @Override
    protected void closed() {
        time.close();
        WorkerLab.delete(runDirectory);
    }
}
