package io.mxgateway.launcher.bench;

import java.util.ArrayList;
import java.util.List;

/** One session's events to several subscribers, each on a connection of its own; all together beside a single one. */
final class FanOutPart implements Part {
    private static final List<Integer> SUBSCRIBERS = List.of(1, 2, 4, 8);
    /** Less than a log holds: who is slower than the others is not left behind. */
    private static final int BURST = 9_000;

    @Override
    public String id() {
        return "fan-out";
    }

    @Override
    public String title() {
        return "Events delivered to 1, 2, 4 and 8 subscribers of one session";
    }

    @Override
    public List<Row> measure(Setting setting) throws InterruptedException {
        Figures figures = new Figures();
        try (Served gateway = setting.gateway();
                Client client = gateway.connect();
                Session session = Session.open(client)) {
            Burst burst = new Burst(session);
            for (int subscribers : SUBSCRIBERS) {
                delivered(
                        gateway, burst, subscribers, setting.options().warmUp().toNanos());
            }
            for (int round = 0; round < setting.options().rounds(); round++) {
                setting.tell(this, round);
                double alone = Double.NaN;
                for (int subscribers : SUBSCRIBERS) {
                    double rate = delivered(
                            gateway,
                            burst,
                            subscribers,
                            setting.options().round().toNanos());
                    figures.add("fan-out-" + subscribers + ".rate", "events/s", Better.HIGHER, alone, rate);
                    alone = Double.isNaN(alone) ? rate : alone;
                }
            }
        }
        return figures.rows();
    }

    /** Events per second, those of all subscribers together. */
    private static double delivered(Served gateway, Burst burst, int subscribers, long nanos)
            throws InterruptedException {
        List<Client> clients = new ArrayList<>();
        List<StreamReader> readers = new ArrayList<>();
        try {
            for (int i = 0; i < subscribers; i++) {
                Client client = gateway.connect();
                clients.add(client);
                readers.add(new StreamReader(
                        client.channel(), Methods.EVENTS, burst.session().eventsRequest(false), event -> {}));
            }
            for (StreamReader reader : readers) {
                reader.attached();
            }
            // The first stream of a session gets what came before it, too.
            burst.deliver(BURST, readers);
            long end = System.nanoTime() + nanos;
            double seconds = 0;
            int bursts = 0;
            do {
                seconds += burst.deliver(BURST, readers);
                bursts++;
            } while (System.nanoTime() - end < 0);
            return (double) BURST * bursts * subscribers / seconds;
        } finally {
            readers.forEach(StreamReader::close);
            clients.forEach(Client::close);
        }
    }
}
