package io.mxgateway.grpc.worker.orphan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxgateway.core.testing.NothingLeftBehind;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A run directory on a disk that is full. */
@ExtendWith(NothingLeftBehind.class)
class FullDiskTest {
    @Test
    void aGatewayThatFindsNoRoomForItsFilesNamesTheDirectoryAndStartsWhenThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount()) {
            disk.fillFiles();
            Path run = disk.root().resolve("run");
            RunDirectoryException failure = catchThrowableOfType(
                    RunDirectoryException.class,
                    () -> WorkerManifest.open(run, new Random()).close());
            assertThat(failure)
                    .hasMessageContaining(run.toString())
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("set run.directory to one that the gateway's user may write to");
            disk.free();
            WorkerManifest.open(run, new Random()).close();
        }
    }

    @Test
    void workersThatCannotBeWrittenDownAreComplainedOfOnceAndWrittenDownWhenThereIsRoom() throws Exception {
        RecordingLog log = new RecordingLog();
        try (SmallDisk disk = SmallDisk.mount()) {
            List<String> command = List.of("/opt/worker");
            try (WorkerManifest manifest = WorkerManifest.open(disk.root(), new Random(), FileReplacer.RENAMING, log)) {
                disk.fillBlocks();
                WorkerLedger.Entry first = manifest.launched(ProcessHandle.current(), command);
                WorkerLedger.Entry second = manifest.launched(ProcessHandle.current(), command);
                assertThat(log.lines()).hasSize(1);
                assertThat(log.lines().get(0))
                        .startsWith("WARN workers cannot be written down")
                        .contains("make room on the disk")
                        .contains("file=" + disk.root());
                disk.free();
                WorkerLedger.Entry third = manifest.launched(ProcessHandle.current(), command);
                assertThat(log.lines()).hasSize(2);
                assertThat(log.lines().get(1))
                        .startsWith("INFO workers are written down again")
                        .endsWith("workers=3");
                first.gone();
                second.gone();
                third.gone();
            }
        }
    }
}
