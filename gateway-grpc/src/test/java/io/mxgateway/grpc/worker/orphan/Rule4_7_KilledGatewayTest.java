package io.mxgateway.grpc.worker.orphan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** 4.6 and 4.7 together: a real gateway's end is killed with sessions open. */
@ExtendWith(NothingLeftBehind.class)
class Rule4_7_KilledGatewayTest {
    @Test
    void workersEndWithTheirLifeLineAndThoseThatIgnoreItAreEndedByTheNextGateway() throws Exception {
        try (Orphanage house = new Orphanage()) {
            Process gateway = house.gateway();
            int all = GatewayMain.GOOD + GatewayMain.DEAF;
            Await.until(
                    "all workers written down",
                    () -> house.records().stream()
                                    .filter(r -> r.running().isPresent())
                                    .count()
                            == all);
            List<ProcessHandle> good = workers(house, false);
            List<ProcessHandle> deaf = workers(house, true);
            assertThat(good).hasSize(GatewayMain.GOOD);
            assertThat(deaf).hasSize(GatewayMain.DEAF);
            house.adopt(good);
            house.adopt(deaf);

            Orphanage.killHard(gateway);
            Await.until("good workers gone by themselves", () -> good.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(deaf).allMatch(ProcessHandle::isAlive);
            assertThat(inRun(house)).hasSize(2).contains(RunDirectory.INSTANCES);

            assertThat(house.reap()).isEqualTo(new OrphanReaper.Reaped(GatewayMain.DEAF, 0, GatewayMain.GOOD, 1));
            deaf.forEach(Orphanage::gone);
            assertThat(house.files()).isEmpty();
            assertThat(inRun(house)).containsExactly(RunDirectory.INSTANCES);
        }
    }

    private static List<ProcessHandle> workers(Orphanage house, boolean deaf) {
        return house.records().stream()
                .filter(record -> record.command().contains("deaf") == deaf)
                .map(record -> record.running().orElseThrow())
                .toList();
    }

    private static List<String> inRun(Orphanage house) throws IOException {
        try (Stream<Path> files = Files.list(house.run)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
