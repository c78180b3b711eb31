package io.mxgateway.launcher.bench;

import io.mxgateway.launcher.bench.Served.Usage;
import java.nio.ByteBuffer;
import java.util.List;

/** The events of one session as fast as they come, beside a bare stream of messages that look the same. */
final class StreamPart implements Part {
    private static final int FIRST_BURST = 5_000;
    private static final int LARGEST_BURST = 20_000_000;

    @Override
    public String id() {
        return "stream";
    }

    @Override
    public String title() {
        return "Event stream of one session, flat out; a bare relay";
    }

    private record Measured(double seconds, int messages, Usage usage) {
        double perSecond() {
            return messages / seconds;
        }

        double each(long all) {
            return (double) all / messages;
        }
    }

    @Override
    public List<Row> measure(Setting setting) throws InterruptedException {
        Figures figures = new Figures();
        try (Served gateway = setting.gateway();
                Served bare = setting.bare();
                Served relay = setting.relay(1);
                Client client = gateway.connect();
                Client beside = bare.connect();
                Client beyond = relay.connect();
                Session session = Session.open(client)) {
            Burst burst = new Burst(session);
            LastMessage last = new LastMessage();
            try (StreamReader reader =
                    new StreamReader(client.channel(), Methods.EVENTS, session.eventsRequest(true), last)) {
                reader.attached();
                int warm = warmUp(burst, reader, setting);
                byte[] event = last.message;
                repeat(bare, beside, event, warm);
                repeat(relay, beyond, event, warm);
                for (int round = 0; round < setting.options().rounds(); round++) {
                    setting.tell(this, round);
                    Measured base = repeat(bare, beside, event, warm);
                    Measured measured = events(gateway, burst, reader, warm);
                    add(figures, base, measured, event.length);
                    addRelay(figures, base, repeat(relay, beyond, event, warm));
                }
            }
        }
        return figures.rows();
    }

    /** Ever more events until the time is used up; returns how many a round takes. */
    private static int warmUp(Burst burst, StreamReader reader, Setting setting) throws InterruptedException {
        long end = System.nanoTime() + setting.options().warmUp().toNanos();
        int events = FIRST_BURST;
        double rate;
        do {
            rate = events / burst.deliver(events, List.of(reader));
            events = (int)
                    Math.min(LARGEST_BURST, rate * setting.options().round().toNanos() / 1e9);
        } while (System.nanoTime() - end < 0);
        return events;
    }

    private static Measured events(Served gateway, Burst burst, StreamReader reader, int events)
            throws InterruptedException {
        Usage before = gateway.usage();
        double seconds = burst.deliver(events, List.of(reader));
        return new Measured(seconds, events, gateway.usage().since(before));
    }

    private static Measured repeat(Served bare, Client client, byte[] message, int messages)
            throws InterruptedException {
        byte[] request = ByteBuffer.allocate(Long.BYTES + message.length)
                .putLong(messages)
                .put(message)
                .array();
        Usage before = bare.usage();
        long begin = System.nanoTime();
        try (StreamReader reader = new StreamReader(client.channel(), Methods.REPEAT, request, new LastMessage())) {
            reader.expectInAll(messages);
            double seconds = (reader.await(Burst.NET) - begin) / 1e9;
            return new Measured(seconds, messages, bare.usage().since(before));
        }
    }

    private static void add(Figures figures, Measured base, Measured measured, int size) {
        figures.add("stream.rate", "events/s", Better.HIGHER, base.perSecond(), measured.perSecond());
        figures.add(
                "stream.cpu",
                "us/event",
                Better.LOWER,
                base.each(base.usage().cpuNanos()) / 1e3,
                measured.each(measured.usage().cpuNanos()) / 1e3);
        figures.add(
                "stream.worker-cpu",
                "us/event",
                Better.TOLD_ONLY,
                measured.each(measured.usage().workerNanos()) / 1e3);
        double bareBytes = base.each(base.usage().allocatedBytes());
        double bytes = measured.each(measured.usage().allocatedBytes());
        figures.add("stream.size", "B/event", Better.TOLD_ONLY, size);
        figures.add("stream.allocated", "B/event", Better.LOWER, bareBytes, bytes);
        // Beyond the event itself, and beyond what any stream of messages takes.
        figures.add("stream.allocated-beyond", "B/event", Better.TOLD_ONLY, bytes - bareBytes - size);
    }

    /** It is the machine's and the transport's, not the gateway's: for people, and not to be compared later. */
    private static void addRelay(Figures figures, Measured base, Measured relay) {
        figures.add("stream.relay-rate", "events/s", Better.TOLD_ONLY, base.perSecond(), relay.perSecond());
        figures.add(
                "stream.relay-cpu",
                "us/event",
                Better.TOLD_ONLY,
                base.each(base.usage().cpuNanos()) / 1e3,
                relay.each(relay.usage().cpuNanos() + relay.usage().workerNanos()) / 1e3);
    }

    /** Keeps the last message. Written by the connection's thread, read by another once it knows that all have come. */
    private static final class LastMessage implements java.util.function.Consumer<byte[]> {
        private byte[] message;

        @Override
        public void accept(byte[] next) {
            message = next;
        }
    }
}
