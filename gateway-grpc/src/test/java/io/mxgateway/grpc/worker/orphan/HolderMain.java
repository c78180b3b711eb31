package io.mxgateway.grpc.worker.orphan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A process that is like a gateway: it launches workers, writes them down, and waits to be killed. */
final class HolderMain {
    private HolderMain() {}

    /** Arguments: the run directory, how many workers. Prints their process ids, and an empty line. */
    public static void main(String[] arguments) throws IOException {
        Path run = Path.of(arguments[0]);
        WorkerManifest manifest = WorkerManifest.open(run, new Random());
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            List<String> command = Orphanage.worker("worker-" + i);
            ProcessHandle worker = Orphanage.launch(command);
            manifest.launched(worker, command);
            System.out.println(worker.pid());
        }
        System.out.println();
        System.in.readAllBytes();
    }
}
