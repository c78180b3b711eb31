package io.mxgateway.launcher.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.mxgateway.proto.v1.MxEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Sessions whose values change at a steady pace: how old an event is when its client has it. */
final class PacedPart implements Part {
    private static final int SESSIONS = 8;
    private static final int TAGS = 10;
    private static final int SCANS_PER_SECOND = 100;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    @Override
    public String id() {
        return "paced";
    }

    @Override
    public String title() {
        return "8 sessions with 1,000 events/s each: from the worker's time stamp to the client";
    }

    @Override
    public List<Row> measure(Setting setting) throws InterruptedException {
        Figures figures = new Figures();
        List<Client> clients = new ArrayList<>();
        List<Ages> readers = new ArrayList<>();
        try (Served gateway = setting.gateway(
                "simulator.objects=1",
                "simulator.attributes=" + TAGS,
                "simulator.change-rate=1",
                "simulator.scan-period=" + 1_000 / SCANS_PER_SECOND + "ms")) {
            for (int i = 0; i < SESSIONS; i++) {
                Client client = gateway.connect();
                clients.add(client);
                Session session = Session.open(client);
                Ages ages = new Ages();
                readers.add(ages);
                new StreamReader(client.channel(), Methods.EVENTS, session.eventsRequest(true), ages).attached();
                session.invoke(session.subscribe(IntStream.rangeClosed(1, TAGS)
                        .mapToObj("Object_00001.Attr_%03d"::formatted)
                        .toList()));
            }
            Waiting.rest(setting.options().warmUp());
            for (int round = 0; round < setting.options().rounds(); round++) {
                setting.tell(this, round);
                readers.forEach(Ages::take);
                long begin = System.nanoTime();
                Waiting.rest(setting.options().round());
                double seconds = (System.nanoTime() - begin) / 1e9;
                Times all = new Times();
                readers.forEach(ages -> all.addAll(ages.take()));
                figures.add("paced.rate", "events/s", Better.TOLD_ONLY, all.count() / seconds);
                figures.add("paced.p50", "us", Better.TOLD_ONLY, all.micros(0.5));
                figures.add("paced.p99", "us", Better.TOLD_ONLY, all.micros(0.99));
            }
        } finally {
            clients.forEach(Client::close);
        }
        return figures.rows();
    }

    /** How old the events of a stream were. Thread-safe. */
    private static final class Ages implements Consumer<byte[]> {
        // Guarded by this.
        private Times times = new Times();

        @Override
        public void accept(byte[] message) {
            Instant now = Instant.now();
            try {
                Timestamp made = MxEvent.parseFrom(message).getWorkerTimestamp();
                long age =
                        (now.getEpochSecond() - made.getSeconds()) * NANOS_PER_SECOND + now.getNano() - made.getNanos();
                synchronized (this) {
                    times.add(age);
                }
            } catch (InvalidProtocolBufferException e) {
                throw new BenchFailure("an event cannot be read", e);
            }
        }

        synchronized Times take() {
            Times taken = times;
            times = new Times();
            return taken;
        }
    }
}
