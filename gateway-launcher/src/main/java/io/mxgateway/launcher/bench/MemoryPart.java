package io.mxgateway.launcher.bench;

import java.util.ArrayList;
import java.util.List;

/** What idle sessions take in memory, in the gateway and in their workers. */
final class MemoryPart implements Part {
    private static final List<Integer> SESSIONS = List.of(1, 16, 64);
    private static final int KIB = 1024;
    private static final int WARM_UP = 8;

    @Override
    public String id() {
        return "memory";
    }

    @Override
    public String title() {
        return "Heap and resident memory per idle session, of 1, 16 and 64";
    }

    @Override
    public List<Row> measure(Setting setting) throws InterruptedException {
        Figures figures = new Figures();
        try (Served gateway = setting.gateway();
                Client client = gateway.connect()) {
            List<String> open = new ArrayList<>();
            // What is made once, however many sessions there are, is not theirs.
            open(client, open, WARM_UP);
            for (String session : open) {
                Session.close(client, session);
            }
            open.clear();
            double heap = gateway.heapBytes();
            double resident = gateway.residentBytes();
            for (int sessions : SESSIONS) {
                setting.progress().accept("memory, " + sessions + " sessions");
                open(client, open, sessions - open.size());
                String name = "memory-" + sessions;
                figures.add(
                        name + ".heap", "KiB/session", Better.TOLD_ONLY, (gateway.heapBytes() - heap) / sessions / KIB);
                figures.add(
                        name + ".resident",
                        "KiB/session",
                        Better.TOLD_ONLY,
                        (gateway.residentBytes() - resident) / sessions / KIB);
                figures.add(name + ".worker", "MiB", Better.TOLD_ONLY, gateway.workerResidentBytes() / KIB / KIB);
            }
        }
        return figures.rows();
    }

    private static void open(Client client, List<String> open, int more) {
        for (int i = 0; i < more; i++) {
            open.add(Session.openIdle(client));
        }
    }
}
